//! The sub-commands: no screen, no question; a sentence and an exit code. Everything printed goes through `door`.
use super::answer::{Answer, MEND, tell};
use super::desk::Desk;
use super::export::{self, Order};
use crate::core::backup::{Compared, Holds, megabytes, moment, named_moment};
use crate::core::check::Report;
use crate::core::problem::{Arg, Problem};
use crate::core::words::Words;
use crate::store::{self, Access, OpenError, Store, Watch, demo};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

/// Exit code for a damaged register, or one newer than the program.
pub const DAMAGED: u8 = 3;

/// `demo --db FILE`: writes the sample there.
pub fn sample(file: &Path, desk: &Desk, words: &Words) -> Answer {
    if file.exists() {
        return tell(words, &Problem::new("cli.sample_exists").text("file", file.display().to_string()));
    }
    match demo::fill(file, &desk.clock.stamp(&desk.user)) {
        Ok(store) => {
            store.close();
            let name = file.display().to_string();
            Answer::done(words.fill("cli.sample_written", &[("file", &name)]))
        }
        Err(error) => refused(&error, words),
    }
}

/// `export`: writes papers; prints their paths.
pub fn export(file: &Path, order: &Order<'_>, desk: &Desk, words: &Words) -> Answer {
    let store = match open(file, words) {
        Ok(store) => store,
        Err(answer) => return answer,
    };
    let written = export::write(&store, file, desk.lang, order);
    store.close();
    match written {
        Ok(files) => {
            let names: Vec<String> = files.iter().map(|f| f.display().to_string()).collect();
            Answer::done(names.join("\n"))
        }
        // Damage may lie deeper than an opening looks.
        Err(problem) if problem.key.starts_with("problem.store_damaged") => {
            Answer { code: DAMAGED, ..tell(words, &problem) }
        }
        // on the command line overwriting is granted by an option, not by a question
        Err(problem) if problem.key == "problem.paper.exists" => {
            tell(words, &Problem { key: "cli.exists", ..problem })
        }
        Err(problem) => tell(words, &problem),
    }
}

/// `check`: what is damaged, what was edited outside the program, what is derived and does not agree. With `mend` the last
/// is made anew, where nothing is damaged.
pub fn check(file: &Path, (json, mend): (bool, bool), words: &Words) -> Answer {
    let mut report = match Store::open(file, Access::Read).map(looked_through) {
        Ok(Ok(report)) => report,
        Ok(Err(problem)) if BLAMELESS.contains(&problem.key) => return tell(words, &problem),
        // A file too damaged to be opened is a finding, not a failure to look.
        Ok(Err(problem)) | Err(OpenError::Damaged(problem)) => {
            Report { damaged: vec![problem], ..Report::default() }
        }
        Err(error) => return refused_at(file, &error, words),
    };
    if report.damaged.iter().any(|p| p.key == "problem.store_busy") {
        return tell(words, &Problem::new("problem.store_busy"));
    }
    let (mut mended, mut failed) = (Vec::new(), None);
    if mend && report.damaged.is_empty() && !report.derived.is_empty() {
        // what was found is told, whatever becomes of the mending
        match mended_in(file) {
            Ok(()) => mended = std::mem::take(&mut report.derived),
            Err(problem) => failed = Some(problem),
        }
    }
    let found = Found { report: &report, mended: &mended, failed: failed.as_ref() };
    let code = match (report.damaged.is_empty(), report.clean()) {
        (false, _) => DAMAGED,
        (true, false) => MEND,
        (true, true) => 0,
    };
    let text = if json { as_json(&found, words) } else { as_text(&found, words) };
    Answer { text, code, out: true }
}

/// What hinders a mending and says nothing of the file.
const BLAMELESS: &[&str] = &["problem.store_busy", "problem.store_full", "problem.store_read_only"];

/// What was found, what of it is mended by now, and why it could not be.
struct Found<'a> {
    report: &'a Report,
    mended: &'a [Problem],
    failed: Option<&'a Problem>,
}

fn looked_through(store: Store) -> Result<Report, Problem> {
    let report = store.check_with(&watched());
    store.close();
    show("\r     \r");
    report
}

