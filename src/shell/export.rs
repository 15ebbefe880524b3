//! Papers written: which of them, of which units, as files beside each other. Decides nothing of what a paper says.
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
    /// of the adjustments the nth alone, and the result as it stood after it (0: as approved)
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
        let before = match of.version(&facts) {
            Some(n) => Some(version(store, order.period, n)?),
            None => None,
        };
        let given = Given { facts: &facts, awards: &awards, before: before.as_deref() };
        let draft = order.draft.unwrap_or_else(|| paper.draft(&facts, of));
        files.extend(made(&summary::paper(paper, of, given, &words, draft), order.formats)?);
    }
    papers::place(&files, &folder, order.force)
}

/// An approved period as it stood after its adjustment n.
fn version(store: &Store, period: PeriodKey, n: u32) -> Result<Arc<QuarterFacts>, Problem> {
    match store.answer(&Ask::Version(period, n))? {
        Facts::Version(Some(facts)) => Ok(facts),
        _ => Err(no_ordinal(period, n)),
    }
}

fn no_ordinal(period: PeriodKey, n: u32) -> Problem {
    Problem::new("papers.why_not.no_ordinal").with("period", Arg::Period(period)).num("n", i64::from(n))
}

/// The papers of an order one by one: of those there is one a unit of, one for each unit asked for; the result as it is
/// now, where no adjustment is named.
fn copies(facts: &QuarterFacts, order: &Order<'_>) -> Result<Vec<(Paper, Of)>, Problem> {
    let wanted = match order.whose {
        Whose::All => None,
        Whose::Unit(id) => Some(id),
        Whose::Named(name) => Some(named(facts, name)?),
    };
    let mut out = Vec::new();
    for paper in order.papers {
        let all = paper.copies(facts)?;
        // the result of now is the one after the last adjustment
        let last = all.iter().filter(|of| matches!(of, Of::Version(_))).count();
        let asked = |of: &Of| match (*of, order.ordinal) {
            (Of::Unit(id), _) => wanted.is_none_or(|unit| unit == id),
            (Of::Adjustment(n) | Of::Version(n), Some(asked)) => n == asked,
            (Of::Period, Some(asked)) => *paper != Paper::Result || asked as usize == last,
            (Of::Version(_), None) => false,
            (Of::Adjustment(_) | Of::Period, None) => true,
        };
        let found: Vec<Of> = all.into_iter().filter(asked).collect();
        if let (true, Some(n)) = (found.is_empty(), order.ordinal) {
            return Err(no_ordinal(order.period, n));
        }
        out.extend(found.into_iter().map(|of| (*paper, of)));
    }
    Ok(out)
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
