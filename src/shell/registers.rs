//! Where a register may lie: another one to be opened, this one moved or copied to another folder. Opens no connection that
//! stays, knows no channel and no screen.
use super::platform;
use crate::core::act::Stamp;
use crate::core::problem::Problem;
use crate::store::{self, Moved, Watch};
use std::fs;
use std::path::{Path, PathBuf};

/// The whole name of another register: the next start may begin in another folder. Refused where it is the one `here`.
pub(super) fn other(here: Option<&Path>, file: &Path) -> Result<PathBuf, Problem> {
    let same = here.is_some_and(|here| match (here.canonicalize(), file.canonicalize()) {
        (Ok(here), Ok(file)) => here == file,
        _ => false,
    });
    if same {
        return Err(Problem::new("problem.move.open_here"));
    }
    Ok(std::path::absolute(file).unwrap_or_else(|_| file.to_owned()))
}

/// Moves the closed register `here` into `folder`, which is made where the one above it is there.
pub(super) fn relocate(by: &Stamp, here: &Path, folder: &Path, watch: &Watch) -> Result<Moved, Problem> {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    make_folder(&folder)?;
    store::relocate(here, &folder, by, watch).map_err(|e| e.problem().clone())
}

/// Makes a folder when its parent is there; one that is there already is fine.
pub(super) fn make_folder(folder: &Path) -> Result<(), Problem> {
    if folder.is_dir() {
        return Ok(());
    }
    let parent = folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !parent.is_dir() {
        return Err(Problem::new("shell.no_parent").text("folder", parent.display().to_string()));
    }
    fs::create_dir(folder).map_err(|error| failed("shell.folder_failed", folder, &error))
}

/// A folder that is not there, but could be made: only who named it knows whether it was meant.
pub(super) fn there(folder: &Path) -> Result<(), Problem> {
    let above = folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if folder.symlink_metadata().is_err() && above.is_dir() {
        return Err(Problem::new("problem.backup.makeable").text("path", folder.display().to_string()));
    }
    Ok(())
}

/// The path, or the first of its kind that is free: a second sample kept does not stand in the way of the first.
pub(super) fn free(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    (2..100)
        .map(|n| path.with_file_name(format!("{stem}-{n}.db")))
        .fold(path.to_owned(), |found, next| if found.exists() { next } else { found })
}

/// Copies a closed register to a new place; never over anything.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), Problem> {
    if let Some(parent) = to.parent().filter(|p| !p.as_os_str().is_empty()) {
        make_folder(parent)?;
    }
    let copied = platform::new_private_file(to).and_then(|mut file| {
        let done = fs::File::open(from).and_then(|mut from| std::io::copy(&mut from, &mut file));
        done.and_then(|_| file.sync_all()).inspect_err(|_| {
            // begun here, so ours to take away: half a register would stand in the way of the next try
            let _ = fs::remove_file(to);
        })
    });
    copied.map_err(|error| failed("shell.keep_failed", to, &error))
}

/// What the system said about a folder or file, in a sentence.
pub(super) fn failed(key: &'static str, path: &Path, error: &std::io::Error) -> Problem {
    Problem::new(key).text("folder", path.display().to_string()).text("why", error.to_string())
}
