//! The form "Xuất văn bản": which formats, draft or final, where to. Makes the order; the files are written elsewhere.
use super::sheet::is_draft;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::quarter::QuarterFacts;
use crate::core::words::Words;
use crate::effect::{Format, Job};
use crate::kit::form::{Field, Form};
use std::path::{Path, PathBuf};

/// Formats ticked to begin with.
const USUAL: &[Format] = &[Format::Docx, Format::Xlsx];

/// The open form.
#[derive(Debug)]
pub(super) struct Open {
    pub form: Form,
    pub period: PeriodKey,
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

impl Open {
    /// Formats and folder of the order before, else the usual ones; draft or final by the state of the period.
    pub fn new(facts: &QuarterFacts, words: &Words, before: Option<&Job>) -> Self {
        let (formats, folder) = match before {
            Some(Job::Export { formats, folder, .. }) => (formats.as_slice(), folder.as_ref()),
            _ => (USUAL, None),
        };
        let options =
            Format::ALL.iter().map(|f| (f.ending().to_owned(), words.get(name(*f)).to_owned())).collect();
        let ticked: Vec<&str> = formats.iter().map(|f| f.ending()).collect();
        let kinds = [("draft", "room.pa.draft"), ("final", "room.pa.final")]
            .map(|(code, key)| (code.to_owned(), words.get(key).to_owned()))
            .to_vec();
        let kind = if is_draft(facts) { "draft" } else { "final" };
        let folder = folder.map(|p| p.display().to_string()).unwrap_or_default();
        let form = Form::new(vec![
            Field::checks("formats", "room.pa.formats", options)
                .value(ticked.join(","))
                .hint("room.pa.hint_formats"),
            Field::choice("kind", "room.pa.kind", kinds).value(kind).hint("room.pa.hint_kind"),
            Field::line("folder", "room.pa.folder").value(folder).hint("room.pa.hint_folder"),
        ]);
        Self { form, period: facts.period.key }
    }

    /// The order, or nothing while no format is ticked.
    pub fn order(&mut self) -> Option<Job> {
        if !self.form.validate() {
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
            formats,
            draft: Some(self.form.code("kind").as_deref() != Some("final")),
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
