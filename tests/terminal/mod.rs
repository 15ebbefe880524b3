//! Terminal manners, on a real pty with the dev binary: what is taken is given back, whatever happens.
mod end;
mod kill;
mod life;
pub mod pty;

use pty::Pty;
use std::path::PathBuf;
use tempfile::TempDir;

/// A sample register in a folder of its own, written once a test.
fn sample() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    crate::common::sample(&path);
    (folder, path)
}

/// The program on the sample, its first screen shown.
fn opened() -> (TempDir, Pty) {
    let (folder, path) = sample();
    let mut pty = Pty::thidua(&["--db", path.to_str().unwrap()]);
    pty.expect("Tổng quan");
    (folder, pty)
}