/// Makes anew what is derived. Opened for writing only now: a file that is damaged is only read.
fn mended_in(file: &Path) -> Result<(), Problem> {
    let mut store = Store::open(file, Access::Write).map_err(|error| error.problem().clone())?;
    let done = store.mend(&watched());
    store.close();
    show("\r     \r");
    done
}

/// `backup`: a copy of the register, looked through.
pub fn backup(file: &Path, to: &Path, (force, json): (bool, bool), words: &Words) -> Answer {
    let store = match open(file, words) {
        Ok(store) => store,
        Err(answer) => return answer,
    };
    let made = store.backup(to, force, &Watch::default());
    store.close();
    match made {
        Ok(copy) if json => Answer::done(held(&copy, to).to_string()),
        Ok(copy) => {
            let args = [("file", &*to.display().to_string()), ("holds", &*what(&copy, words))];
            Answer::done(words.fill("cli.backup_done", &args))
        }
        Err(problem) if problem.key.starts_with("problem.store_damaged") => {
            Answer { code: DAMAGED, ..tell(words, &problem) }
        }
        // on the command line overwriting is granted by an option, not by a question
        Err(problem) if problem.key == "problem.backup.exists" => {
            tell(words, &Problem { key: "cli.backup_exists", ..problem })
        }
        Err(problem) => tell(words, &problem),
    }
}

/// `restore`: a copy in the place of the register. One that is there and can be read asks for `--force`, and says what
/// would be lost; it is kept all the same.
pub fn restore(file: &Path, copy: &Path, (force, json): (bool, bool), desk: &Desk, words: &Words) -> Answer {
    let compared = match store::compare(copy, file) {
        Ok(compared) => compared,
        Err(error) => return refused(&error, words),
    };
    if !force && (compared.now.is_some() || strange(file)) {
        let text = format!("{}\n{}", beside(&compared, words), words.get("cli.restore_exists"));
        return Answer { text, code: MEND, out: false };
    }
    match store::restore(copy, file, &desk.clock.stamp(&desk.user), &Watch::default()) {
        Ok(done) if json => {
            let mut value = held(&done.holds, file);
            value["kept"] = done.kept.map(|k| k.display().to_string()).into();
            Answer::done(value.to_string())
        }
        Ok(done) => {
            let args = [("file", &*file.display().to_string()), ("holds", &*what(&compared.copy, words))];
            let mut text = words.fill("cli.restore_done", &args);
            if let Some(kept) = done.kept {
                text.push('\n');
                text.push_str(&words.fill("cli.restore_kept", &[("file", &kept.display().to_string())]));
            }
            Answer::done(text)
        }
        Err(error) => refused(&error, words),
    }
}

/// Something lies there that is no register, or one of a newer program: not damage, so nothing is done unasked.
fn strange(file: &Path) -> bool {
    matches!(Store::open(file, Access::Read), Err(OpenError::Foreign(_) | OpenError::Newer(_)))
}

/// `lượt ghi #128 (22/07/2021 14:05), 60 quyết định, thông báo, 12 thành tích, 1,2 MB`.
fn what(holds: &Holds, words: &Words) -> String {
    let num = |n: i64| words.arg(&Arg::Num(n));
    words.fill(
        "cli.backup_holds",
        &[
            ("act", &holds.act.to_string()),
            ("at", &moment(&holds.at)),
            ("decisions", &num(holds.decisions)),
            ("achievements", &num(holds.achievements)),
            ("size", &megabytes(holds.size, words.lang)),
        ],
    )
}

/// The copy and the register of now, line under line, and what would be lost.
fn beside(compared: &Compared, words: &Words) -> String {
    let mut lines = vec![words.fill("cli.restore_copy", &[("holds", &what(&compared.copy, words))])];
    if let Some(now) = &compared.now {
        lines.push(words.fill("cli.restore_now", &[("holds", &what(now, words))]));
    }
    if compared.foreign {
        lines.push(words.fill("cli.restore_foreign", &[("cluster", &compared.copy.cluster)]));
    } else if compared.lost > 0 {
        lines.push(words.fill("cli.restore_lost", &[("n", &words.arg(&Arg::Num(compared.lost)))]));
        lines.extend(compared.newest.iter().map(|act| {
            format!("  #{} {}  {}", act.n, moment(&act.at), words.fill(&act.what, &[("thing", &act.thing)]))
        }));
    }
    lines.join("\n")
}

