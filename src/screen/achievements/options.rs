//! The lists the forms of this room choose from, and the small readings of what is typed into their heads.
//! Everything comes from the register's catalogue and periods; a code named here is only a first guess for a new form.
use crate::core::achievement::AchievementKind;
use crate::core::award::{Catalogue, LineKind, Nature};
use crate::core::date::Date;
use crate::core::period::PeriodKey;
use crate::core::quarter::{Period, State};
use crate::core::text;
use crate::core::words::Words;
use crate::kit::pick::Choice;
use crate::shelf::Shelf;

/// Decision or monthly notice.
pub(super) fn kinds(words: &Words) -> Vec<Choice> {
    [("decision", "room.ac.kind_decision"), ("notice", "room.ac.kind_notice")]
        .map(|(code, word)| (code.to_owned(), words.get(word).to_owned()))
        .to_vec()
}

const NATURES: [(&str, &str, Nature); 5] = [
    ("merit", "room.ac.nature_merit", Nature::Merit),
    ("ad_hoc", "room.ac.nature_ad_hoc", Nature::AdHoc),
    ("topical", "room.ac.nature_topical", Nature::Topical),
    ("devotion", "room.ac.nature_devotion", Nature::Devotion),
    ("tenure", "room.ac.nature_tenure", Nature::Tenure),
];

/// Natures of a commendation.
pub(super) fn natures(words: &Words) -> Vec<Choice> {
    NATURES.iter().map(|(code, word, _)| ((*code).to_owned(), words.get(word).to_owned())).collect()
}
/// The nature of a code.
pub(super) fn nature(code: &str) -> Option<Nature> {
    NATURES.iter().find(|n| n.0 == code).map(|n| n.2)
}
/// The code of a nature.
pub(super) fn nature_code(nature: Nature) -> &'static str {
    NATURES.iter().find(|n| n.2 == nature).map_or("", |n| n.0)
}
/// Words key of a nature.
pub(super) fn nature_word(nature: Nature) -> &'static str {
    NATURES.iter().find(|n| n.2 == nature).map_or("", |n| n.1)
}

const ACTS: [(&str, &str, AchievementKind); 3] = [
    ("regular", "room.ac.act_regular", AchievementKind::Regular),
    ("topical", "room.ac.act_topical", AchievementKind::Topical),
    ("ad_hoc", "room.ac.act_ad_hoc", AchievementKind::AdHoc),
];

/// Kinds of an achievement.
pub(super) fn acts(words: &Words) -> Vec<Choice> {
    ACTS.iter().map(|(code, word, _)| ((*code).to_owned(), words.get(word).to_owned())).collect()
}
/// The kind of a code.
pub(super) fn act(code: &str) -> AchievementKind {
    ACTS.iter().find(|a| a.0 == code).map_or(AchievementKind::Regular, |a| a.2)
}
/// The code and the words key of a kind.
pub(super) fn act_code(kind: AchievementKind) -> (&'static str, &'static str) {
    ACTS.iter().find(|a| a.2 == kind).map_or(("", ""), |a| (a.0, a.1))
}

fn catalogue(shelf: &Shelf) -> Option<&Catalogue> {
    shelf.quarter().map(|q| &q.catalogue)
}

/// Authorities, then the sets that some form may come from together ("Bộ Công an, UBND tỉnh"), and the set in use.
pub(super) fn authorities(shelf: &Shelf, used: &str) -> Vec<Choice> {
    let Some(catalogue) = catalogue(shelf) else { return Vec::new() };
    // what was abolished is offered only where it already stands
    let offered = || catalogue.authorities.iter().filter(|a| !a.retired);
    let mut sets: Vec<Vec<String>> = offered().map(|a| vec![a.code.clone()]).collect();
    for form in catalogue.forms.iter().filter(|f| !f.retired && f.authorities.len() > 1) {
        let highest_first: Vec<&String> =
            offered().map(|a| &a.code).filter(|code| form.authorities.contains(code)).collect();
        // two or more of them; forms have few authorities, so all the sets are few
        for bits in 1_u32..1 << highest_first.len().min(4) {
            let set: Vec<String> = highest_first
                .iter()
                .enumerate()
                .filter(|(n, _)| bits & (1 << n) != 0)
                .map(|(_, code)| (*code).clone())
                .collect();
            if set.len() > 1 && !sets.contains(&set) {
                sets.push(set);
            }
        }
    }
    let used: Vec<String> = used.split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect();
    if !used.is_empty() && !sets.contains(&used) {
        sets.push(used);
    }
    sets.into_iter().map(|set| (set.join(","), catalogue.authority_names(&set))).collect()
}

