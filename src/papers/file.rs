//! Bytes into a folder: a temporary file beside the target, synced, then renamed, readable by its owner alone.
//! Knows no format; says in a sentence what the system refused.
use super::Draft;
use crate::core::problem::Problem;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Writes all drafts or, where one is in the way and `force` is not given, none.
pub(super) fn place(drafts: &[Draft], folder: &Path, force: bool) -> Result<Vec<PathBuf>, Problem> {
    ready(folder)?;
    let targets: Vec<PathBuf> = drafts.iter().map(|d| folder.join(&d.name)).collect();
    if !force {
        for (draft, target) in drafts.iter().zip(&targets) {
            if target.symlink_metadata().is_ok() {
                return Err(named("problem.paper.exists", folder).text("file", draft.name.as_str()));
            }
        }
    }
    for (draft, target) in drafts.iter().zip(&targets) {
        one(draft, folder, target).map_err(|error| refused(&error, folder, &draft.name))?;
    }
    // the names themselves are synced where the system can; the content already is
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(targets)
}

/// The folder, made where only its last part is missing.
fn ready(folder: &Path) -> Result<(), Problem> {
    match fs::metadata(folder) {
        Ok(meta) if meta.is_dir() => return Ok(()),
        Ok(_) => return Err(named("problem.paper.not_folder", folder)),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(refused(&error, folder, "")),
    }
    let parent = folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !parent.is_dir() {
        return Err(named("problem.paper.no_parent", folder).text("parent", parent.display().to_string()));
    }
    fs::create_dir(folder).map_err(|error| refused(&error, folder, ""))
}

fn one(draft: &Draft, folder: &Path, target: &Path) -> io::Result<()> {
    let temporary = folder.join(format!(".{}.{}.tmp", draft.name, std::process::id()));
    let written = fill(&temporary, &draft.bytes).and_then(|()| fs::rename(&temporary, target));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn fill(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // left by a run that was cut off; made anew, so that nothing is written through a link laid in its place
    let _ = fs::remove_file(path);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn named(key: &'static str, folder: &Path) -> Problem {
    Problem::new(key).text("folder", folder.display().to_string())
}

fn refused(error: &io::Error, folder: &Path, file: &str) -> Problem {
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => named("problem.paper.denied", folder),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            named("problem.paper.full", folder).text("file", file)
        }
        _ => named("problem.paper.failed", folder).text("file", file).text("why", error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_refuses_has_its_own_sentence() {
        let key = |kind: ErrorKind| refused(&io::Error::from(kind), Path::new("x"), "a.md").key;
        assert_eq!(key(ErrorKind::StorageFull), "problem.paper.full");
        assert_eq!(key(ErrorKind::QuotaExceeded), "problem.paper.full");
        assert_eq!(key(ErrorKind::ReadOnlyFilesystem), "problem.paper.denied");
        assert_eq!(key(ErrorKind::PermissionDenied), "problem.paper.denied");
        assert_eq!(key(ErrorKind::Interrupted), "problem.paper.failed");
    }
}
