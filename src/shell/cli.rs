//! The command line as data: what was wished for, or what to say instead. Reads no file and prints nothing.
//! Every text comes from the words; clap's own English sentences never reach the user.
use crate::core::period::PeriodKey;
use crate::core::summary::Paper;
use crate::core::words::{Lang, Words};
use crate::effect::Format;
use clap::builder::{Styles, ValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::ffi::OsString;
use std::path::PathBuf;

/// What was wished for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// `--db`
    pub db: Option<PathBuf>,
    /// `--lang`
    pub lang: Option<Lang>,
    /// `--period`
    pub period: Option<PeriodKey>,
    /// the sub-command
    pub errand: Errand,
}

/// The sub-commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// none: the screens
    Screens,
    /// the sample
    Demo,
    /// write papers
    Export {
        /// `--period`, which this errand must have
        period: PeriodKey,
        /// papers, in the order given
        papers: Vec<Paper>,
        /// `--unit`: code or name, as typed
        unit: Option<String>,
        /// `--adjustment`: the nth; 0: as approved
        ordinal: Option<u32>,
        /// formats, in the order given
        formats: Vec<Format>,
        /// `Some(true)` draft, `Some(false)` final, `None`: each by its state
        draft: Option<bool>,
        /// overwrite
        force: bool,
        /// folder
        out: PathBuf,
    },
    /// integrity
    Check {
        /// for a script
        json: bool,
        /// make anew what is derived and wrong
        mend: bool,
    },
    /// a copy of the register
    Backup {
        /// where to
        file: PathBuf,
        /// overwrite
        force: bool,
        /// for a script
        json: bool,
    },
    /// a copy put back in its place
    Restore {
        /// which
        file: PathBuf,
        /// in the place of a register that is there and can be read
        force: bool,
        /// for a script
        json: bool,
    },
}

/// Something to print instead of doing anything: help, version, or what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// text
    pub text: String,
    /// exit code: 0 (help, to stdout) or 2 (to stderr)
    pub code: u8,
}

/// The language asked for, looked up before anything else is read, so that errors speak it too.
/// `None`: not given, or not a language.
pub fn language(args: &[OsString]) -> Option<Lang> {
    let mut words = args.iter().filter_map(|a| a.to_str()).take_while(|a| *a != "--");
    while let Some(word) = words.next() {
        let value = if word == "--lang" { words.next() } else { word.strip_prefix("--lang=") };
        if let Some(lang) = value.and_then(lang_of) {
            return Some(lang);
        }
    }
    None
}

/// Reads the command line, the program's name first.
pub fn parse(args: &[OsString], words: &Words) -> Result<Wish, Told> {
    let found = command(words).try_get_matches_from(args).map_err(|error| told(&error, words))?;
    let period = found.get_one::<PeriodKey>("period").copied();
    let errand = match found.subcommand() {
        Some(("demo", _)) => Errand::Demo,
        Some(("export", sub)) => export(sub, period, words)?,
        Some(("check", sub)) => Errand::Check { json: sub.get_flag("json"), mend: sub.get_flag("mend") },
        Some(("backup", sub)) => {
            let (file, force, json) = copy(sub);
            Errand::Backup { file, force, json }
        }
        Some(("restore", sub)) => {
            let (file, force, json) = copy(sub);
            Errand::Restore { file, force, json }
        }
        _ => Errand::Screens,
    };
    Ok(Wish {
        db: found.get_one::<PathBuf>("db").cloned(),
        lang: found.get_one::<Lang>("lang").copied(),
        period,
        errand,
    })
}

fn export(sub: &ArgMatches, period: Option<PeriodKey>, words: &Words) -> Result<Errand, Told> {
    let Some(period) = period else { return Err(wrong(words.get("cli.bad_period"), words)) };
    let formats = listed(sub, "format", Format::Docx);
    let papers = listed(sub, "paper", Paper::Report);
    let unit = sub.get_one::<String>("unit").cloned();
    if unit.is_some() && !papers.contains(&Paper::Why) {
        return Err(wrong(&words.fill("cli.bad_unit", &[("paper", Paper::Why.code())]), words));
    }
    let ordinal = sub.get_one::<u32>("adjustment").copied();
    // it is printed as the period is now: beside papers of another state it would say otherwise than they do
    if ordinal.is_some() && papers.contains(&Paper::Report) {
        let report = [("report", Paper::Report.code())];
        return Err(wrong(&words.fill("cli.bad_adjustment", &report), words));
    }
    let draft = match (sub.get_flag("draft"), sub.get_flag("final")) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    let out = sub.get_one::<PathBuf>("out").cloned().unwrap_or_default();
    Ok(Errand::Export { period, papers, unit, ordinal, formats, draft, force: sub.get_flag("force"), out })
}