/// May that form come from all of these authorities (codes joined by commas)?
pub(super) fn allows(shelf: &Shelf, form: &str, authorities: &str) -> bool {
    let Some(form) = catalogue(shelf).and_then(|c| c.form(form)) else { return false };
    form.authorities.is_empty()
        || authorities.split(',').all(|code| form.authorities.iter().any(|a| a == code))
}

/// Was that form abolished?
pub(super) fn abolished(shelf: &Shelf, form: &str) -> bool {
    catalogue(shelf).and_then(|c| c.form(form)).is_some_and(|f| f.retired)
}

/// The authorities without those that were abolished.
pub(super) fn in_use(shelf: &Shelf, mut authorities: Vec<String>) -> Vec<String> {
    let retired = |code: &String| {
        catalogue(shelf).is_some_and(|c| c.authorities.iter().any(|a| a.code == *code && a.retired))
    };
    authorities.retain(|code| !retired(code));
    authorities
}

/// Forms those authorities may give, all while none is chosen; one that was abolished only where it stands (`used`).
pub(super) fn forms(shelf: &Shelf, authorities: &str, used: &str) -> Vec<Choice> {
    let Some(catalogue) = catalogue(shelf) else { return Vec::new() };
    catalogue
        .forms
        .iter()
        .filter(|f| !f.retired || f.code == used)
        .filter(|f| authorities.is_empty() || allows(shelf, &f.code, authorities))
        .map(|f| (f.code.clone(), f.name.clone()))
        .collect()
}

/// The form that suits a notice, or a decision after a notice; `None` when the present one does.
pub(super) fn form_for(shelf: &Shelf, notice: bool, form: &str) -> Option<String> {
    let catalogue = catalogue(shelf)?;
    let on_notices = |code: &str| catalogue.form(code).is_some_and(|f| f.line == LineKind::Notice);
    if on_notices(form) == notice {
        return None;
    }
    let fits = |f: &&crate::core::award::Form| (f.line == LineKind::Notice) == notice && !f.retired;
    let usual = catalogue.form("giay_khen").filter(fits);
    usual.or_else(|| catalogue.forms.iter().find(fits)).map(|f| f.code.clone())
}

/// The form those authorities give most, else the first they may give.
pub(super) fn usual_form(shelf: &Shelf, authorities: &str) -> Option<String> {
    let forms = forms(shelf, authorities, "");
    let usual = ["giay_khen", "bang_khen"].into_iter().find(|code| forms.iter().any(|f| f.0 == *code));
    usual.map(str::to_owned).or_else(|| forms.first().map(|f| f.0.clone()))
}

/// Periods a record may be written in, newest first, and the one in use.
pub(super) fn periods(shelf: &Shelf, used: Option<PeriodKey>) -> Vec<Choice> {
    let mut keys: Vec<PeriodKey> =
        shelf.quarters().filter(|p| p.state < State::Locked).map(|p| p.key).collect();
    let used = used.unwrap_or_else(|| shelf.leaf());
    if !keys.contains(&used) {
        keys.push(used);
    }
    keys.into_iter().map(|key| (key.code(), key.label(shelf.words.lang))).collect()
}

/// The open period that holds a day.
pub(super) fn period_of(shelf: &Shelf, day: Option<Date>) -> Option<PeriodKey> {
    let holds = |p: &&Period| day.is_some_and(|d| p.from <= d && d <= p.to) && p.state < State::Locked;
    shelf.quarters().find(holds).map(|p| p.key)
}

/// The authority a form comes from first.
pub(super) fn authority_for(shelf: &Shelf, form: &str) -> String {
    let form = catalogue(shelf).and_then(|c| c.form(form));
    let retired = |code: &&String| {
        catalogue(shelf).is_some_and(|c| c.authorities.iter().any(|a| a.code == **code && a.retired))
    };
    form.and_then(|f| f.authorities.iter().find(|code| !retired(code))).cloned().unwrap_or_default()
}

/// Campaigns of the year.
pub(super) fn campaigns(shelf: &Shelf) -> Vec<Choice> {
    let mut all: Vec<Choice> = shelf
        .movement()
        .map(|m| m.1.iter().map(|c| (c.id.to_string(), c.name.clone())).collect())
        .unwrap_or_default();
    if let Some(facts) = shelf.quarter() {
        for c in &facts.campaigns {
            if all.iter().all(|(id, _)| *id != c.id.to_string()) {
                all.push((c.id.to_string(), c.name.clone()));
            }
        }
    }
    all
}

