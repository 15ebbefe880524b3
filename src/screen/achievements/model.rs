//! The pattern a new decision takes from one before: what of its head is taken over, its wording carried on to the next
//! month, and the questions that offer it. Number and day are always the new paper's own.
use super::say;
use crate::core::award::{Decision, DecisionKind};
use crate::core::text;
use crate::effect::{Effect, Question};
use crate::shelf::Shelf;

/// Most patterns offered.
const MOST: usize = 9;

/// The question which decision to follow; `None` while there is none.
pub(super) fn ask(shelf: &Shelf) -> Option<Effect> {
    let facts = shelf.quarter();
    let items: Vec<(String, String)> = shelf
        .models()
        .iter()
        .take(MOST)
        .map(|d| {
            let form =
                facts.and_then(|f| f.catalogue.form(&d.form)).map(|f| f.name.clone()).unwrap_or_default();
            let by = facts.map(|f| f.catalogue.authority_names(&d.authorities)).unwrap_or_default();
            if d.subject.is_empty() {
                (form, text::clip(&by, 28))
            } else {
                (d.subject.clone(), text::clip(&form, 28))
            }
        })
        .collect();
    let title = shelf.words.get("room.ac.model_title").to_owned();
    (!items.is_empty()).then_some(Effect::Ask(Question::Pick {
        id: "ac.model",
        title,
        items,
        at: 0,
        quick: true,
    }))
}

/// The question what of a decision is copied.
pub(super) fn ask_copy(head: &Decision, shelf: &Shelf) -> Effect {
    let label = say::label(head, shelf.quarter().map(std::convert::AsRef::as_ref), &shelf.words);
    let title = shelf.words.fill("room.ac.copy_title", &[("what", &label)]);
    let item = |key: &str| (shelf.words.get(key).to_owned(), String::new());
    let items = vec![item("room.ac.copy_head"), item("room.ac.copy_all")];
    Effect::Ask(Question::Pick { id: "ac.copy", title, items, at: 0, quick: true })
}

/// What a new decision takes over from another.
pub(super) fn pattern(of: &Decision) -> Decision {
    let notice = of.kind == DecisionKind::Notice;
    Decision {
        kind: of.kind,
        authorities: of.authorities.clone(),
        form: of.form.clone(),
        signer: of.signer.clone(),
        nature: of.nature,
        campaign: of.campaign,
        subject: if notice { next_month(&of.subject) } else { of.subject.clone() },
        ..Decision::default()
    }
}

/// `Biểu dương tháng 5/2021` as the next month says it: `Biểu dương tháng 6/2021`; December goes on with January of the next
/// year. A text without a month stays.
fn next_month(subject: &str) -> String {
    let lower = subject.to_lowercase();
    let Some(at) = lower.find("tháng ").filter(|_| lower.len() == subject.len()) else {
        return subject.to_owned();
    };
    let from = at + "tháng ".len();
    let (Some(head), Some(tail)) = (subject.get(..from), subject.get(from..)) else {
        return subject.to_owned();
    };
    let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
    let Some((digits, rest)) = tail.split_at_checked(end) else { return subject.to_owned() };
    let Some(month) = digits.parse::<u32>().ok().filter(|m| (1..=12).contains(m)) else {
        return subject.to_owned();
    };
    let zero = if digits.starts_with('0') && month < 9 { "0" } else { "" };
    if month < 12 {
        return format!("{head}{zero}{}{rest}", month + 1);
    }
    let first = if digits.starts_with('0') { "01" } else { "1" };
    let mark = ["/", " năm "].into_iter().find(|m| rest.starts_with(m));
    let year =
        mark.and_then(|m| rest.strip_prefix(m)).and_then(|r| r.get(..4)).and_then(|y| y.parse::<u32>().ok());
    match (mark, year) {
        (Some(mark), Some(year)) => {
            let behind = rest.get(mark.len() + 4..).unwrap_or_default();
            format!("{head}{first}{mark}{}{behind}", year + 1)
        }
        _ => format!("{head}{first}{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::next_month;

    #[test]
    fn a_notice_goes_on_with_the_next_month() {
        for (before, after) in [
            ("Thông báo tháng 5", "Thông báo tháng 6"),
            ("Biểu dương tháng 05/2021 của Giám đốc", "Biểu dương tháng 06/2021 của Giám đốc"),
            ("Tháng 9", "Tháng 10"),
            ("Biểu dương tháng 12/2021", "Biểu dương tháng 1/2022"),
            ("tháng 12 năm 2021, toàn cụm", "tháng 1 năm 2022, toàn cụm"),
            ("tháng 13", "tháng 13"),
            ("Cứu người", "Cứu người"),
            ("", ""),
        ] {
            assert_eq!(next_month(before), after);
        }
    }
}
