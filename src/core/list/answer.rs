//! What can be decided about a doubtful row, and the names compared: inside the paste, with the form, with the register.
use super::{Doubt, Fate, List, ListRow, Place, Who};
use crate::core::award::{Basis, Party, RecipientKind};
use crate::core::namesake;
use crate::core::text;
use crate::core::unit::UnitId;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// An answer to the first doubt of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// it belongs there
    Place(Place),
    /// it is of this kind
    Kind(RecipientKind),
    /// the words without a place are its post
    Post(String),
    /// the words without a place, or the name asked about, do not matter
    Drop,
    /// the same person as this one of the register
    Same(i64),
    /// somebody else of that name
    Another,
    /// the unit's name is only a heading: the row goes
    Out,
    /// taken as it is, to be mended in the grid
    Mend,
}

/// A name in a unit: what makes two rows look like one person.
type Key = (RecipientKind, UnitId, String);

fn key(row: &ListRow) -> Option<Key> {
    match row.place {
        Some(Place::Unit(unit))
            if row.basis == Basis::Named && !row.name.is_empty() && row.fate != Fate::Out =>
        {
            Some((row.kind, unit, text::same_key(&row.name)))
        }
        _ => None,
    }
}

fn compared(doubt: &Doubt) -> bool {
    matches!(doubt, Doubt::Twice(_) | Doubt::InForm | Doubt::Known(..) | Doubt::Elsewhere(..))
}

impl List {
    /// Names the register is to be asked for: those of named rows.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .rows
            .iter()
            .filter(|r| r.basis == Basis::Named && !r.name.is_empty())
            .map(|r| text::same_key(&r.name))
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// Compares the names inside the paste and with what the register knows; what was answered stays.
    pub fn compare(&mut self, known: &[Party]) {
        self.compare_with(known, &[]);
    }

    /// As `compare`, and with the rows already in the form: kind, unit, name.
    pub fn compare_with(&mut self, known: &[Party], form: &[(RecipientKind, UnitId, String)]) {
        let form: Vec<Key> = form.iter().map(|(k, u, n)| (*k, *u, text::same_key(n))).collect();
        let mut there: HashMap<Key, (i64, String)> = HashMap::new();
        let mut named: HashMap<String, Vec<Party>> = HashMap::new();
        for party in known {
            named.entry(text::same_key(&party.name)).or_default().push(party.clone());
            if let Some(unit) = party.unit {
                there
                    .entry((party.kind, unit, text::same_key(&party.name)))
                    .or_insert((party.id, party.rank.clone()));
            }
        }
        let mut folded: HashMap<String, Vec<Party>> = HashMap::new();
        for party in known.iter().filter(|p| !namesake::bare(&p.name)) {
            folded.entry(text::fold(&party.name)).or_default().push(party.clone());
        }
        let mut seen: HashMap<Key, usize> = HashMap::new();
        for row in &mut self.rows {
            row.doubts.retain(|d| !compared(d));
            let Some(key) = key(row) else { continue };
            let first = seen.get(&key).copied();
            seen.entry(key.clone()).or_insert(row.line);
            if row.who != Who::Unasked || row.fate != Fate::Taken {
                continue;
            }
            if let Some(line) = first {
                row.doubts.push(Doubt::Twice(line));
            } else if form.contains(&key) {
                row.doubts.push(Doubt::InForm);
            } else if let Some((id, rank)) = there.get(&key) {
                row.doubts.push(Doubt::Known(*id, rank.clone()));
            } else if row.kind == RecipientKind::Individual {
                let mut others = named.get(&key.2).cloned().unwrap_or_default();
                if namesake::bare(&row.name) {
                    others.extend(folded.get(&key.2).cloned().unwrap_or_default());
                }
                let nearest = namesake::nearest(&others, &row.name, Some(key.1), &row.rank);
                if !nearest.is_empty() {
                    row.doubts.push(Doubt::Elsewhere(nearest));
                }
            }
        }
    }

    /// Answers the first doubt of a row (`Place` and `Kind` may be said of any row).
    pub fn decide(&mut self, at: usize, choice: &Choice) {
        let Some(row) = self.rows.get_mut(at) else { return };
        let first = row.doubts.first().cloned();
        match choice {
            Choice::Place(place) => {
                row.place = Some(*place);
                row.doubts.retain(|d| !of_unit(d));
            }
            Choice::Kind(kind) => {
                row.kind = *kind;
                row.doubts.retain(|d| !matches!(d, Doubt::Kind | Doubt::UnitItself));
            }
            Choice::Post(words) => {
                let joint = if row.post.is_empty() { "" } else { ", " };
                row.post = format!("{}{joint}{words}", row.post);
                row.doubts.retain(|d| !matches!(d, Doubt::Left(_)));
            }
            Choice::Drop => row.doubts.retain(|d| Some(d) != first.as_ref()),
            Choice::Same(party) => {
                row.who = Who::Same(*party);
                // typed without accents: it is written as the register knows it
                if let Some(Doubt::Elsewhere(nearest)) = &first
                    && let Some(known) = nearest.iter().find(|p| p.id == *party)
                {
                    row.name.clone_from(&known.name);
                }
                row.doubts.retain(|d| !compared(d));
            }
            Choice::Another => {
                row.who = Who::Another;
                row.doubts.retain(|d| !compared(d));
            }
            Choice::Out => row.fate = Fate::Out,
            Choice::Mend => row.fate = Fate::Mended,
        }
    }

    /// Leaves a row out, or takes it in again.
    pub fn toggle(&mut self, at: usize) {
        if let Some(row) = self.rows.get_mut(at) {
            row.fate = if row.fate == Fate::Out { Fate::Taken } else { Fate::Out };
        }
    }

    /// The rows that ask the same thing as this one, this one among them: one answer may do for all.
    pub fn alike(&self, at: usize) -> Vec<usize> {
        let Some(first) = self.rows.get(at).and_then(|r| r.doubts.first()) else { return Vec::new() };
        let same = |d: &Doubt| match (first, d) {
            (Doubt::Known(..), Doubt::Known(..)) | (Doubt::Elsewhere(..), Doubt::Elsewhere(..)) => true,
            (a, b) => a == b,
        };
        let asks = |r: &ListRow| r.doubtful() && r.doubts.first().is_some_and(same);
        self.rows.iter().enumerate().filter(|(_, r)| asks(r)).map(|(n, _)| n).collect()
    }

    /// Rows taken in, rows to decide, lines passed over (blank ones not counted), rows left out.
    pub fn counts(&self) -> (usize, usize, usize, usize) {
        let doubtful = self.rows.iter().filter(|r| r.doubtful()).count();
        let out = self.rows.iter().filter(|r| r.fate == Fate::Out).count();
        let skipped =
            self.lines.iter().filter(|l| matches!(l.what, super::What::Skipped(_))).map(|l| l.lines).sum();
        (self.rows.len() - out - doubtful, doubtful, skipped, out)
    }
}

fn of_unit(doubt: &Doubt) -> bool {
    matches!(doubt, Doubt::NoUnit | Doubt::UnitAbove(_) | Doubt::UnitUnknown(_) | Doubt::UnitSeveral(_))
}
