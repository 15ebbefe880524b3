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

/// May the file of that name be written? Asked without opening it: a register that is open would lose its locks.
pub(super) fn writable(path: &Path) -> bool {
    if std::fs::metadata(path).is_ok_and(|m| m.permissions().readonly()) {
        return false;
    }
    #[cfg(unix)]
    {
        rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
    }
    #[cfg(not(unix))]
    {
        OpenOptions::new().write(true).open(path).is_ok()
    }
}

/// Which file a name means: disk and number, where the system tells them.
pub(super) type Identity = (u64, u64);

/// The identity of the file of that name; `None` where there is none, or the system tells nothing.
pub(super) fn identity(path: &Path) -> Option<Identity> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        std::fs::metadata(path).ok().map(|m| (m.dev(), m.ino()))
    }
    #[cfg(not(unix))]
    {
        // an open file cannot be taken away there
        let _ = path;
        None
    }
}
