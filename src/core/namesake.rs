//! People of one name: who of them a row may mean, the nearest first. Names are told apart with their accents, in any
//! case and spelling (`text::same_key`); a name typed without any may be that of whoever bears it with them (`bare`). Pure;
//! who is who the user says.
use super::award::{Party, RecipientKind};
use super::person;
use super::text;
use super::unit::UnitId;
use std::cmp::Reverse;

/// A row whose name nobody of its unit bears, and who bears it elsewhere, or with the accents that were not typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namesakes {
    /// its place among the rows of the paper, from 1
    pub row: i64,
    /// the name as typed
    pub name: String,
    /// the unit it stands under
    pub unit: Option<UnitId>,
    /// all of that name, the nearest first
    pub nearest: Vec<Party>,
}

/// What can be done to who people are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Two are one: awards, nominees and flags of the one go to the other. Refused where one paper names both, or a locked
    /// period counts both.
    Merge {
        /// who stays
        keep: i64,
        /// who goes
        gone: i64,
        /// for the journal: `Nguyễn Văn An (PX01) → Nguyễn Văn An (PV01)`
        label: String,
    },
}

/// Was a name typed without any accent? Then it may be that of people who bear it with some (`Tran Minh Hoa`: Trần Minh Hoà,
/// Trần Minh Hóa). One typed with an accent means just that, and so does one that another name with accents folds to.
pub fn bare(name: &str) -> bool {
    let key = text::same_key(name);
    !key.is_empty() && key == text::fold(name)
}

/// Are they told apart by nothing but the accents that were not typed?
pub fn lacks_accents(typed: &str, known: &str) -> bool {
    bare(typed) && !bare(known) && text::fold(typed) == text::fold(known)
}

/// The people among `known` who may be meant by that name in that unit, the nearest first: of the unit itself (those who
/// bear the name with the accents that were not typed; who bears it as it is there is no question here), of that rank or the
/// one beside it (people are promoted), then who was commended last.
pub fn nearest(known: &[Party], name: &str, unit: Option<UnitId>, rank: &str) -> Vec<Party> {
    let meant =
        |p: &&Party| p.kind == RecipientKind::Individual && (p.unit != unit || lacks_accents(name, &p.name));
    let mut found: Vec<&Party> = known.iter().filter(meant).collect();
    let own = person::rank_place(rank);
    let far = |p: &Party| match (own, person::rank_place(&p.rank)) {
        (Some(own), Some(there)) => own.abs_diff(there).min(3),
        _ => 2,
    };
    found.sort_by_key(|p| {
        (p.unit != unit, far(p), Reverse(p.last.as_ref().and_then(|(_, day)| *day)), Reverse(p.id))
    });
    found.into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(id: i64, unit: UnitId, rank: &str, day: &str) -> Party {
        Party {
            id,
            kind: RecipientKind::Individual,
            rank: rank.into(),
            unit: Some(unit),
            last: Some((String::new(), day.parse().ok())),
            ..Party::default()
        }
    }

    #[test]
    fn the_nearest_is_of_that_rank_and_commended_last() {
        let known = [
            party(1, 1, "Đại úy", "2021-05-01"),
            party(2, 2, "Đại tá", "2021-06-01"),
            party(3, 3, "Thiếu tá", "2020-01-01"),
            party(4, 4, "Đại úy", "2021-06-30"),
            party(5, 9, "Đại úy", "2021-06-30"),
            party(6, 5, "", "2021-06-30"),
        ];
        let found = nearest(&known, "", Some(9), "Đ/úy");
        assert_eq!(found.iter().map(|p| p.id).collect::<Vec<_>>(), [4, 1, 3, 6, 2]);
        assert_eq!(
            nearest(&known[4..5], "", Some(9), ""),
            Vec::new(),
            "who stands in the unit is no question here"
        );
    }

    #[test]
    fn a_name_without_accents_may_be_that_of_whoever_bears_it_with_some() {
        let named =
            |id, unit, name: &str| Party { name: name.into(), ..party(id, unit, "Đại úy", "2021-05-01") };
        let known =
            [named(1, 2, "Trần Minh Hòa"), named(2, 9, "Trần Minh Hoá"), named(3, 9, "Tran Minh Hoa")];
        let ids = |name: &str| {
            let found = nearest(&known, name, Some(9), "");
            found.iter().map(|p| p.id).collect::<Vec<_>>()
        };
        assert_eq!(ids("TRAN  minh hoa"), [2, 1], "that of the unit first");
        assert_eq!(ids("Trần Minh Hóa"), [1], "with accents those of the unit are told apart");
        assert!(bare("Phan Anh Minh") && !bare("Đan") && !bare("Hoà") && !bare(""));
        assert!(!lacks_accents("Tran Minh Hoà", "Trần Minh Hoà"), "a mark was typed");
    }
}
