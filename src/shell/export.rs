//! Papers written: which of them, of which units, as files beside each other. Decides nothing of what a paper says.
use crate::core::adjustment::Stage;
use crate::core::ask::{Ask, Facts};
use crate::core::paper::Summary;
use crate::core::period::PeriodKey;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::{Period, QuarterFacts};
use crate::core::summary::{self, Given, Of, Paper};
use crate::core::text;
use crate::core::unit::{Unit, UnitId};
use crate::core::words::{Lang, Words};
use crate::effect::Format;
use crate::papers;
use crate::store::Store;
use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

/// Folder of papers beside the register, where none is named.
const FOLDER: &str = "VanBan";

/// The folder of papers beside the register that lies `here`.
pub(super) fn beside(here: &Path) -> PathBuf {
    here.parent().unwrap_or(Path::new("")).join(FOLDER)
}

/// What an export is to write.
#[derive(Debug, Clone)]
pub struct Order<'a> {
    /// period
    pub period: PeriodKey,
    /// papers
    pub papers: &'a [Paper],
    /// of papers there is one a unit of: of which
    pub whose: Whose<'a>,
    /// of the adjustments the nth alone, and the other papers as they stood after it (0: as approved)
    pub ordinal: Option<u32>,
    /// formats
    pub formats: &'a [Format],
    /// `Some(true)` draft, `Some(false)` final, `None`: each by its state
    pub draft: Option<bool>,
    /// folder; `None`: beside the register
    pub folder: Option<&'a Path>,
    /// overwrite
    pub force: bool,
}

/// Of which units, where a paper is made for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose<'a> {
    /// all of the roster
    All,
    /// this one
    Unit(UnitId),
    /// the one of that code or name, as typed
    Named(&'a str),
}

/// Writes the papers of a period; answers with the files. They speak `lang`, else the register's language.
pub fn write(
    store: &Store,
    here: &Path,
    lang: Option<Lang>,
    order: &Order<'_>,
) -> Result<Vec<PathBuf>, Problem> {
    let facts = quarter(store, order.period)?;
    let awards = match store.answer(&Ask::Awards(order.period))? {
        Facts::Awards(rows) => rows,
        _ => Arc::default(),
    };
    let words = Words::load(lang.unwrap_or(facts.register.lang));
    let folder = match order.folder {
        Some(folder) => folder.to_owned(),
        None => beside(here),
    };
    let mut files = Vec::new();
    for (paper, of) in copies(&facts, order)? {
        let read = |n: Option<u32>| n.map(|n| version(store, order.period, n)).transpose();
        let (before, after) = (read(of.version(&facts))?, read(of.ended(&facts))?);
        let given =
            Given { facts: &facts, awards: &awards, before: before.as_deref(), after: after.as_deref() };
        let draft = drafted(&facts, order, paper, of);
        files.extend(made(&summary::paper(paper, of, given, &words, draft), order.formats)?);
    }
    papers::place(&files, &folder, order.force)
}

/// An approved period as it stood after its adjustment n.
fn version(store: &Store, period: PeriodKey, n: u32) -> Result<Arc<QuarterFacts>, Problem> {
    match store.answer(&Ask::Version(period, n))? {
        Facts::Version(Some(facts)) => Ok(facts),
        _ => Err(no_ordinal(period, n, &[])),
    }
}

/// A draft by its state, or as asked; an adjustment that is not in force is never final.
fn drafted(facts: &QuarterFacts, order: &Order<'_>, paper: Paper, of: Of) -> bool {
    let open = paper.draft(facts, of);
    order.draft.map_or(open, |draft| draft || open && matches!(of, Of::Adjustment(_)))
}

/// There is no such one; `all`: those there are.
fn no_ordinal(period: PeriodKey, n: u32, all: &[u32]) -> Problem {
    let key = if all.is_empty() { "papers.why_not.no_ordinals" } else { "papers.why_not.no_ordinal" };
    let all: Vec<String> = all.iter().map(u32::to_string).collect();
    Problem::new(key).with("period", Arg::Period(period)).num("n", i64::from(n)).text("all", all.join(", "))
}

