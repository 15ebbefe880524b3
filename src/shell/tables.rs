//! Score tables as files: read where the user says, written beside the register. What they say is `intake`'s business.
use super::export::beside;
use crate::core::ask::{Ask, Facts};
use crate::core::problem::Problem;
use crate::core::score::ScoreTable;
use crate::core::table::Given;
use crate::core::table::names::Names;
use crate::core::text;
use crate::core::words::{Lang, Words};
use crate::intake;
use crate::papers;
use crate::store::{Access, Store};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A score table read from a file: an ordinary one, no larger than is taken in.
pub(super) fn read(file: &Path, lang: Lang) -> Result<Given, Problem> {
    let said = |key| Problem::new(key).text("file", file.display().to_string());
    let refused = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => said("problem.intake.missing"),
        _ => said("problem.intake.refused").text("why", error.to_string()),
    };
    if !fs::metadata(file).map_err(refused)?.is_file() {
        return Err(said("problem.intake.not_file"));
    }
    let mut bytes = Vec::new();
    // one byte more than is taken in says that it is too large
    let most = intake::SIZE + 1;
    fs::File::open(file).map_err(refused)?.take(most).read_to_end(&mut bytes).map_err(refused)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    intake::table(&name, &bytes, &Names::new(&Words::load(lang)))
}

/// What is to be written.
pub(super) struct Order<'a> {
    /// the table
    pub table: &'a ScoreTable,
    /// endings of the formats
    pub endings: &'a [&'static str],
    /// folder; `None`: that of the papers
    pub folder: Option<&'a Path>,
    /// overwrite
    pub force: bool,
}

/// Writes a table of the register that lies `here`; answers with the files.
pub(super) fn write(here: &Path, order: &Order<'_>, lang: Lang) -> Result<Vec<PathBuf>, Problem> {
    let store = Store::open(here, Access::Read).map_err(|e| e.problem().clone())?;
    let lists = store.answer(&Ask::Lists);
    store.close();
    let Facts::Lists(lists) = lists? else { return Ok(Vec::new()) };
    let names = Names::new(&Words::load(lang));
    let stem = stem(&order.table.name);
    let made = order.endings.iter().map(|ending| {
        let bytes = intake::made(order.table, ending, &lists.catalogue, &names)?;
        Ok(papers::Draft { name: format!("{stem}.{ending}"), bytes })
    });
    let made: Vec<papers::Draft> = made.collect::<Result<_, Problem>>()?;
    let folder = order.folder.map_or_else(|| beside(here), Path::to_owned);
    papers::place(&made, &folder, order.force)
}

/// `Bảng 1.000 điểm` as the name of a file: `bang-1-000-diem`.
fn stem(name: &str) -> String {
    let plain: String =
        text::fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let stem = plain.split_whitespace().take(12).collect::<Vec<_>>().join("-");
    if stem.is_empty() { "bang-diem".to_owned() } else { stem }
}
