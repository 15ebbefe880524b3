//! The register looked through, and what is derived made anew, as jobs.
use crate::app::Reply;
use crate::core::problem::Problem;
use crate::store::{Access, Store, Watch};
use std::path::Path;

fn open(here: Option<&Path>, access: Access) -> Result<Store, Problem> {
    let here = here.ok_or_else(|| Problem::new("shell.nothing_open"))?;
    Store::open(here, access).map_err(|e| e.problem().clone())
}

/// Looks through the register at `here`.
pub(super) fn check(here: Option<&Path>, watch: &Watch) -> Reply {
    let checked = open(here, Access::Read).and_then(|store| {
        let report = store.check_with(watch);
        store.close();
        report
    });
    Reply::Checked(checked)
}

/// Makes anew what is derived there, where nothing is damaged: what was damaged would be counted in. Else what was found is
/// the answer, as of a check.
pub(super) fn mend(here: Option<&Path>, watch: &Watch) -> Reply {
    match check(here, watch) {
        Reply::Checked(Ok(report)) if report.damaged.is_empty() => {}
        Reply::Checked(Err(problem)) => return Reply::Mended(Err(problem)),
        damaged => return damaged,
    }
    let mended = open(here, Access::Write).and_then(|mut store| {
        let done = store.mend(watch);
        store.close();
        done
    });
    Reply::Mended(mended)
}
