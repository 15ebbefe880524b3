//! How this room says its rows: symbols, contents, who was commended. Texts only; drawing lies in the views.
use super::units::Units;
use super::{options, tally};
use crate::core::achievement::AchievementRow;
use crate::core::award::{Cancelled, Decision, DecisionKind, DecisionRow, LineKind, Party};
use crate::core::date;
use crate::core::namesake;
use crate::core::quarter::QuarterFacts;
use crate::core::text;
use crate::core::words::Words;

/// `QĐ 1764/QĐ-CAT`, `TB 214/TB-CAT`, `chưa có số`.
pub(super) fn symbol(kind: DecisionKind, number: &str, words: &Words) -> String {
    if number.is_empty() {
        return words.get("room.ac.no_number").to_owned();
    }
    let prefix = match kind {
        DecisionKind::Decision => "room.ac.prefix_decision",
        DecisionKind::Notice => "room.ac.prefix_notice",
    };
    format!("{} {number}", words.get(prefix))
}

/// What a decision is called in the journal: its symbol, else what it is about.
pub(super) fn label(head: &Decision, facts: Option<&QuarterFacts>, words: &Words) -> String {
    if !head.number.is_empty() {
        return symbol(head.kind, &head.number, words);
    }
    if head.subject.is_empty() { form_name(head, facts) } else { text::clip(&head.subject, 60) }
}

/// Name of its form.
pub(super) fn form_name(head: &Decision, facts: Option<&QuarterFacts>) -> String {
    let form = facts.and_then(|f| f.catalogue.form(&head.form));
    form.map_or_else(|| head.form.clone(), |f| f.name.clone())
}

/// Names of its authorities.
pub(super) fn authorities(head: &Decision, facts: Option<&QuarterFacts>) -> String {
    facts.map(|f| f.catalogue.authority_names(&head.authorities)).unwrap_or_default()
}

/// `Giấy khen: bảo vệ bầu cử`; a notice by its subject, or its month. What the subject says already is not said twice.
/// Whole-cluster rows are marked.
pub(super) fn content(row: &DecisionRow, facts: Option<&QuarterFacts>, words: &Words, warn: &str) -> String {
    let head = &row.head;
    let said = match (head.kind, head.date) {
        (DecisionKind::Notice, Some(day)) if head.subject.is_empty() => {
            // June's notice is often signed in July: its month is the last of the quarter it counts in
            let period = facts.map(|f| &f.period).filter(|p| !(p.from <= day && day <= p.to));
            let month = period.map_or(day, |p| p.to).month();
            words.fill("room.ac.notice_of", &[("month", &month.to_string())])
        }
        _ => about(head, facts, words),
    };
    if row.unsplit == 0 {
        return said;
    }
    let whole = words.get("room.ac.whole_short");
    if text::fold(&said).contains(&text::fold(whole)) {
        return format!("{warn} {said}");
    }
    let whole = words.fill("room.ac.of_whole", &[("what", &said)]);
    format!("{warn} {whole}")
}

/// Form and subject in one line: the form is left out where the subject begins with it.
fn about(head: &Decision, facts: Option<&QuarterFacts>, words: &Words) -> String {
    let form = form_name(head, facts);
    if head.subject.is_empty() {
        return form;
    }
    let line = facts.and_then(|f| f.catalogue.form(&head.form)).map(|f| f.line);
    let short = match line {
        Some(LineKind::Legal) | None => form,
        Some(LineKind::GoodDeed | LineKind::Notice) => words.get("room.ac.praise").to_owned(),
    };
    // a subject with a heading of its own (`Biểu dương: bảo vệ bầu cử`) needs no other
    let own = head.subject.contains(':') || text::begins(&head.subject, &short);
    if head.kind == DecisionKind::Notice || own {
        return head.subject.clone();
    }
    format!("{short}: {}", head.subject)
}

/// `2 tập thể, 8 cá nhân`.
pub(super) fn counted(row: &DecisionRow, words: &Words) -> String {
    tally::counted(row.collective, row.individual, words)
}

