//! Windows: Ctrl+C comes as a key in raw mode; a closed window ends the process, and every act is already on disk.
use super::Sign;
use std::io;
use std::path::Path;

/// Nothing to watch here.
pub fn watch(_tell: impl Fn(Sign) + Clone + Send + 'static) -> io::Result<()> {
    Ok(())
}

/// Makes a folder; the temporary folder of a user is private already. An existing one is an error.
pub fn private_folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir(path)
}

/// Name of the system user.
pub fn user() -> String {
    std::env::var("USERNAME").unwrap_or_default()
}
