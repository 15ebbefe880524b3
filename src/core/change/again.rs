//! An act is counted once: which other awards of the same recipient for the same act count beside a row that a change names.
use crate::core::adjustment::{Adjustment, Change, Stage};
use crate::core::award::{AwardRow, RecipientKind};
use crate::core::quarter::{QuarterFacts, Repeat};
use crate::core::unit::UnitId;

/// Rows of a list that count late awards, or take rows out.
fn named(changes: &[Change], late: bool) -> Vec<i64> {
    let key = |c: &Change| match c {
        Change::Award { award: Some(id), by, .. } if (*by > 0) == late => Some(*id),
        _ => None,
    };
    changes.iter().filter_map(key).collect()
}

/// The forms of the other awards that count for the recipient and act of a row: those of the period itself but what
/// `changes` take out, and late ones that an adjustment in force or `changes` count.
pub fn again(
    row: &AwardRow,
    (rows, late): (&[AwardRow], &[AwardRow]),
    adjustments: &[Adjustment],
    changes: &[Change],
) -> Vec<String> {
    let mine = &row.recipient;
    if mine.party.is_none() || mine.achievement.is_none() {
        return Vec::new();
    }
    let gone = named(changes, false);
    let mut taken = named(changes, true);
    for adjustment in adjustments.iter().filter(|a| a.stage == Stage::Applied) {
        taken.extend(named(&adjustment.changes, true));
    }
    let own = rows.iter().filter(|r| r.supplement.is_none() && !gone.contains(&r.recipient.id));
    let late = late.iter().filter(|r| taken.contains(&r.recipient.id));
    let same = |r: &&AwardRow| {
        let other = &r.recipient;
        other.id != mine.id
            && (other.party, other.achievement, other.unit, other.kind)
                == (mine.party, mine.achievement, mine.unit, mine.kind)
    };
    own.chain(late).filter(same).map(|r| r.form.clone()).collect()
}

/// Says it anew of every change of a list, each after those before it: a change that was put in or taken out moves it.
pub fn settle(changes: &mut [Change], (rows, late): (&[AwardRow], &[AwardRow]), adjustments: &[Adjustment]) {
    for at in 0..changes.len() {
        let (before, rest) = changes.split_at_mut(at);
        let Some(Change::Award { award: Some(id), again: forms, .. }) = rest.first_mut() else { continue };
        let Some(row) = rows.iter().chain(late).find(|r| r.recipient.id == *id) else { continue };
        *forms = again(row, (rows, late), adjustments, before);
    }
}

/// An award of an act that is commended already counts from now on: of all of them only the one worth most does.
pub(super) fn once_more(
    facts: &mut QuarterFacts,
    (unit, kind): (UnitId, RecipientKind),
    form: &str,
    again: &[String],
) {
    if again.is_empty() {
        return;
    }
    let sorted = |forms: &[String]| {
        let mut forms = forms.to_vec();
        forms.sort_unstable();
        forms
    };
    let others = sorted(again);
    let same = |r: &&mut Repeat| (r.unit, r.kind) == (unit, kind) && sorted(&r.forms) == others;
    if let Some(repeat) = facts.repeats.iter_mut().find(same) {
        repeat.forms.push(form.to_owned());
        return;
    }
    let forms = again.iter().cloned().chain([form.to_owned()]).collect();
    facts.repeats.push(Repeat { unit, kind, forms });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::award::{Basis, DecisionKind, Recipient};

    fn row(id: i64, form: &str, achievement: i64) -> AwardRow {
        AwardRow {
            recipient: Recipient {
                id,
                basis: Basis::Named,
                quantity: Some(1),
                party: Some(1),
                unit: Some(1),
                achievement: Some(achievement),
                ..Recipient::default()
            },
            decision: id,
            kind: DecisionKind::Decision,
            number: String::new(),
            date: None,
            authorities: Vec::new(),
            form: form.to_owned(),
            subject: String::new(),
            supplement: None,
        }
    }

    fn change(id: i64, by: i64) -> Change {
        Change::Award {
            unit: 1,
            form: "f".to_owned(),
            kind: RecipientKind::default(),
            by,
            award: Some(id),
            again: vec!["old".to_owned()],
            what: String::new(),
        }
    }

    fn forms(changes: &[Change]) -> Vec<String> {
        let of = |c: &Change| match c {
            Change::Award { again, .. } => again.join("+"),
            _ => String::new(),
        };
        changes.iter().map(of).collect()
    }

    #[test]
    fn each_change_of_a_list_knows_what_counts_beside_it() {
        let own = [row(1, "giay_khen", 7), row(2, "bang_khen", 7), row(3, "giay_khen", 8)];
        let late = [row(11, "gd", 7), row(12, "bo", 7)];
        let of = |list: &[(i64, i64)]| {
            let mut changes: Vec<Change> = list.iter().map(|(id, by)| change(*id, *by)).collect();
            settle(&mut changes, (&own, &late), &[]);
            forms(&changes)
        };
        assert_eq!(of(&[(11, 1)]), ["giay_khen+bang_khen"], "not the other act, not what nobody counts");
        assert_eq!(of(&[(11, 1), (12, 1)])[1], "giay_khen+bang_khen+gd");
        assert_eq!(of(&[(1, -1), (11, 1)]), ["bang_khen", "bang_khen"]);
        assert_eq!(of(&[(11, 1), (1, -1)]), ["giay_khen+bang_khen", "bang_khen+gd"]);
        // one in force counts too
        let applied =
            Adjustment { stage: Stage::Applied, changes: vec![change(12, 1)], ..Adjustment::next(&[]) };
        let mut changes = vec![change(3, -1), change(11, 1)];
        settle(&mut changes, (&own, &late), &[applied]);
        assert_eq!(forms(&changes), ["", "giay_khen+bang_khen+bo"]);
    }
}