/// The detail line of a decision: who signed what, whom it commends.
pub(super) fn detail(row: &DecisionRow, facts: Option<&QuarterFacts>, words: &Words) -> String {
    let head = &row.head;
    let day = match (head.date, head.received) {
        (Some(day), _) => words.fill("room.ac.signed", &[("day", &crate::core::date::full(day))]),
        (None, Some(day)) => words.fill("room.ac.received", &[("day", &crate::core::date::full(day))]),
        (None, None) => words.get("room.ac.no_day").to_owned(),
    };
    let form = form_name(head, facts);
    let subject = if head.subject.is_empty() {
        form
    } else if text::begins(&head.subject, &form) {
        head.subject.clone()
    } else {
        format!("{form}. {}", head.subject)
    };
    let counted = counted(row, words);
    words.fill(
        if counted.is_empty() { "room.ac.detail_bare" } else { "room.ac.detail" },
        &[("by", &authorities(head, facts)), ("day", &day), ("what", &subject), ("who", &counted)],
    )
}

/// How an achievement was commended: `Giấy khen`, `Giấy khen và 2 nữa`; `None`: not yet.
pub(super) fn commended(row: &AchievementRow, facts: Option<&QuarterFacts>, words: &Words) -> Option<String> {
    let (form, _) = row.first.as_ref()?;
    let name = match facts.and_then(|f| f.catalogue.form(form)) {
        Some(f) if f.line == LineKind::GoodDeed => words.get("room.ac.short_deed").to_owned(),
        Some(f) if f.line == LineKind::Notice => words.get("room.ac.short_notice").to_owned(),
        Some(f) => f.name.clone(),
        None => form.clone(),
    };
    if row.awards <= 1 {
        return Some(name);
    }
    Some(words.fill("room.ac.and_more", &[("form", &name), ("n", &(row.awards - 1).to_string())]))
}

/// Nature of a decision as a word; empty when the paper does not say.
pub(super) fn nature<'a>(head: &Decision, words: &'a Words) -> &'a str {
    head.nature.map_or("", |n| words.get(options::nature_word(n)))
}

/// `đã hủy theo 12/QĐ-CAT, 01/07/2021`
pub(super) fn cancelled(by: &Cancelled, words: &Words) -> String {
    match by.date {
        Some(day) => words.fill("cancel.mark_day", &[("number", &by.number), ("day", &date::full(day))]),
        None => words.fill("cancel.mark", &[("number", &by.number)]),
    }
}

/// Somebody of the name as one of the answers: unit, rank and post, and when they were commended last; the name itself where
/// it was typed without its accents.
pub(super) fn candidate(party: &Party, typed: &str, units: &Units, words: &Words) -> (String, String) {
    let about: Vec<&str> =
        [party.rank.as_str(), party.post.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
    let unit = units.tag(party.unit);
    let about = if about.is_empty() { words.get("who.no_rank").to_owned() } else { about.join(", ") };
    let note = match &party.last {
        Some((_, Some(day))) => words.fill("who.last", &[("day", &date::full(*day))]),
        Some((number, None)) => words.fill("who.last", &[("day", number)]),
        None => words.get("who.never").to_owned(),
    };
    let key = if namesake::lacks_accents(typed, &party.name) { "who.same_accents" } else { "who.same" };
    (words.fill(key, &[("name", &party.name), ("unit", &unit), ("about", &about)]), note)
}

/// Words of the question: of a name that somebody bears with the accents that were not typed it says so.
pub(super) fn who_title(nearest: &[Party], typed: &str) -> &'static str {
    let accents = nearest.iter().any(|p| namesake::lacks_accents(typed, &p.name));
    if accents { "who.title_accents" } else { "who.title" }
}

/// The answer "another".
pub(super) fn another(words: &Words) -> (String, String) {
    (words.get("who.another").to_owned(), String::new())
}
