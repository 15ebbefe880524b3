//! The papers of a period as one table: code, file, name, what each needs, who builds it. Room 8, the command line and
//! the export read this table; each paper is a pure function of the facts into a `Summary`. Prints nothing itself.
use super::body::{Body, Of};
use super::source::Source;
use super::{adjusted, classification, in_force, letterhead, report, scores, why};
use crate::core::award::AwardRow;
use crate::core::meeting::Part;
use crate::core::paper::{Print, Summary};
use crate::core::period::PeriodKind;
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::{QuarterFacts, State};
use crate::core::unit::UnitId;
use crate::core::words::Words;

/// A paper of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Paper {
    /// báo cáo quý
    #[default]
    Report,
    /// kết quả (đề nghị) xếp loại
    Result,
    /// bảng điểm, xếp hạng
    Scores,
    /// giải trình điểm of one unit
    Why,
    /// điều chỉnh lần n
    Adjustment,
}

/// A row of the table of papers.
struct Entry {
    paper: Paper,
    code: &'static str,
    word: &'static str,
    /// parts of it that people write
    parts: &'static [Part],
    copies: fn(&QuarterFacts) -> Result<Vec<Of>, Problem>,
    body: fn(&Source<'_>, Of) -> Body,
}

/// In the order of the room.
const PAPERS: [Entry; 5] = [
    Entry {
        paper: Paper::Report,
        code: "report",
        word: "papers.name.report",
        parts: &Part::ALL,
        copies: |_| Ok(vec![Of::Period]),
        body: |source, _| report::body(source),
    },
    Entry {
        paper: Paper::Result,
        code: "result",
        word: "papers.name.result",
        parts: &[],
        copies: classification::copies,
        body: classification::body,
    },
    Entry {
        paper: Paper::Scores,
        code: "scores",
        word: "papers.name.scores",
        parts: &[],
        copies: |facts| {
            scored(facts)?;
            Ok(in_force::versions(facts).map(Of::Version).chain([Of::Period]).collect())
        },
        body: scores::body,
    },
    Entry {
        paper: Paper::Why,
        code: "why",
        word: "papers.name.why",
        parts: &[],
        copies: |facts| {
            scored(facts)?;
            let of_unit = |id| {
                [Of::Unit(id)].into_iter().chain(in_force::versions(facts).map(move |n| Of::UnitAt(id, n)))
            };
            Ok(facts.units.iter().flat_map(|u| of_unit(u.id)).collect())
        },
        body: why::body,
    },
    Entry {
        paper: Paper::Adjustment,
        code: "adjustment",
        word: "papers.name.adjustment",
        parts: &[],
        copies: adjusted::copies,
        // made apart: it stands on two versions of the period
        body: |_, _| Body::default(),
    },
];

/// Is there anything scored? Else why not.
fn scored(facts: &QuarterFacts) -> Result<(), Problem> {
    let period = |key| Problem::new(key).with("period", Arg::Period(facts.period.key));
    if facts.parts.is_some() {
        Err(period("papers.why_not.of_quarters"))
    } else if facts.table.is_none() {
        Err(period("papers.why_not.no_table"))
    } else if facts.units.is_empty() {
        Err(period("papers.why_not.no_units"))
    } else {
        Ok(())
    }
}

impl Paper {
    /// All papers, in the order of the room.
    pub const ALL: [Paper; 5] = [Paper::Report, Paper::Result, Paper::Scores, Paper::Why, Paper::Adjustment];