/// The values of an option that takes several, each once; the usual one where none was given.
fn listed<T: Copy + PartialEq + Send + Sync + 'static>(sub: &ArgMatches, name: &str, usual: T) -> Vec<T> {
    let mut all: Vec<T> = Vec::new();
    for one in sub.get_many::<T>(name).into_iter().flatten() {
        if !all.contains(one) {
            all.push(*one);
        }
    }
    if all.is_empty() { vec![usual] } else { all }
}

/// File, `--force`, `--json` of the two errands about copies.
fn copy(sub: &ArgMatches) -> (PathBuf, bool, bool) {
    let file = sub.get_one::<PathBuf>("file").cloned().unwrap_or_default();
    (file, sub.get_flag("force"), sub.get_flag("json"))
}

fn lang_of(text: &str) -> Option<Lang> {
    match text {
        "vi" => Some(Lang::Vi),
        "en" => Some(Lang::En),
        _ => None,
    }
}

fn format_of(text: &str) -> Option<Format> {
    Format::ALL.into_iter().find(|f| f.ending() == text)
}

/// A value parser from a function; the sentence of a bad value is made by `told`.
fn reader<T: Clone + Send + Sync + 'static>(read: fn(&str) -> Option<T>) -> ValueParser {
    ValueParser::new(move |text: &str| read(text).ok_or("?"))
}

fn command(words: &Words) -> Command {
    let text = |key: &str| words.get(key).to_owned();
    let flag =
        |name: &'static str, key: &str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(text(key));
    let global = |name: &'static str, value: &str, key: &str| {
        Arg::new(name).long(name).global(true).value_name(text(value)).help(text(key))
    };
    let several = |name: &'static str, value: &str, key: &str| {
        let arg = Arg::new(name).long(name).value_name(text(value)).help(text(key));
        arg.value_delimiter(',').action(ArgAction::Append)
    };
    let sub = |name: &'static str, about: &str, usage: &str| {
        plain(Command::new(name), words).about(text(about)).override_usage(text(usage))
    };
    let copies = |name: &'static str, about: &str, usage: &str, file: &str, force: &str| {
        let which = Arg::new("file").required(true).value_name(text("cli.value_file"));
        sub(name, about, usage)
            .arg(which.value_parser(value_parser!(PathBuf)).help(text(file)))
            .arg(flag("force", force))
            .arg(flag("json", "cli.check_json"))
    };
    plain(Command::new("thidua"), words)
        .about(text("cli.about"))
        .override_usage(text("cli.usage"))
        .after_help(text("cli.codes"))
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .infer_long_args(false)
        .arg(global("db", "cli.value_file", "cli.db").value_parser(value_parser!(PathBuf)))
        .arg(global("lang", "cli.value_lang", "cli.lang").value_parser(reader(lang_of)))
        .arg(global("period", "cli.value_period", "cli.period").value_parser(reader(PeriodKey::parse)))
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .global(true)
                .action(ArgAction::Help)
                .help(text("cli.help")),
        )
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(text("cli.version")),
        )
        .subcommand(sub("demo", "cli.demo", "cli.usage_demo"))
        .subcommand(
            sub("export", "cli.export", "cli.usage_export")
                .arg(several("paper", "cli.value_papers", "cli.export_paper").value_parser(reader(Paper::of)))
                .arg(
                    Arg::new("unit")
                        .long("unit")
                        .value_name(text("cli.value_unit"))
                        .help(text("cli.export_unit")),
                )
                .arg(
                    Arg::new("adjustment")
                        .long("adjustment")
                        .value_name(text("cli.value_adjustment"))
                        .value_parser(reader(|n| n.parse::<u32>().ok()))
                        .help(text("cli.export_adjustment")),
                )
                .arg(
                    several("format", "cli.value_formats", "cli.export_format")
                        .value_parser(reader(format_of)),
                )
                .arg(flag("draft", "cli.export_draft").conflicts_with("final"))
                .arg(flag("final", "cli.export_final"))
                .arg(flag("force", "cli.export_force"))
                .arg(
                    Arg::new("out")
                        .long("out")
                        .required(true)
                        .value_name(text("cli.value_folder"))
                        .value_parser(value_parser!(PathBuf))
                        .help(text("cli.export_out")),
                ),
        )
        .subcommand(
            sub("check", "cli.check", "cli.usage_check")
                .arg(flag("mend", "cli.check_mend"))
                .arg(flag("json", "cli.check_json")),
        )
        .subcommand(copies("backup", "cli.backup", "cli.usage_backup", "cli.backup_file", "cli.backup_force"))
        .subcommand(copies(
            "restore",
            "cli.restore",
            "cli.usage_restore",
            "cli.restore_file",
            "cli.restore_force",
        ))
}

