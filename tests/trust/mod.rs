//! What the secretary trusts the register to: its copies, and that files in any state are answered, never harmed.
mod copies;
mod desk;
mod file;
mod journal;
#[cfg(unix)]
mod places;

use std::fs;
use std::path::{Path, PathBuf};
use thidua::core::act::Stamp;

/// The fixed user at a time of her clock.
pub fn at(time: &str) -> Stamp {
    Stamp { at: format!("{time}+07:00"), user: "men".into() }
}

/// Names in a folder, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A file that only its owner may read, on systems that know the difference.
pub fn private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let want = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, want, "{}", path.display());
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// A page in the middle of a file overwritten.
pub fn spoil(path: &PathBuf) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0x5a);
    fs::write(path, bytes).unwrap();
}
