//! Head and foot of the paper (Nghị định 30/2020/NĐ-CP): bodies, nation, number, place and date, recipients, signature.
//! Invents no number and no date: what is not known stays blank for the pen.
use super::body::Dated;
use super::in_force;
use super::source::{MONTHS, Source};

/// The parts of head and foot.
pub(super) struct Letterhead {
    pub draft_line: String,
    pub banner: String,
    pub superior: String,
    pub issuer: String,
    pub nation: (String, String),
    pub number: String,
    pub place_date: String,
    pub attached: String,
    pub recipients: (String, Vec<String>),
    pub sign: Vec<String>,
    pub signer: String,
    pub seal: String,
}

/// `dated`: whose month the paper carries; `act`: up to where the journal was read.
pub(super) fn build(source: &Source<'_>, dated: Dated, act: &(i64, String)) -> Letterhead {
    let register = &source.facts.register;
    let head = &register.letterhead;
    let or = |text: &str, other: &str| if text.is_empty() { other.to_uppercase() } else { text.to_owned() };
    let symbol = if head.symbol.is_empty() { source.get("paper.symbol") } else { head.symbol.clone() };
    let (month, year) = month(source, dated);
    let date = [("place", head.place.as_str()), ("month", &month), ("year", &year), ("symbol", &symbol)];
    let blank = |text: &str| if source.draft { String::new() } else { text.to_owned() };
    Letterhead {
        draft_line: if source.draft { source.get("paper.draft") } else { String::new() },
        banner: if register.sample { source.get("paper.sample") } else { String::new() },
        superior: or(&head.superior, &register.province),
        issuer: or(&head.issuer, &register.cluster),
        nation: (source.get("paper.nation"), source.get("paper.devise")),
        number: blank(&source.say("paper.number", &date)),
        place_date: source
            .say(if head.place.is_empty() { "paper.date_only" } else { "paper.place_date" }, &date),
        attached: source.say(if source.draft { "paper.attached_draft" } else { "paper.attached" }, &date),
        recipients: (source.get("paper.recipients"), recipients(source)),
        sign: sign(source),
        signer: head.signer.clone(),
        seal: blank(&seal(source, act)),
    }
}

/// Month and year of the paper. The day is left to the pen.
fn month(source: &Source<'_>, dated: Dated) -> (String, String) {
    let facts = source.facts;
    let meeting =
        || facts.meeting.date.or_else(|| facts.period.to.tomorrow().ok()).unwrap_or(facts.period.to);
    let cited = if matches!(dated, Dated::Usual) { in_force::dated(facts) } else { None };
    let date = match cited.unwrap_or(dated) {
        Dated::Usual => meeting(),
        Dated::On(date) => date,
        Dated::Open => return (" ".repeat(3), " ".repeat(5)),
    };
    // in Vietnamese months 1 and 2 take a zero, so that nobody can write a 1 before them; the words know
    let month = source.get(MONTHS[usize::from(date.month().unsigned_abs() - 1)]);
    (month, date.year().to_string())
}

/// The list under "Nơi nhận", each line closed by `;`, the last, the file copy, by `.`.
fn recipients(source: &Source<'_>) -> Vec<String> {
    let mut lines: Vec<String> = source
        .facts
        .register
        .letterhead
        .recipients
        .lines()
        .map(|line| {
            let bare = line.trim().trim_start_matches(['-', '–']).trim();
            bare.trim_end_matches([';', '.', ',']).trim_end().to_owned()
        })
        .filter(|line| !line.is_empty())
        .collect();
    let filed = source.get("paper.filed");
    let lead = source.get("paper.filed_lead");
    if !lines.iter().any(|line| line.starts_with(lead.as_str())) {
        lines.push(filed);
    }
    let last = lines.len() - 1;
    lines
        .iter()
        .enumerate()
        .map(|(i, line)| format!("- {line}{}", if i == last { "." } else { ";" }))
        .collect()
}

fn sign(source: &Source<'_>) -> Vec<String> {
    let head = &source.facts.register.letterhead;
    if head.sign_form.is_empty() && head.sign_post.is_empty() {
        return vec![source.get("paper.sign_form"), source.get("paper.sign_post")];
    }
    // a two-line form ("KT. TRƯỞNG PHÒNG" under "TM. …") may be typed with a line break
    head.sign_form
        .lines()
        .chain(head.sign_post.lines())
        .filter(|l| !l.trim().is_empty())
        .map(str::to_owned)
        .collect()
}

/// Act number and the first eight of the head hash: which state of the register the paper was made from.
fn seal(source: &Source<'_>, (act, hash): &(i64, String)) -> String {
    let short: String = hash.chars().take(8).collect();
    if short.is_empty() {
        return String::new();
    }
    source.say("paper.seal", &[("act", &act.to_string()), ("hash", &short)])
}