fn held(holds: &Holds, file: &Path) -> serde_json::Value {
    serde_json::json!({
        "file": file.display().to_string(),
        "act": holds.act,
        "at": holds.at,
        "hash": holds.hash,
        "decisions": holds.decisions,
        "achievements": holds.achievements,
        "size": holds.size,
    })
}

/// Shows in percent how far a check or mending has come, where somebody looks on; wiped away at the end.
fn watched() -> Watch {
    Watch::new(Arc::default(), |done, of| show(&format!("\r{:3} %", done * 100 / of.max(1))))
}

/// For who looks on, and only for them; nothing is lost if it cannot be shown.
fn show(text: &str) {
    let mut shown = std::io::stderr();
    if shown.is_terminal() {
        let _ = shown.write_all(text.as_bytes());
        let _ = shown.flush();
    }
}

fn as_json(&Found { report, mended, failed }: &Found<'_>, words: &Words) -> String {
    let said = |list: &[Problem]| list.iter().map(|p| words.say(p)).collect::<Vec<_>>();
    serde_json::json!({
        "damaged": said(&report.damaged),
        "edited": said(&report.edited),
        "derived": said(&report.derived),
        "mended": said(mended),
        "failed": failed.map(|problem| words.say(problem)),
        "acts": report.acts,
        "rows": report.rows,
    })
    .to_string()
}

fn as_text(&Found { report, mended, failed }: &Found<'_>, words: &Words) -> String {
    let line = |key: &str, problem: &Problem| words.fill(key, &[("what", &words.say(problem))]);
    let num = |n: i64| words.arg(&Arg::Num(n));
    let count = |list: &[Problem]| num(i64::try_from(list.len()).unwrap_or(i64::MAX));
    let mut lines: Vec<String> = report.damaged.iter().map(|p| line("cli.check_damaged", p)).collect();
    lines.extend(report.edited.iter().map(|p| line("cli.check_edited", p)));
    // what was mended is told as it was found, then that it is mended
    lines.extend(report.derived.iter().chain(mended).map(|p| line("cli.check_derived", p)));
    lines.extend(failed.map(|problem| words.say(problem)));
    if !mended.is_empty() {
        lines.push(words.get("cli.check_mended").to_owned());
    }
    let (acts, rows) = (num(report.acts), num(report.rows));
    lines.push(if report.clean() {
        words.fill("cli.check_clean", &[("acts", &acts), ("rows", &rows)])
    } else {
        let [damaged, edited, derived] = [&report.damaged, &report.edited, &report.derived].map(|l| count(l));
        let args = [
            ("damaged", &*damaged),
            ("edited", &*edited),
            ("derived", &*derived),
            ("acts", &*acts),
            ("rows", &*rows),
        ];
        words.fill("cli.check_found", &args)
    });
    lines.join("\n")
}

fn open(file: &Path, words: &Words) -> Result<Store, Answer> {
    Store::open(file, Access::Read).map_err(|error| refused_at(file, &error, words))
}

/// As `refused`, with what helps where the register itself is the matter.
pub fn refused_at(file: &Path, error: &OpenError, words: &Words) -> Answer {
    match error {
        OpenError::Missing(_) => {
            tell(words, &Problem::new("cli.no_register").text("file", file.display().to_string()))
        }
        other => with_copy(file, refused(other, words), other, words),
    }
}

/// A register that cannot be read any more: its newest copy is named, and how it is put back.
fn with_copy(file: &Path, answer: Answer, error: &OpenError, words: &Words) -> Answer {
    let copies = store::copies(file);
    let (OpenError::Damaged(_) | OpenError::Foreign(_), Some(copy)) = (error, copies.last()) else {
        return answer;
    };
    let near = words.fill(
        "cli.nearest_copy",
        &[
            ("at", &named_moment(&copy.stamp)),
            ("act", &copy.act.to_string()),
            ("copy", &copy.file.display().to_string()),
            ("file", &file.display().to_string()),
        ],
    );
    Answer { text: format!("{}\n{near}", answer.text), ..answer }
}

/// A register that could not be opened or made.
pub fn refused(error: &OpenError, words: &Words) -> Answer {
    Answer { text: words.say(error.problem()), code: error.exit_code(), out: false }
}
