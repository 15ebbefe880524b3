//! The sample's scores, proposals and approvals: what is judged, after what was done (`super`). No chance in it.
use super::{Demo, does};
use crate::core::act::Act;
use crate::core::level::{self, Approval, Mark};
use crate::core::number::Points;
use crate::core::period::PeriodKey;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{self, CellValue, Round, Rule};
use crate::core::standing;
use crate::core::unit::Unit;
use crate::core::words::Lang;
use crate::store::fault::Outcome;
use crate::store::journal::{Pen, Wrote};
use crate::store::quarter;

impl Demo {
    /// Self scores of every unit, a few cells appraised, the first appraisal finished.
    pub(super) fn scores(&self, pen: Pen<'_>, key: PeriodKey, at: usize) -> Outcome<()> {
        let facts = quarter::bare(pen.conn, key)?;
        let Some(table) = &facts.table else { return Ok(()) };
        let last = self.file.past.get(at).is_none();
        for unit in &facts.units {
            let Some(line) = self.file.unit.get(unit.id as usize - 1) else { continue };
            let twin = line.r#as.as_deref().filter(|_| last).and_then(|tag| self.unit(tag));
            let seed = twin.unwrap_or(unit.id);
            let rate = line.rates.get(at).copied().unwrap_or(0);
            for (place, leaf) in (0_i64..).zip(table.leaves().filter(|l| l.rule == Some(Rule::Direct))) {
                let wobble = (seed * 37 + place * 53 + at as i64 * 29) % 23 - 11;
                // The twin's first two leaves are shifted against each other: another sheet, the same total.
                let shift = match (twin, place) {
                    (Some(_), 0) => 50,
                    (Some(_), 1) => -50,
                    _ => 0,
                };
                let step = table.step.0;
                let own = (leaf.maximum.0 * (rate + wobble) / 1000 / step * step + shift).min(leaf.maximum.0);
                let mut cell = Cell { unit, criterion: leaf.id, round: Round::Own, points: own, comment: "" };
                cell.write(pen, key, &leaf.code)?;
                if (seed * 5 + place * 3 + at as i64) % 9 == 0 {
                    let why = self.file.appraised.get((seed + place) as usize % self.file.appraised.len());
                    let first = own - step * (1 + (seed + place) % 6);
                    cell = Cell {
                        round: Round::First,
                        points: first,
                        comment: why.map_or("", String::as_str),
                        ..cell
                    };
                    cell.write(pen, key, &leaf.code)?;
                }
            }
        }
        let units = facts.units.iter().map(|u| u.id).collect();
        does(
            pen,
            &Act::Score(score::Act::Finish {
                period: key,
                units,
                round: Round::First,
                done: true,
                label: key.label(Lang::Vi),
            }),
        )?;
        Ok(())
    }

    /// Every unit proposed as suggested, one of them a level lower and with a reason.
    pub(super) fn propose(
        &self,
        pen: Pen<'_>,
        key: PeriodKey,
        differ: Option<&(String, String)>,
    ) -> Outcome<()> {
        let facts = quarter::bare(pen.conn, key)?;
        let standings = standing::rank(&facts);
        let lower = differ.and_then(|(tag, reason)| Some((self.unit(tag)?, reason)));
        let rows = standing::suggest(&facts, &standings)
            .into_iter()
            .map(|s| match lower {
                Some((unit, reason)) if unit == s.unit => (s.unit, below(&facts, s.level), reason.clone()),
                _ => (s.unit, s.level.map(Mark::Level), String::new()),
            })
            .collect();
        does(
            pen,
            &Act::Level(level::Act::Propose { period: key, rows, label: self.file.proposal.label.clone() }),
        )?;
        Ok(())
    }

    /// Locked and approved as proposed, three weeks into the next quarter.
    pub(super) fn approve(&self, pen: Pen<'_>, key: PeriodKey, at: usize) -> Outcome<Wrote> {
        let texts = &self.file.past_texts;
        let facts = quarter::bare(pen.conn, key)?;
        let rows = facts.marks.iter().filter_map(|m| Some((m.unit, m.proposed?, String::new()))).collect();
        let number = texts.approval.replace("{n}", &(208 + at * 117).to_string());
        let day = facts.period.to.saturating_add(jiff::ToSpan::days(27));
        let approval = Approval { number, date: Some(day), signer: texts.approver.clone() };
        does(pen, &Act::Level(level::Act::Approve { period: key, approval, rows }))
    }
}

/// One score about to be written.
struct Cell<'a> {
    unit: &'a Unit,
    criterion: i64,
    round: Round,
    points: i64,
    comment: &'a str,
}

impl Cell<'_> {
    fn write(&self, pen: Pen<'_>, period: PeriodKey, code: &str) -> Outcome<()> {
        does(
            pen,
            &Act::Score(score::Act::Set {
                period,
                unit: self.unit.id,
                criterion: self.criterion,
                round: self.round,
                old: None,
                value: Some(CellValue::Points(Points(self.points))),
                comment: self.comment.to_owned(),
                reason: String::new(),
                label: format!("{} · {code}", self.unit.tag()),
            }),
        )?;
        Ok(())
    }
}

/// The level under that one.
fn below(facts: &QuarterFacts, level: Option<i64>) -> Option<Mark> {
    let levels = &facts.levels.as_ref()?.levels;
    let place = levels.iter().position(|l| Some(l.id) == level)?;
    levels.get(place + 1).or(levels.last()).map(|l| Mark::Level(l.id))
}
