//! Files that nobody but their owner may read: a register and the copies kept of it.
use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// A file of its own that only its owner may read and write; one that is there already is an error.
pub(super) fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
