//! The units a row may belong to, as options: found by code, by name, by part of either; and the whole cluster.
use crate::core::locate::Names;
use crate::core::text;
use crate::core::unit::{Unit, UnitId};
use crate::core::words::Words;
use crate::kit::pick::Choice;
use crate::shelf::Shelf;

/// Code of the option "the whole cluster".
const WHOLE: &str = "*";

/// Whose a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Unit(UnitId),
    Whole,
}

/// Units of the period: members, then those that left in it, then all others the register knows (for old rows).
#[derive(Debug, Clone, Default)]
pub(super) struct Units {
    all: Vec<Unit>,
    /// how many of them are offered
    offered: usize,
    /// label of the whole cluster
    pub(super) whole: String,
}

impl Units {
    /// From what the shelf holds.
    pub(super) fn from(shelf: &Shelf) -> Self {
        let mut units = Vec::new();
        if let Some(facts) = shelf.quarter() {
            units.extend(facts.units.iter().chain(&facts.left).cloned());
        }
        let offered = units.len();
        if let Some(all) = shelf.roster() {
            let more: Vec<Unit> =
                all.iter().filter(|u| units.iter().all(|k| k.id != u.id)).cloned().collect();
            units.extend(more);
        }
        Self { offered, ..Self::of(units, &shelf.words) }
    }
    /// Of a list, all offered.
    pub(super) fn of(units: Vec<Unit>, words: &Words) -> Self {
        Self { offered: units.len(), all: units, whole: words.get("room.ac.whole").to_owned() }
    }
    fn find(&self, id: UnitId) -> Option<&Unit> {
        self.all.iter().find(|u| u.id == id)
    }
    /// `PV01 Tham mưu`; empty for a unit nobody knows.
    pub(super) fn label(&self, id: UnitId) -> String {
        self.find(id).map(Unit::label).unwrap_or_default()
    }
    /// `PV01`, or the name where there is no code.
    pub(super) fn tag(&self, id: Option<UnitId>) -> String {
        match id {
            Some(id) => self.find(id).map(|u| u.tag().to_owned()).unwrap_or_default(),
            None => self.whole.clone(),
        }
    }
    /// Options: the code is the whole name, so that typing any part of it finds the unit too.
    pub(super) fn choices(&self) -> Vec<Choice> {
        let mut out: Vec<Choice> =
            self.all.iter().take(self.offered).map(|u| (u.name.clone(), u.label())).collect();
        out.push((WHOLE.to_owned(), self.whole.clone()));
        out
    }
    /// Options with units that are no longer in the cluster, where old rows name them.
    pub(super) fn choices_with(&self, used: &[UnitId]) -> Vec<Choice> {
        let mut out = self.choices();
        let gone = self.all.iter().skip(self.offered).filter(|u| used.contains(&u.id));
        out.extend(gone.map(|u| (u.name.clone(), u.label())));
        out
    }
    /// Those offered, in their order.
    pub(super) fn offered(&self) -> &[Unit] {
        self.all.get(..self.offered).unwrap_or_default()
    }
    /// The label of the one unit a text means (`core::locate`): by code, name with or without "Phòng", initials, a beginning.
    pub(super) fn read(&self, text: &str) -> Option<String> {
        let found = Names::of(self.offered()).find(text)?;
        match found.units.as_slice() {
            [one] => Some(self.label(*one)),
            _ => None,
        }
    }
    /// What an option's code stands for.
    pub(super) fn scope(&self, code: &str) -> Option<Scope> {
        if code == WHOLE {
            return Some(Scope::Whole);
        }
        let key = text::same_key(code);
        self.all.iter().find(|u| text::same_key(&u.name) == key).map(|u| Scope::Unit(u.id))
    }
    /// The option of a scope.
    pub(super) fn code(&self, unit: Option<UnitId>) -> String {
        unit.map_or_else(|| WHOLE.to_owned(), |id| self.find(id).map(|u| u.name.clone()).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::words::Lang;

    #[test]
    fn units_are_read_as_sheets_write_them() {
        let unit =
            |id, code: &str, name: &str| Unit { id, code: code.into(), name: name.into(), ..Unit::default() };
        let all = vec![
            unit(1, "PV01", "Phòng Tham mưu"),
            unit(2, "PH10", "Phòng Hậu cần"),
            unit(3, "", "Bệnh viện"),
        ];
        let units = Units::of(all, &Words::load(Lang::Vi));
        for (text, label) in [
            ("pv01", Some("PV01 Tham mưu")),
            ("Phòng Hậu cần (PH10)", Some("PH10 Hậu cần")),
            ("hau can", Some("PH10 Hậu cần")),
            ("BỆNH VIỆN", Some("Bệnh viện")),
            ("PV01, PH10", None),
            ("PV011", None),
            ("", None),
        ] {
            assert_eq!(units.read(text).as_deref(), label, "{text}");
        }
        assert_eq!(units.scope("phòng tham mưu"), Some(Scope::Unit(1)));
        assert_eq!(units.scope(&units.code(None)), Some(Scope::Whole));
    }
}