/// Where a record of that day goes, when that is not the period looked at; empty when it is.
pub(super) fn period_note(shelf: &Shelf, date: Option<Date>) -> String {
    let Some(date) = date else { return String::new() };
    match shelf.quarters().find(|p| p.from <= date && date <= p.to) {
        Some(p) if p.key == shelf.period => String::new(),
        Some(p) => shelf.words.fill("room.ac.goes_to", &[("period", &p.key.label(shelf.words.lang))]),
        None if shelf.periods().is_empty() => String::new(),
        None => shelf.words.get("room.ac.no_period").to_owned(),
    }
}

/// Does a number read as that of a notice (`214/TB-CAT`, `TB 214`)?
pub(super) fn reads_as_notice(number: &str) -> bool {
    let folded = text::fold(number);
    folded.starts_with("tb ") || folded.starts_with("thong bao ") || folded.contains("/tb")
}

/// The number without what the list puts before it: `QĐ 1764/QĐ-CAT`, `Số: 1764/QĐ-CAT` are `1764/QĐ-CAT`.
pub(super) fn bare_number(typed: &str) -> String {
    let mut rest = text::line(typed);
    loop {
        let folded = text::fold(&rest);
        let prefix = ["quyet dinh ", "thong bao ", "qd ", "tb ", "so: ", "so "]
            .into_iter()
            .find(|p| folded.starts_with(p));
        let Some(prefix) = prefix else { return rest };
        let words = prefix.trim_end().split(' ').count();
        rest = rest.split(' ').skip(words).collect::<Vec<_>>().join(" ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::ask::{Ask, Facts};
    use crate::core::quarter::QuarterFacts;
    use crate::core::words::Lang;
    use std::sync::Arc;

    fn shelf() -> Shelf {
        let key = PeriodKey::quarter(2021, 2);
        let words = Words::load(Lang::Vi);
        let mut shelf = Shelf::new(words, Date::constant(2021, 7, 22), key);
        let facts = QuarterFacts { catalogue: crate::core::sample::catalogue(), ..QuarterFacts::bare(key) };
        shelf.put(Ask::Quarter(key), Facts::Quarter(Arc::new(facts)));
        shelf
    }

    #[test]
    fn authorities_come_singly_and_in_the_sets_of_a_form() {
        let all = authorities(&shelf(), "");
        assert!(all.contains(&("bca,ubnd".into(), "Bộ Công an, UBND tỉnh".into())), "{all:?}");
        assert!(all.iter().take(6).all(|(code, _)| !code.contains(',')), "{all:?}");
        let codes: std::collections::HashSet<_> = all.iter().map(|a| &a.0).collect();
        assert_eq!(codes.len(), all.len(), "no set twice");
        assert!(authorities(&shelf(), "bca,giam_doc").iter().any(|a| a.0 == "bca,giam_doc"));
    }

    #[test]
    fn forms_are_those_the_authorities_may_give() {
        let shelf = shelf();
        let of = |by: &str| forms(&shelf, by, "").into_iter().map(|f| f.0).collect::<Vec<_>>();
        assert_eq!(of("bca,ubnd"), ["co_thi_dua", "bang_khen"]);
        assert!(
            of("giam_doc").contains(&"giay_khen".to_owned())
                && !of("giam_doc").contains(&"bang_khen".to_owned())
        );
        assert_eq!(form_for(&shelf, true, "giay_khen").as_deref(), Some("thong_bao"));
        assert_eq!(form_for(&shelf, false, "thong_bao").as_deref(), Some("giay_khen"));
        assert_eq!(form_for(&shelf, false, "bang_khen"), None);
        assert_eq!(usual_form(&shelf, "bca,ubnd").as_deref(), Some("bang_khen"));
    }

    #[test]
    fn numbers_are_kept_bare_and_tell_a_notice() {
        for (typed, bare, notice) in [
            ("QĐ 1764/QĐ-CAT", "1764/QĐ-CAT", false),
            ("Số: 214/TB-CAT", "214/TB-CAT", true),
            ("TB số 214", "214", true),
            ("1764/QĐ-CAT", "1764/QĐ-CAT", false),
            ("Q\u{110} 5", "5", false),
            ("", "", false),
        ] {
            assert_eq!((bare_number(typed).as_str(), reads_as_notice(typed)), (bare, notice), "{typed}");
        }
    }
}
