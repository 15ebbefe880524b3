//! What a paper says without letterhead and signature, and what one copy of it is about.
use crate::core::date::Date;
use crate::core::paper::{Chart, Section, Stated, Table};
use crate::core::quarter::QuarterFacts;
use crate::core::text;
use crate::core::unit::{Unit, UnitId};

/// What one copy of a paper is about: of some papers there are several in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    /// the period
    Period,
    /// one unit of its roster
    Unit(UnitId),
    /// adjustment n of the period
    Adjustment(u32),
    /// an adjusted period as it stood before: 0 as it was approved, n after its adjustment n
    Version(u32),
    /// one unit in such a version
    UnitAt(UnitId, u32),
}

/// Whose month a paper carries; the day is left to the pen.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Dated {
    /// that of the approving paper or of the adjustment in force, which it cites; before there is one the meeting's, else
    /// that of the day after the period
    #[default]
    Usual,
    /// that of its own paper
    On(Date),
    /// nobody's yet: left to the pen too
    Open,
}

/// What a paper says.
#[derive(Default)]
pub(super) struct Body {
    /// file name without ending and period: `bao-cao`
    pub file: String,
    pub kind: String,
    pub subject: String,
    /// under the subject; empty: nothing
    pub under: String,
    /// has it a number of its own? The report: the symbol of the letterhead is its symbol. Lists of results, points and
    /// their explanations go with the paper that sends or approves them and cite its number instead
    pub numbered: bool,
    pub preface: String,
    pub sections: Vec<Section>,
    pub annexes: Vec<Table>,
    /// under the title of each annex; empty: as the report has it
    pub attached: String,
    pub chart: Option<Chart>,
    /// whose month it carries
    pub dated: Dated,
    /// words key of what a draft is headed; empty: as the report is
    pub draft_word: &'static str,
    /// set smaller, to stay on one sheet
    pub dense: bool,
    pub stated: Vec<Stated>,
}

/// A unit as a part of a file's name: its code, else its name without marks; ASCII letters, digits and `-` alone. A name
/// that another unit of the roster has too takes the unit's key.
pub(super) fn slug(facts: &QuarterFacts, unit: &Unit) -> String {
    let own = bare_name(unit);
    let twice = facts.units.iter().filter(|u| bare_name(u) == own).count() > 1;
    if own.is_empty() || twice { format!("{own}-{}", unit.id).trim_matches('-').to_owned() } else { own }
}

fn bare_name(unit: &Unit) -> String {
    let from = if unit.code.is_empty() { text::fold(&unit.name) } else { unit.code.clone() };
    let mut out = String::new();
    for sign in from.chars() {
        if sign.is_ascii_alphanumeric() {
            out.push(sign);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}