    fn entry(self) -> Option<&'static Entry> {
        PAPERS.iter().find(|e| e.paper == self)
    }
    /// Its name on the command line.
    pub fn code(self) -> &'static str {
        self.entry().map_or("", |e| e.code)
    }
    /// The paper of that name.
    pub fn of(code: &str) -> Option<Self> {
        PAPERS.iter().find(|e| e.code == code).map(|e| e.paper)
    }
    /// Words key of its name in a period of that kind.
    pub fn word(self, kind: PeriodKind) -> &'static str {
        match (self, kind) {
            (Paper::Report, PeriodKind::Half) => "papers.name.report_half",
            (Paper::Report, PeriodKind::NineMonths) => "papers.name.report_nine",
            (Paper::Report, PeriodKind::Year) => "papers.name.report_year",
            _ => self.entry().map_or("", |e| e.word),
        }
    }
    /// Its parts that nobody has written yet.
    pub fn missing(self, facts: &QuarterFacts) -> Vec<Part> {
        let parts = self.entry().map_or(&[][..], |e| e.parts);
        parts.iter().copied().filter(|p| facts.text(*p).trim().is_empty()).collect()
    }
    /// Has it parts that people write?
    pub fn written(self) -> bool {
        self.entry().is_some_and(|e| !e.parts.is_empty())
    }
    /// What there can be one of: the period, each unit, each adjustment. Else why there is none yet.
    pub fn copies(self, facts: &QuarterFacts) -> Result<Vec<Of>, Problem> {
        self.entry().map_or(Ok(Vec::new()), |e| (e.copies)(facts))
    }
    /// Is it still a draft? Until the proposal is fixed; an adjustment until it is applied.
    pub fn draft(self, facts: &QuarterFacts, of: Of) -> bool {
        match of {
            Of::Adjustment(n) => adjusted::draft(facts, n),
            Of::Period | Of::Unit(_) => facts.period.state < State::Waiting,
            Of::Version(_) | Of::UnitAt(..) => false,
        }
    }
}

impl Of {
    /// Which earlier version of the period (`Ask::Version`) this copy is made from, or begins with; `None`: that of now.
    pub fn version(self, facts: &QuarterFacts) -> Option<u32> {
        match self {
            Of::Version(n) | Of::UnitAt(_, n) => Some(n),
            Of::Adjustment(n) => adjusted::before(facts, n),
            Of::Period | Of::Unit(_) => None,
        }
    }
    /// Which version an adjustment in force ended with, where that is not the one of now.
    pub fn ended(self, facts: &QuarterFacts) -> Option<u32> {
        let Of::Adjustment(n) = self else { return None };
        adjusted::before(facts, n).and(in_force::versions(facts).find(|v| *v == n))
    }
    /// The unit it is about.
    pub fn unit(self) -> Option<UnitId> {
        match self {
            Of::Unit(id) | Of::UnitAt(id, _) => Some(id),
            Of::Period | Of::Adjustment(_) | Of::Version(_) => None,
        }
    }
}

/// What a paper is made of.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// the period as it is now
    pub facts: &'a QuarterFacts,
    /// its valid award rows (`Ask::Awards`); they name the recipients and trace the figures, they are not counted again
    pub awards: &'a [AwardRow],
    /// the version that `Of::version` names
    pub before: Option<&'a QuarterFacts>,
    /// the version that `Of::ended` names
    pub after: Option<&'a QuarterFacts>,
}

/// Builds a paper in the language of `words`. A draft has no number and marks what is unwritten.
pub fn paper(paper: Paper, of: Of, given: Given<'_>, words: &Words, draft: bool) -> Summary {
    let facts = given.before.unwrap_or(given.facts);
    let mut source = Source::new(facts, given.awards, words, draft);
    source.now = &given.facts.adjustments;
    let body = match of {
        Of::Adjustment(n) => adjusted::body(&source, given.after.unwrap_or(given.facts), n),
        _ => paper.entry().map(|e| (e.body)(&source, of)).unwrap_or_default(),
    };
    // an adjustment is made from the register of now, a version is as it was
    let act = if matches!(of, Of::Adjustment(_)) { &given.facts.act } else { &facts.act };
    let head = letterhead::build(&source, body.dated, act);
    let code = facts.period.key.code();
    Summary {
        file: format!("{}-{code}", body.file),
        period: code,
        draft,
        draft_line: match body.draft_word {
            word if draft && !word.is_empty() => source.get(word),
            _ => head.draft_line,
        },
        banner: head.banner,
        superior: head.superior,
        issuer: head.issuer,
        nation: head.nation,
        number: if body.numbered { head.number } else { String::new() },
        place_date: head.place_date,
        kind: body.kind,
        subject: body.subject,
        under: body.under,
        preface: body.preface,
        sections: body.sections,
        annexes: body.annexes,
        attached: if body.attached.is_empty() { head.attached } else { body.attached },
        recipients: head.recipients,
        sign: head.sign,
        signer: head.signer,
        seal: head.seal,
        chart: body.chart,
        dense: body.dense,
        stated: body.stated,
        print: print(words),
    }
}

/// How cells are written.
fn print(words: &Words) -> Print {
    Print {
        lang: words.lang,
        at_least: words.get("paper.count.at_least").to_owned(),
        unknown: "?".to_owned(),
        none: "–".to_owned(),
        blank: "·".to_owned(),
        continued: words.get("paper.continued").to_owned(),
    }
}