/// Our heads instead of clap's, and no colour.
fn plain(command: Command, words: &Words) -> Command {
    let head = |key: &str| words.get(key).to_owned();
    let (usage, commands, options) =
        (head("cli.head_usage"), head("cli.head_commands"), head("cli.head_options"));
    let list = match command.get_name() {
        "thidua" => format!("{commands}:\n{{subcommands}}\n\n"),
        "backup" | "restore" => format!("{}:\n{{positionals}}\n\n", head("cli.head_arguments")),
        _ => String::new(),
    };
    command.styles(Styles::plain()).disable_help_flag(true).help_template(format!(
        "{{about}}\n\n{usage}: {{usage}}\n\n{list}{options}:\n{{options}}{{after-help}}\n"
    ))
}

/// Says what is wrong in the language; help and version pass through, already in it.
fn told(error: &clap::Error, words: &Words) -> Told {
    let about = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let arg = about(ContextKind::InvalidArg);
    let value = about(ContextKind::InvalidValue);
    let sentence = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            return Told { text: error.render().to_string(), code: 0 };
        }
        ErrorKind::UnknownArgument => words.fill("cli.bad_unknown", &[("arg", &arg)]),
        ErrorKind::InvalidSubcommand => {
            words.fill("cli.bad_command", &[("arg", &about(ContextKind::InvalidSubcommand))])
        }
        ErrorKind::InvalidValue if value.is_empty() => words.fill("cli.bad_no_value", &[("arg", &arg)]),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            words.fill("cli.bad_no_value", &[("arg", &arg)])
        }
        ErrorKind::ValueValidation if arg.starts_with("--format") => {
            let all = Format::ALL.map(Format::ending).join(", ");
            words.fill("cli.bad_format", &[("value", &value), ("arg", &arg), ("all", &all)])
        }
        ErrorKind::ValueValidation if arg.starts_with("--paper") => {
            let all = Paper::ALL.map(Paper::code).join(", ");
            words.fill("cli.bad_format", &[("value", &value), ("arg", &arg), ("all", &all)])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::TooManyValues => {
            words.fill("cli.bad_value", &[("value", &value), ("arg", &arg)])
        }
        ErrorKind::MissingRequiredArgument => words.fill("cli.bad_missing", &[("arg", &arg)]),
        ErrorKind::ArgumentConflict => {
            let other = about(ContextKind::PriorArg);
            if other == arg {
                words.fill("cli.bad_twice", &[("arg", &arg)])
            } else {
                words.fill("cli.bad_conflict", &[("arg", &arg), ("other", &other)])
            }
        }
        _ => words.get("cli.bad_other").to_owned(),
    };
    wrong(&sentence, words)
}

