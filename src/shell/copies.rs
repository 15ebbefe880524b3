//! Copies of the register as jobs: to a folder the user names, and the daily one beside the register.
use crate::app::{Daily, Reply};
use crate::core::act::Stamp;
use crate::core::date::Date;
use crate::core::problem::Problem;
use crate::store::{self, Access, Store, Watch};
use std::path::{Path, PathBuf};

fn nothing_open() -> Problem {
    Problem::new("shell.nothing_open")
}

/// A copy into a folder, under a name that says when and up to which act.
pub(super) fn to(by: &Stamp, here: Option<&Path>, folder: &Path, watch: &Watch) -> Reply {
    let copied = here.ok_or_else(nothing_open).and_then(|here| {
        let store = Store::open(here, Access::Read).map_err(|e| e.problem().clone())?;
        let goal = store.last_act().map(|(act, _)| free(folder, here, &by.at, act));
        let made = goal.and_then(|goal| store.backup(&goal, false, watch).map(|held| (goal, held)));
        store.close();
        made
    });
    Reply::Copied(copied)
}

/// `so-thi-dua-20210722-1405-128.db` in that folder, with a number behind where it is taken.
fn free(folder: &Path, here: &Path, at: &str, act: i64) -> PathBuf {
    let stem = here.file_stem().unwrap_or_default().to_string_lossy();
    let digits: String = at.chars().take(16).filter(char::is_ascii_digit).collect();
    let (day, time) = digits.split_at_checked(8).unwrap_or((&digits, ""));
    let base = format!("{stem}-{day}-{time}-{act}");
    let named = |n: u32| folder.join(if n == 1 { format!("{base}.db") } else { format!("{base}-{n}.db") });
    (1..1000).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(1))
}

/// What there is to say where no daily copy is due: sample data is nobody's loss, and one was made today. By names alone,
/// so that nothing is opened at each start. `None`: one may be due.
pub(super) fn look(store: &Store, here: &Path, today: Date) -> Option<Daily> {
    if store.register().ok()?.sample {
        return Some(quiet());
    }
    let (stamp, act) = store::newest_copy(here)?;
    let last = day(&stamp).filter(|day| *day == today)?;
    Some(Daily { last: Some(last), behind: store.last_act().ok()?.0 != act, failed: None })
}

/// The daily copy, where one is due; sample data is nobody's loss.
pub(super) fn daily(by: &Stamp, here: Option<&Path>, watch: &Watch) -> Reply {
    let Some(here) = here else { return Reply::Daily(quiet()) };
    let done = Store::open(here, Access::Read).map_err(|e| e.problem().clone()).and_then(|store| {
        let sample = store.register().map(|r| r.sample);
        let done = sample.and_then(|sample| {
            if sample {
                return Ok(quiet());
            }
            let failed = store.keep(here, by, watch).err();
            // At the end of the program it is not missed: the next opening makes it.
            let failed = failed.filter(|p| p.key != "problem.backup.stopped");
            let last = store::copies(here).last().cloned();
            let act = store.last_act()?.0;
            let behind = last.as_ref().is_none_or(|copy| copy.act != act);
            Ok(Daily { last: last.and_then(|copy| day(&copy.stamp)), behind, failed })
        });
        store.close();
        done
    });
    Reply::Daily(done.unwrap_or_else(|problem| Daily { failed: Some(problem), ..quiet() }))
}

fn quiet() -> Daily {
    Daily { last: None, behind: false, failed: None }
}

/// The day in a copy's name.
fn day(stamp: &str) -> Option<Date> {
    Date::strptime("%Y%m%d", stamp.split('-').next()?).ok()
}