/// Which adjustment, or the period after which, a copy is; `last`: the adjustment in force.
fn nth(of: Of, last: u32) -> u32 {
    match of {
        Of::Adjustment(n) | Of::Version(n) | Of::UnitAt(_, n) => n,
        Of::Period | Of::Unit(_) => last,
    }
}

/// Papers that have no copy of the number asked for: of another state than the others, they go in a folder of their own.
fn without(period: PeriodKey, n: u32, papers: &[Paper]) -> Problem {
    let codes: Vec<&str> = papers.iter().map(|p| p.code()).collect();
    let problem = Problem::new("papers.why_not.no_ordinal_of").with("period", Arg::Period(period));
    problem.num("n", i64::from(n)).text("papers", codes.join(","))
}

/// The papers of an order one by one: of those there is one a unit of, one for each unit asked for. Where a number is asked
/// for, each paper is its copy of that number; all of an order are of one state of the period.
fn copies(facts: &QuarterFacts, order: &Order<'_>) -> Result<Vec<(Paper, Of)>, Problem> {
    let wanted = match order.whose {
        Whose::All => None,
        Whose::Unit(id) => Some(id),
        Whose::Named(name) => Some(named(facts, name)?),
    };
    let last = facts.adjustments.iter().filter(|a| a.stage == Stage::Applied).map(|a| a.ordinal).max();
    let last = last.unwrap_or(0);
    let (mut out, mut there) = (Vec::new(), BTreeSet::new());
    let (mut found, mut lacking) = (order.ordinal.is_none(), Vec::new());
    for paper in order.papers {
        let mut all = paper.copies(facts)?;
        let numbered = !matches!(paper, Paper::Report);
        let asked = order.ordinal.filter(|n| numbered && all.iter().any(|of| nth(*of, last) == *n));
        if numbered {
            there.extend(all.iter().map(|of| nth(*of, last)));
        }
        found |= asked.is_some();
        if asked.is_none() {
            lacking.push(*paper);
        }
        all.retain(|of| match asked {
            Some(n) => nth(*of, last) == n,
            None => !matches!(of, Of::Version(_) | Of::UnitAt(..)),
        });
        all.retain(|of| wanted.is_none() || of.unit().is_none() || of.unit() == wanted);
        out.extend(all.into_iter().map(|of| (*paper, of)));
    }
    if let (false, Some(n)) = (found, order.ordinal) {
        let there: Vec<u32> = there.into_iter().collect();
        return Err(no_ordinal(order.period, n, &there));
    }
    match order.ordinal {
        Some(n) if !lacking.is_empty() => Err(without(order.period, n, &lacking)),
        _ => Ok(out),
    }
}

/// The unit of that code, or of that name; else a sentence that names those there are.
fn named(facts: &QuarterFacts, name: &str) -> Result<UnitId, Problem> {
    let key = text::fold(name);
    let is = |u: &&Unit| text::fold(&u.code) == key || text::fold(&u.name) == key;
    if let Some(unit) = facts.units.iter().find(is).filter(|_| !key.is_empty()) {
        return Ok(unit.id);
    }
    let all: Vec<&str> = facts.units.iter().map(Unit::tag).collect();
    let problem = Problem::new("papers.why_not.no_unit").with("period", Arg::Period(facts.period.key));
    Err(problem.text("unit", name).text("units", all.join(", ")))
}

