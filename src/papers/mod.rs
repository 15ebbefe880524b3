//! The summary as files: one file a format, chosen from one table. Stands on `core` alone; words, figures and
//! layout order come in the `Summary`, nothing is counted or worded here.
mod csv;
mod docx;
mod file;
mod json;
mod md;
mod xlsx;

use crate::core::number::Points;
use crate::core::paper::Summary;
use crate::core::problem::Problem;
use std::path::{Path, PathBuf};

/// A file before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// name with its ending
    pub name: String,
    /// content
    pub bytes: Vec<u8>,
}

/// What could not be made, in the words of the library that says so (never of the register's content).
type Made = Result<Vec<Draft>, String>;

/// A format of the papers.
pub struct Format {
    /// file ending, and its name on the command line
    pub ending: &'static str,
    make: fn(&Summary) -> Made,
}

/// All formats.
pub const FORMATS: [Format; 5] = [
    Format { ending: "docx", make: docx::make },
    Format { ending: "xlsx", make: xlsx::make },
    Format { ending: "md", make: md::make },
    Format { ending: "csv", make: csv::make },
    Format { ending: "json", make: json::make },
];

/// The files of one format, in memory. The same summary gives the same bytes.
pub fn make(summary: &Summary, ending: &str) -> Result<Vec<Draft>, Problem> {
    let Some(format) = FORMATS.iter().find(|f| f.ending == ending) else {
        let all = FORMATS.map(|f| f.ending).join(", ");
        return Err(Problem::new("problem.paper.format").text("ending", ending).text("all", all));
    };
    (format.make)(summary).map_err(|why| {
        let file = format!("{}.{ending}", summary.file);
        Problem::new("problem.paper.made").text("file", file).text("why", why)
    })
}

/// Writes what was made into `folder` (made where its parent exists) and says which files were written. Every name is looked
/// at before the first file is written; without `force` an existing file is refused by name.
pub fn place(drafts: &[Draft], folder: &Path, force: bool) -> Result<Vec<PathBuf>, Problem> {
    file::place(drafts, folder, force)
}

/// Points for machines: `92.50`, exact.
fn decimal(points: Points) -> String {
    let sign = if points.0 < 0 { "-" } else { "" };
    let n = points.0.unsigned_abs();
    format!("{sign}{}.{:02}", n / 100, n % 100)
}
