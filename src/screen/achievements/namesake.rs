//! A person whose name stands in the register under another unit: the same one, moved, or another of that name? Asked row
//! by row when a typed form is saved, and in the preview of a pasted list; what was answered holds for the rows of the form.
use super::entry::Entry;
use super::rows::{self, Mark, NAME, UNIT};
use super::say;
use super::units::{Scope, Units};
use crate::core::award::{Basis, Party, RecipientKind};
use crate::core::find::Whose;
use crate::core::list::Who;
use crate::core::namesake::{self, Namesakes};
use crate::core::person;
use crate::core::problem::Problem;
use crate::core::text;
use crate::core::words::Words;
use crate::effect::{Answer, Effect, Over, Question};
use crate::shelf::Shelf;

/// The question's name.
pub(super) const QUESTION: &str = "ac.who";

fn ask(asked: &[Namesakes], ranks: &str, units: &Units, words: &Words) -> Option<Effect> {
    let first = asked.first()?;
    let mut items: Vec<(String, String)> =
        first.nearest.iter().map(|p| say::candidate(p, &first.name, units, words)).collect();
    items.push(say::another(words));
    if asked.len() > 1 {
        let all = words.fill("who.all_others", &[("n", &asked.len().to_string())]);
        items.push((all, String::new()));
    }
    let name = rows::full_name(ranks, &first.name);
    let title = words.fill(
        say::who_title(&first.nearest, &first.name),
        &[("name", &name), ("unit", &units.tag(first.unit))],
    );
    Some(Effect::Ask(Question::Pick { id: QUESTION, title, items, at: 0, quick: false }))
}

impl Entry {
    /// The register asks who these rows are.
    pub(super) fn ask_who(&mut self, shelf: &Shelf, asked: &[Namesakes]) -> Vec<Effect> {
        self.who = asked.to_vec();
        self.next_who(shelf)
    }

    fn next_who(&self, shelf: &Shelf) -> Vec<Effect> {
        let rank = self.who.first().and_then(|first| {
            let (_, recipients, _) = self.sent.as_ref()?;
            recipients.get(at(first)?).map(|r| r.rank.clone())
        });
        ask(&self.who, &rank.unwrap_or_default(), &self.units, &shelf.words).into_iter().collect()
    }

    /// The answer about the first of them; the last one sends the act again. Esc goes back to the row.
    pub(super) fn told_who(&mut self, shelf: &Shelf, answer: &Answer) -> Vec<Effect> {
        let Answer::Picked(n) = answer else {
            self.give_up_who();
            return Vec::new();
        };
        let Some(first) = self.who.first() else { return Vec::new() };
        let all = *n > first.nearest.len();
        let chosen = first.nearest.get(*n).cloned();
        let answered: Vec<Namesakes> =
            if all { std::mem::take(&mut self.who) } else { vec![self.who.remove(0)] };
        for one in &answered {
            self.set_who(one, chosen.as_ref());
        }
        if self.who.is_empty() {
            return self.resend().map(Effect::Act).into_iter().collect();
        }
        self.next_who(shelf)
    }

    /// Whom a row means; `None`: another of that name. One typed without accents is written as the register knows it.
    fn set_who(&mut self, asked: &Namesakes, chosen: Option<&Party>) {
        let Some((_, recipients, places)) = &mut self.sent else { return };
        let Some((row, place)) = at(asked).and_then(|n| recipients.get_mut(n).zip(places.get(n))) else {
            return;
        };
        let typed = text::same_key(&row.name);
        let who = chosen.map_or(Who::Another, |p| Who::Same(p.id));
        if let Some(party) = chosen {
            row.party = Some(party.id);
            if let Some(grid) = self.form.grid_mut()
                && namesake::lacks_accents(&row.name, &party.name)
            {
                row.name.clone_from(&party.name);
                let at = grid.filled().get(*place).copied().unwrap_or_default();
                grid.set(at, NAME, &rows::full_name(&row.rank, &row.name));
            }
        } else {
            (row.party, row.another) = (None, true);
        }
        let id = self.form.grid().and_then(|g| g.rows().get(*place).map(|r| r.0)).unwrap_or_default();
        self.marks.retain(|m| !(m.id == id && m.unit == row.unit && m.name == typed));
        self.marks.push(Mark { id, kind: row.kind, unit: row.unit, name: text::same_key(&row.name), who });
    }

    fn give_up_who(&mut self) {
        let place = self.who.first().and_then(|first| {
            let (_, _, places) = self.sent.as_ref()?;
            places.get(at(first)?).copied()
        });
        self.who.clear();
        self.take_sent();
        if let Some(row) = place {
            self.form.go_to_cell(row, NAME);
        }
    }
}

impl Entry {
    /// The page of who stands in the row under the caret, as far as the register knows them.
    pub(super) fn page_of_row(&self) -> Effect {
        self.known_in_row()
            .map_or(Effect::Say(Problem::new("who.no_page")), |id| Effect::Lay(Over::Page(Whose::Party(id))))
    }

    fn known_in_row(&self) -> Option<i64> {
        let grid = self.form.grid()?;
        let (row, _) = grid.at();
        let (id, texts) = grid.rows().into_iter().nth(row)?;
        let sort = rows::read_sort(grid, texts.first()?).filter(|s| s.basis == Basis::Named)?;
        let unit = match self.units.scope(&grid.code(UNIT, texts.get(3)?)?) {
            Some(Scope::Unit(unit)) => Some(unit),
            _ => None,
        };
        let typed = texts.get(1)?;
        let name = match sort.kind {
            RecipientKind::Individual => text::same_key(&person::split_rank(typed).1),
            RecipientKind::Collective => text::same_key(typed),
        };
        let told = self.marks.iter().find(|m| m.id == id && m.unit == unit && m.name == name);
        if let Some(Who::Same(party)) = told.map(|m| m.who) {
            return Some(party);
        }
        let of = |p: &&Party| p.kind == sort.kind && p.unit == unit && text::same_key(&p.name) == name;
        let picked = self.picked.iter().find(of).map(|p| p.id);
        let old = self.old.iter().find(|o| o.id == id && id > 0 && text::same_key(&o.name) == name);
        picked.or(old.and_then(|o| o.party))
    }
}

fn at(asked: &Namesakes) -> Option<usize> {
    usize::try_from(asked.row - 1).ok()
}