/// The files of these formats, made beside each other.
fn made(summary: &Summary, formats: &[Format]) -> Result<Vec<papers::Draft>, Problem> {
    let made: Vec<_> = thread::scope(|scope| {
        let making: Vec<_> =
            formats.iter().map(|f| scope.spawn(|| papers::make(summary, f.ending()))).collect();
        making.into_iter().map(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    let made: Result<Vec<Vec<papers::Draft>>, Problem> = made.into_iter().collect();
    Ok(made?.concat())
}

/// Periods of a register, newest first.
pub fn periods(store: &Store) -> Result<Arc<Vec<Period>>, Problem> {
    match store.answer(&Ask::Periods)? {
        Facts::Periods(periods) => Ok(periods),
        _ => Ok(Arc::default()),
    }
}

/// Everything of a period, or a sentence that names those there are.
fn quarter(store: &Store, key: PeriodKey) -> Result<Arc<QuarterFacts>, Problem> {
    let known = periods(store)?;
    if known.iter().any(|p| p.key == key)
        && let Facts::Quarter(facts) = store.answer(&Ask::Quarter(key))?
    {
        return Ok(facts);
    }
    let codes: Vec<String> = known.iter().map(|p| p.key.code()).collect();
    Err(Problem::new("shell.no_period").text("period", key.code()).text("periods", codes.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::adjustment::Adjustment;
    use crate::core::level::LevelSet;
    use crate::core::quarter::State;

    /// Approved, adjusted once; a second adjustment is prepared.
    fn facts() -> QuarterFacts {
        let mut facts = QuarterFacts::bare(PeriodKey::quarter(2021, 1));
        facts.period.state = State::Approved;
        facts.units = vec![Unit { id: 1, ..Unit::default() }];
        facts.levels = Some(LevelSet::default());
        facts.table = Some(crate::core::score::ScoreTable::empty("t"));
        let first = Adjustment { stage: Stage::Applied, ..Adjustment::next(&[]) };
        facts.adjustments = vec![first.clone(), Adjustment::next(&[first])];
        facts
    }

    fn order(papers: &[Paper], ordinal: Option<u32>, draft: Option<bool>) -> Order<'_> {
        let period = PeriodKey::quarter(2021, 1);
        Order { period, papers, whose: Whose::All, ordinal, formats: &[], draft, folder: None, force: false }
    }

    #[test]
    fn the_number_of_an_adjustment_goes_with_the_papers_that_have_it() {
        let facts = facts();
        let [report, result, why, adjustment] = [Paper::Report, Paper::Result, Paper::Why, Paper::Adjustment];
        let of = |papers: &[Paper], ordinal| {
            let found = copies(&facts, &order(papers, ordinal, None));
            found.map(|all| all.into_iter().map(|(_, of)| of).collect::<Vec<_>>())
        };
        let (first, second) = (Of::Adjustment(1), Of::Adjustment(2));
        let all = [report, result, why, adjustment];
        assert_eq!(of(&all, None).unwrap(), [Of::Period, Of::Period, Of::Unit(1), first, second]);
        assert_eq!(of(&[result, why], Some(0)).unwrap(), [Of::Version(0), Of::UnitAt(1, 0)]);
        assert_eq!(of(&all[1..], Some(1)).unwrap(), [Of::Period, Of::Unit(1), first]);
        assert_eq!(of(&[adjustment], Some(2)).unwrap(), [second]);
        // one folder, one state of the period: who has no such copy is named
        let mixed = |papers: &[Paper], n, named: &str| {
            let said = Words::load(Lang::Vi).say(&of(papers, Some(n)).unwrap_err());
            assert!(said.contains(&format!("--paper {named} của lần điều chỉnh {n}.")), "{said}");
        };
        mixed(&[report, result], 0, "report");
        mixed(&[result, adjustment], 0, "adjustment");
        // what is only prepared has no result yet
        mixed(&all, 2, "report,result,why");
        let none = copies(&facts, &order(&all, Some(3), None)).unwrap_err();
        assert_eq!(none.key, "papers.why_not.no_ordinal");
        let said = Words::load(Lang::Vi).say(&none);
        assert!(said.ends_with("Có thể chọn: 0, 1, 2"), "{said}");
    }

    #[test]
    fn what_is_not_in_force_is_never_final() {
        let facts = facts();
        let drafted = |of, draft| drafted(&facts, &order(&[], None, draft), Paper::Adjustment, of);
        assert!(drafted(Of::Adjustment(2), Some(false)), "only prepared");
        assert!(!drafted(Of::Adjustment(1), Some(false)) && drafted(Of::Adjustment(1), Some(true)));
        assert!(drafted(Of::Adjustment(2), None) && !drafted(Of::Adjustment(1), None));
    }
}
