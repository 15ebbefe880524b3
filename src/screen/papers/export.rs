//! The form "Xuất văn bản": which papers, of which unit, which formats, draft or final, where to. Makes the order; the files are written elsewhere.
use super::sheet::Choice;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::quarter::QuarterFacts;
use crate::core::summary::{Of, Paper};
use crate::core::unit::Unit;
use crate::core::words::Words;
use crate::effect::{Format, Job};
use crate::kit::form::{Field, Form};
use std::path::{Path, PathBuf};

/// Formats ticked to begin with.
const USUAL: &[Format] = &[Format::Docx, Format::Xlsx];

/// Draft or final: each paper by its state to begin with, so that none is final by what was looked at.
const KINDS: [(&str, &str); 3] =
    [("state", "room.pa.by_state"), ("draft", "room.pa.draft"), ("final", "room.pa.final")];

/// The open form.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub form: Form,
    pub period: PeriodKey,
    /// the adjustment looked at, or the version
    ordinal: Option<u32>,
}

/// Words key of a format's name.
fn name(format: Format) -> &'static str {
    match format {
        Format::Docx => "room.pa.docx",
        Format::Xlsx => "room.pa.xlsx",
        Format::Md => "room.pa.md",
        Format::Csv => "room.pa.csv",
        Format::Json => "room.pa.json",
    }
}

/// Words key of a paper's name in the narrow list of the form.
fn short(paper: Paper) -> &'static str {
    match paper {
        Paper::Report => "papers.short.report",
        Paper::Result => "papers.short.result",
        Paper::Scores => "papers.short.scores",
        Paper::Why => "papers.short.why",
        Paper::Adjustment => "papers.short.adjustment",
    }
}

/// Which papers, and of which unit, where there is one for each: those that can be made, the one looked at ticked.
fn what(facts: &QuarterFacts, words: &Words, choice: Choice) -> Vec<Field> {
    let ready = Paper::ALL.into_iter().filter(|p| p.copies(facts).is_ok_and(|all| !all.is_empty()));
    let options: Vec<(String, String)> =
        ready.map(|p| (p.code().to_owned(), words.get(short(p)).to_owned())).collect();
    let mut fields = vec![
        Field::checks("papers", "room.pa.papers", options)
            .value(choice.paper.code())
            .hint("room.pa.hint_papers"),
    ];
    let why = Choice { paper: Paper::Why, ..choice };
    if let Some(id) = why.of(facts).ok().and_then(Of::unit) {
        let tag = facts.unit(id).map_or_else(String::new, |u: &Unit| u.tag().to_owned());
        let all = words.fill("room.pa.every_unit", &[("n", &facts.units.len().to_string())]);
        let options = vec![("all".to_owned(), all), (id.to_string(), tag)];
        let usual = if choice.paper == Paper::Why { id.to_string() } else { "all".to_owned() };
        let unit = Field::choice("unit", "room.pa.unit", options).value(usual);
        fields.push(unit.hint("room.pa.hint_unit"));
    }
    fields
}

impl Open {
    /// Formats and folder of the order before, else the usual ones.
    pub fn new(facts: &QuarterFacts, words: &Words, choice: Choice, before: Option<&Job>) -> Self {
        let (formats, folder) = match before {
            Some(Job::Export { formats, folder, .. }) => (formats.as_slice(), folder.as_ref()),
            _ => (USUAL, None),
        };
        let options =
            Format::ALL.iter().map(|f| (f.ending().to_owned(), words.get(name(*f)).to_owned())).collect();
        let ticked: Vec<&str> = formats.iter().map(|f| f.ending()).collect();
        let kinds = KINDS.map(|(code, key)| (code.to_owned(), words.get(key).to_owned())).to_vec();
        let folder = folder.map(|p| p.display().to_string()).unwrap_or_default();
        let mut fields = what(facts, words, choice);
        fields.extend([
            Field::checks("formats", "room.pa.formats", options)
                .value(ticked.join(","))
                .hint("room.pa.hint_formats"),
            Field::choice("kind", "room.pa.kind", kinds).value("state").hint("room.pa.hint_kind"),
            Field::line("folder", "room.pa.folder").value(folder).hint("room.pa.hint_folder"),
        ]);
        let ordinal = match choice.of(facts) {
            Ok(Of::Adjustment(n) | Of::Version(n) | Of::UnitAt(_, n)) => Some(n),
            _ => None,
        };
        let mut open = Self { form: Form::new(fields), period: facts.period.key, ordinal };
        open.suit();
        open
    }

    /// Whose explanation is asked only where one is ticked.
    pub fn suit(&mut self) {
        let why = self.form.codes("papers").iter().any(|code| code == Paper::Why.code());
        self.form.show("unit", why);
    }

    /// The order, or nothing while no paper or no format is ticked.
    pub fn order(&mut self) -> Option<Job> {
        if !self.form.validate() {
            return None;
        }
        let named = self.form.codes("papers");
        let papers: Vec<Paper> = named.iter().filter_map(|code| Paper::of(code)).collect();
        if papers.is_empty() {
            self.form.error("papers", Problem::new("problem.papers_none"));
            self.form.focus("papers");
            return None;
        }
        let codes = self.form.codes("formats");
        let formats: Vec<Format> =
            Format::ALL.into_iter().filter(|f| codes.iter().any(|c| c == f.ending())).collect();
        if formats.is_empty() {
            self.form.error("formats", Problem::new("problem.papers_no_format"));
            self.form.focus("formats");
            return None;
        }
        let folder = self.form.text("folder");
        Some(Job::Export {
            period: self.period,
            papers,
            unit: self.form.code("unit").and_then(|code| code.parse().ok()),
            ordinal: self.ordinal,
            formats,
            draft: match self.form.code("kind").as_deref() {
                Some("draft") => Some(true),
                Some("final") => Some(false),
                _ => None,
            },
            folder: (!folder.is_empty()).then(|| PathBuf::from(folder)),
            force: false,
        })
    }
}

/// Where the files lie: few of them by name.
pub(super) fn note(files: &[String]) -> Problem {
    let paths: Vec<&Path> = files.iter().map(Path::new).collect();
    let folder = paths.first().and_then(|p| p.parent()).map(|p| p.display().to_string()).unwrap_or_default();
    let names: Vec<String> =
        paths.iter().filter_map(|p| p.file_name()).map(|n| n.to_string_lossy().into_owned()).collect();
    let (key, names) = if names.len() > 2 {
        ("note.papers_many", String::new())
    } else {
        ("note.papers_written", names.join(", "))
    };
    Problem::new(key).num("n", files.len() as i64).text("files", names).text("folder", folder)
}
