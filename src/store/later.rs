//! A connection to write that is opened when it is needed, beside one that looks already: to the very file of that one, or to
//! none. A name that means another file by then is refused.
use super::private::{self, Identity};
use super::{Access, Store};
use crate::core::problem::Problem;
use std::path::{Path, PathBuf};

/// Where it will be opened, and which file must be found there.
#[derive(Debug)]
pub struct Later {
    path: PathBuf,
    file: Option<Identity>,
}

impl Later {
    /// Beside the connection of that file.
    pub(super) fn beside(path: &Path, file: Option<Identity>) -> Self {
        Self { path: path.to_owned(), file }
    }
    /// Opens it, as long as the file is the same one.
    pub fn open(&self) -> Result<Store, Problem> {
        let gone = || Problem::new("problem.store_gone").text("path", self.path.display().to_string());
        // before it is opened, for opening may settle how a file is written, and after, for its name may be given away meanwhile
        if private::identity(&self.path) != self.file {
            return Err(gone());
        }
        let store = Store::open(&self.path, Access::Write).map_err(|e| e.problem().clone())?;
        if store.file.file() == self.file { Ok(store) } else { Err(gone()) }
    }
}
