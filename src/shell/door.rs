//! The door: from the command line to the exit status. Chooses the register and the language, then hands over to the
//! screens (`run`) or an errand. The only place that prints outside the screens.
use super::answer::{Answer, tell};
use super::cli::{self, Errand, Told, Wish};
use super::clock::Clock;
use super::config::{self, Config};
use super::desk::Desk;
use super::errand;
use super::export::{Order, Whose, periods};
use super::run;
use super::session::Session;
use super::{platform, terminal};
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::words::Words;
use crate::store::OpenError;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Does what the command line asks.
pub fn enter(args: &[OsString]) -> ExitCode {
    let words = Words::load(cli::language(args).unwrap_or_default());
    let answer = match cli::parse(args, &words) {
        Ok(wish) => answer(wish, words),
        Err(Told { text, code }) => Answer { text: text.trim_end().to_owned(), code, out: code == 0 },
    };
    say(&answer);
    ExitCode::from(answer.code)
}

/// A reader that went away (`| head`) is no error of ours.
fn say(answer: &Answer) {
    if answer.text.is_empty() {
        return;
    }
    let line = format!("{}\n", answer.text);
    let _ = if answer.out {
        io::stdout().write_all(line.as_bytes())
    } else {
        io::stderr().write_all(line.as_bytes())
    };
}

fn answer(wish: Wish, words: Words) -> Answer {
    let desk = Desk {
        clock: Clock::system(),
        user: platform::user(),
        lang: wish.lang,
        period: wish.period,
        session: Session::here(),
    };
    let memory = config::file();
    let config = Config::load(memory.as_deref());
    if let (Errand::Demo, Some(file)) = (&wish.errand, &wish.db) {
        return errand::sample(file, &desk, &words);
    }
    let file = place(wish.db.as_deref(), &config);
    match wish.errand {
        Errand::Check { json, mend } => errand::check(&file, (json, mend), &words),
        Errand::Export { period, papers, unit, ordinal, formats, draft, force, out } => {
            let whose = unit.as_deref().map_or(Whose::All, Whose::Named);
            let order = Order {
                period,
                papers: &papers,
                whose,
                ordinal,
                formats: &formats,
                draft,
                folder: Some(&out),
                force,
            };
            errand::export(&file, &order, &desk, &words)
        }
        Errand::Backup { file: copy, force, json } => errand::backup(&file, &copy, (force, json), &words),
        Errand::Restore { file: copy, force, json } => {
            errand::restore(&file, &copy, (force, json), &desk, &words)
        }
        Errand::Demo if !terminal::present() => no_terminal(&words),
        Errand::Demo => demo(desk, words, (config, memory)),
        Errand::Screens => screens(file, desk, words, (config, memory)),
    }
}

/// The register meant: the one named, else the one opened last while it is there, else the default place.
fn place(db: Option<&Path>, config: &Config) -> PathBuf {
    db.map(|file| std::path::absolute(file).unwrap_or_else(|_| file.to_owned()))
        .or_else(|| config.last.clone().filter(|last| last.is_file()))
        .unwrap_or_else(config::default_register)
}

fn demo(desk: Desk, words: Words, config: (Config, Option<PathBuf>)) -> Answer {
    match desk.sample() {
        Ok((opened, pair, scratch)) => {
            let place = config::default_register();
            start(run::Session {
                words,
                desk,
                opened: Some((opened, pair)),
                scratch: Some(scratch),
                place,
                config,
            })
        }
        Err(problem) => tell(&words, &problem),
    }
}

fn screens(file: PathBuf, desk: Desk, words: Words, config: (Config, Option<PathBuf>)) -> Answer {
    let opened = match desk.open(&file, config.0.period(&file)) {
        Ok(opened) => Some(opened),
        Err(OpenError::Missing(_)) => None,
        Err(error) => return errand::refused_at(&file, &error, &words),
    };
    // A register that cannot be taken is the worse news; the terminal comes after it.
    if !terminal::present() {
        if let Some((_, pair)) = opened {
            pair.close();
        }
        return no_terminal(&words);
    }
    let Some((opened, pair)) = opened else {
        return start(run::Session { words, desk, opened: None, scratch: None, place: file, config });
    };
    if let Some(asked) = desk.period.filter(|asked| *asked != opened.period) {
        let known = periods(&pair.reader).map(|p| p.iter().map(|p| p.key).collect::<Vec<_>>());
        return no_period(asked, &known.unwrap_or_default(), &words);
    }
    // Without --lang the screens speak the language the register was set to.
    let words = match opened.register.lang {
        lang if desk.lang.is_none() && lang != words.lang => Words::load(lang),
        _ => words,
    };
    start(run::Session { words, desk, opened: Some((opened, pair)), scratch: None, place: file, config })
}

fn no_terminal(words: &Words) -> Answer {
    tell(words, &Problem::new("cli.no_terminal"))
}

fn no_period(asked: PeriodKey, known: &[PeriodKey], words: &Words) -> Answer {
    let codes: Vec<String> = known.iter().map(|key| key.code()).collect();
    let problem =
        Problem::new("shell.no_period").text("period", asked.code()).text("periods", codes.join(", "));
    tell(words, &problem)
}

fn start(session: run::Session) -> Answer {
    let words = session.words.clone();
    match run::run(session) {
        Ok(code) => Answer { text: String::new(), code, out: false },
        Err(error) => tell(&words, &Problem::new("cli.terminal_failed").text("why", error.to_string())),
    }
}
