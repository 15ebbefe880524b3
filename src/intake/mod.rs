//! What people have in files, read into the shapes of `core`, and written for them to work on: score tables as TOML and as
//! sheets. Takes and gives bytes: which file they are, and whether it may be read, is the shell's business. Decides nothing
//! of what it reads: every text goes on as it stands, for `core::table::typed` to say what is wrong with it.
mod book;
mod columns;
mod sheet;

use crate::core::award::Catalogue;
use crate::core::problem::{Arg, Problem};
use crate::core::score::ScoreTable;
use crate::core::table::names::Names;
use crate::core::table::{Given, file};

/// Largest file taken in, in bytes.
pub const SIZE: u64 = 8_000_000;

/// A score table as a file of that name gives it. What is neither TOML nor a sheet is refused by name.
pub fn table(name: &str, bytes: &[u8], names: &Names) -> Result<Given, Problem> {
    let of = |problem: Problem| Problem {
        args: [problem.args, vec![("file", Arg::Text(name.to_owned()))]].concat(),
        ..problem
    };
    if bytes.len() as u64 > SIZE {
        return Err(of(Problem::new("problem.intake.size").num("most", (SIZE / 1_000_000) as i64)));
    }
    if bytes.starts_with(b"PK") {
        let sheets = sheet::read(bytes).map_err(of)?;
        return columns::table(name, &sheets, names).map_err(of);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => {
            let typed = file::read(text.trim_start_matches('\u{feff}'), names).map_err(of)?;
            Ok(Given { file: name.to_owned(), sheet: None, lines: Vec::new(), typed })
        }
        _ => Err(of(Problem::new("problem.intake.format"))),
    }
}

/// A score table as the bytes of a file with that ending: `toml` or `xlsx`. What it says `table` reads back the same.
pub fn made(
    table: &ScoreTable,
    ending: &str,
    catalogue: &Catalogue,
    names: &Names,
) -> Result<Vec<u8>, Problem> {
    match ending {
        "toml" => Ok(file::write(table).into_bytes()),
        "xlsx" => book::write(table, catalogue, names).map_err(|why| {
            Problem::new("problem.paper.made").text("file", "xlsx").text("why", why.to_string())
        }),
        _ => Err(Problem::new("problem.paper.format").text("ending", ending).text("all", "toml, xlsx")),
    }
}

#[cfg(test)]
mod tests;