fn wrong(sentence: &str, words: &Words) -> Told {
    Told { text: format!("{sentence}\n{}\n", words.get("cli.more")), code: 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Wish, Told> {
        let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        parse(&args, &Words::load(language(&args).unwrap_or_default()))
    }

    #[test]
    fn globals_stand_before_or_after() {
        let before = read("thidua --db a.db --period 2021-Q2 --lang en check --json").unwrap();
        let after = read("thidua check --json --lang=en --db a.db --period 2021-q2").unwrap();
        assert_eq!(before, after);
        assert_eq!(before.db, Some(PathBuf::from("a.db")));
        assert_eq!(before.period, Some(PeriodKey::quarter(2021, 2)));
        assert_eq!(before.errand, Errand::Check { json: true, mend: false });
        assert_eq!(read("thidua").unwrap().errand, Errand::Screens);
    }

    #[test]
    fn export_is_read_whole() {
        let wish =
            read("thidua export --period 2021-Q2 --format docx,md,docx --final --force --out ra").unwrap();
        assert_eq!(
            wish.errand,
            Errand::Export {
                period: PeriodKey::quarter(2021, 2),
                papers: vec![Paper::Report],
                unit: None,
                ordinal: None,
                formats: vec![Format::Docx, Format::Md],
                draft: Some(false),
                force: true,
                out: PathBuf::from("ra"),
            }
        );
    }

    #[test]
    fn wrong_usage_is_two_in_both_languages() {
        for (line, vi, en) in [
            ("thidua --nope", "Không có tùy chọn “--nope”.", "There is no option “--nope”."),
            ("thidua nope", "Không có lệnh “nope”.", "There is no command “nope”."),
            ("thidua --db", "Thiếu giá trị sau --db <TỆP>.", "A value is missing after --db <FILE>."),
            (
                "thidua --period 2021",
                "“2021” không dùng được cho --period <KỲ>.",
                "“2021” cannot be used for --period <PERIOD>.",
            ),
            ("thidua export --period 2021-Q2", "Thiếu --out <THƯ-MỤC>.", "--out <FOLDER> is missing."),
            ("thidua export --out x", "Thiếu --period.", "--period is missing."),
            ("thidua backup", "Thiếu <TỆP>.", "<FILE> is missing."),
            (
                "thidua export --out x --period 2021-Q2 --draft --final",
                "Không dùng --draft cùng với --final.",
                "--draft cannot be used together with --final.",
            ),
            (
                "thidua --db a --db b",
                "--db <TỆP> chỉ ghi được một lần.",
                "--db <FILE> can be given only once.",
            ),
            (
                "thidua export --out x --period 2021-Q2 --format doc",
                "“doc” không dùng được cho --format <DẠNG>. Chọn trong: docx, xlsx, md, csv, json.",
                "“doc” cannot be used for --format <FORMATS>. Choose from: docx, xlsx, md, csv, json.",
            ),
            (
                "thidua export --out x --period 2021-Q2 --paper result,bienban",
                "“bienban” không dùng được cho --paper <VĂN-BẢN>. Chọn trong: report, result, scores, why, adjustment.",
                "“bienban” cannot be used for --paper <PAPERS>. Choose from: report, result, scores, why, adjustment.",
            ),
            (
                "thidua export --out x --period 2021-Q2 --unit PV01",
                "--unit chỉ dùng với --paper why.",
                "--unit goes with --paper why only.",
            ),
            (
                "thidua export --out x --period 2021-Q2 --paper report,result --adjustment 0",
                "--adjustment không dùng với --paper report: báo cáo chỉ in theo kết quả hiện nay.",
                "--adjustment does not go with --paper report, which is printed as the period is now.",
            ),
        ] {
            let told = read(line).unwrap_err();
            assert_eq!(told.code, 2);
            assert!(told.text.starts_with(vi), "{line}: {}", told.text);
            let told = read(&line.replacen("thidua", "thidua --lang en", 1)).unwrap_err();
            assert!(told.text.starts_with(en), "{line}: {}", told.text);
            assert_eq!(told.text.lines().count(), 2, "{}", told.text);
        }
        assert!(read("thidua --lang fr").unwrap_err().text.starts_with("“fr” không dùng được"));
    }

    #[test]
    fn help_speaks_one_language_at_a_time() {
        for line in [
            "thidua --help",
            "thidua export --help",
            "thidua check -h",
            "thidua demo --help",
            "thidua backup -h",
            "thidua restore --help",
        ] {
            let vi = read(line).unwrap_err();
            assert_eq!(vi.code, 0);
            for clap in ["Usage", "Options", "Print", "possible", "default"] {
                assert!(!vi.text.contains(clap), "{line}: {}", vi.text);
            }
            assert!(vi.text.contains("Cách dùng: thidua "), "{}", vi.text);
            let en = read(&format!("{line} --lang en")).unwrap_err();
            assert!(en.text.contains("Usage: thidua "), "{}", en.text);
        }
        assert_eq!(
            read("thidua --version").unwrap_err().text,
            format!("thidua {}\n", env!("CARGO_PKG_VERSION"))
        );
    }
}
