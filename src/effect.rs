//! What a room may ask to have done, as data. Rooms and overlays return these; `app` and `shell` carry them out.
use crate::core::act::Act;
use crate::core::find::Whose;
use crate::core::guard::Stands;
use crate::core::period::PeriodKey;
use crate::core::prefs::Prefs;
use crate::core::problem::Problem;
use crate::core::register::Setup;
use crate::core::score::ScoreTable;
use crate::core::summary::Paper;
use crate::core::unit::UnitId;
use crate::core::words::Lang;
use std::path::PathBuf;

/// The rooms, in the order of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Room {
    /// 1 Tổng quan
    Overview,
    /// 2 Thành tích
    Achievements,
    /// 3 Phong trào
    Movement,
    /// 4 Chấm điểm
    Scores,
    /// 5 Xếp hạng
    Standings,
    /// 6 Xếp loại
    Classification,
    /// 7 Hội nghị
    Meeting,
    /// 8 Văn bản
    Papers,
    /// 9 Đơn vị
    Units,
    /// 0 Thiết lập
    Settings,
}

impl Room {
    /// All rooms in order.
    pub const ALL: [Room; 10] = [
        Room::Overview,
        Room::Achievements,
        Room::Movement,
        Room::Scores,
        Room::Standings,
        Room::Classification,
        Room::Meeting,
        Room::Papers,
        Room::Units,
        Room::Settings,
    ];
    /// The digit that opens it: `1` … `9`, `0`.
    pub fn digit(self) -> char {
        match self {
            Room::Overview => '1',
            Room::Achievements => '2',
            Room::Movement => '3',
            Room::Scores => '4',
            Room::Standings => '5',
            Room::Classification => '6',
            Room::Meeting => '7',
            Room::Papers => '8',
            Room::Units => '9',
            Room::Settings => '0',
        }
    }
    /// Words key of its name.
    pub fn word(self) -> &'static str {
        match self {
            Room::Overview => "room.overview",
            Room::Achievements => "room.achievements",
            Room::Movement => "room.movement",
            Room::Scores => "room.scores",
            Room::Standings => "room.standings",
            Room::Classification => "room.classification",
            Room::Meeting => "room.meeting",
            Room::Papers => "room.papers",
            Room::Units => "room.units",
            Room::Settings => "room.settings",
        }
    }
}

/// A place to go to: a room, and what to select or open there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// room
    pub room: Room,
    /// what there; rooms ignore what they do not know
    pub spot: Spot,
}

impl Place {
    /// A paper in room 8, its usual copy: of the result that of now, of the adjustments the last one.
    pub fn paper(paper: Paper) -> Self {
        let at = Paper::ALL.iter().position(|p| *p == paper).unwrap_or(0);
        Self { room: Room::Papers, spot: Spot::Part(at) }
    }
}

/// What to select or open in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// as it was left
    AsLeft,
    /// a unit (its sheet, its row, its page)
    Unit(i64),
    /// a criterion on the sheet of a unit
    Leaf(i64, i64),
    /// the page of a unit over all periods, opened
    Page(i64),
    /// what stands against a unit and its people, opened
    Flags(i64),
    /// the vote on the tie a unit stands in, opened
    Vote(i64),
    /// the paper of the adjustment of that number
    Adjustment(u32),
    /// a decision, opened
    Decision(i64),
    /// an achievement, opened
    Achievement(i64),
    /// a proposal, opened
    Proposal(i64),
    /// the first matter that needs doing here
    Next,
    /// a form for a new thing
    New,
    /// a tab or part by its number
    Part(usize),
}

/// File formats of the papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Word
    Docx,
    /// Excel
    Xlsx,
    /// Markdown
    Md,
    /// comma files, one a table
    Csv,
    /// json
    Json,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 5] = [Format::Docx, Format::Xlsx, Format::Md, Format::Csv, Format::Json];
    /// File ending, and its name on the command line.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Xlsx => "xlsx",
            Format::Md => "md",
            Format::Csv => "csv",
            Format::Json => "json",
        }
    }
}

/// Long work that is not an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// Write papers of a period.
    Export {
        /// period
        period: PeriodKey,
        /// which
        papers: Vec<Paper>,
        /// of the papers there is one a unit of: of this unit alone
        unit: Option<UnitId>,
        /// of the adjustments the nth alone, and the result as it stood after it (0: as approved)
        ordinal: Option<u32>,
        /// formats
        formats: Vec<Format>,
        /// `Some(true)` draft, `Some(false)` final, `None`: each by its state
        draft: Option<bool>,
        /// folder; `None`: `VanBan/` beside the register
        folder: Option<PathBuf>,
        /// overwrite what is there
        force: bool,
    },
    /// Make a new register and open it.
    Create {
        /// answers of the set-up
        setup: Setup,
        /// where
        path: PathBuf,
    },
    /// Open the sample in a temporary folder.
    Sample,
    /// Copy the register into this folder, under a name with the time and the last act.
    Backup {
        /// where
        folder: PathBuf,
        /// make the folder where only the one above it is there
        make: bool,
    },
    /// Open another register in the place of this one, which is closed.
    Open {
        /// its file
        file: PathBuf,
    },
    /// Move the register into this folder and go on there; what it was is kept under a name out of use.
    Move {
        /// where
        folder: PathBuf,
    },
    /// Put a copy in the place of the register, which is kept under a name of its own, and go on there.
    Restore {
        /// the copy
        file: PathBuf,
    },
    /// Read a score table from a file; room 0 hears of it (`screen::given`).
    ReadTable {
        /// its file
        file: PathBuf,
        /// the language its words are shown in
        lang: Lang,
    },
    /// Write a score table to files.
    WriteTable {
        /// the table
        table: Box<ScoreTable>,
        /// endings of the formats: `xlsx`, `toml`
        endings: Vec<&'static str>,
        /// folder; `None`: that of the papers, beside the register
        folder: Option<PathBuf>,
        /// overwrite what is there
        force: bool,
        /// the language its words are written in
        lang: Lang,
    },
    /// The daily copy beside the register, where one is due. Nobody waits for it.
    Daily,
    /// Look the whole register through: pages, rows against the journal, what is derived.
    Check,
    /// Make anew what is derived from the rows: the index of Find, the counts kept of periods.
    Mend,
    /// Keep the sample: copy it to this place and go on there.
    Keep {
        /// where
        path: PathBuf,
    },
}

/// A question laid over the room; the answer comes back to the room as `Msg::Answer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Yes or no: only lock, approval, overwrite, leaving a changed form, and quitting a changed sample ask.
    Confirm {
        /// handed back with the answer
        id: &'static str,
        /// words key of the title
        title: &'static str,
        /// what will happen
        text: Problem,
        /// words key of the yes ("Khóa sổ")
        yes: &'static str,
        /// words key of the no
        no: &'static str,
    },
    /// A line of text with reasons used before.
    Reason {
        /// handed back with the answer
        id: &'static str,
        /// title, already said (may hold names)
        title: String,
        /// explanation lines, already said
        lines: Vec<String>,
        /// text to start with
        text: String,
        /// reasons used before
        used: Vec<String>,
        /// papers it speaks of: a key away, and back
        papers: Vec<Stands>,
    },
    /// Choose one of a list.
    Pick {
        /// handed back with the answer
        id: &'static str,
        /// title, already said
        title: String,
        /// label and, at the right, a note
        items: Vec<(String, String)>,
        /// where to start
        at: usize,
        /// a digit takes its choice at once: in every list of things to choose from. Where a choice loses what was typed,
        /// or settles what cannot be seen again, it moves there, and Enter takes it
        quick: bool,
    },
    /// Matters in the way; Enter goes to one.
    Matters {
        /// title, already said
        title: String,
        /// line and where it is mended
        items: Vec<(String, Place)>,
    },
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// yes to a Confirm
    Yes,
    /// no, or Esc
    No,
    /// the text of a Reason
    Text(String),
    /// index of a Pick
    Picked(usize),
}

/// What a room may have laid over itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// copies of the register
    Copies,
    /// the register's own file
    File,
    /// the journal
    Journal,
    /// the choice of a period
    Periods,
    /// the page of a unit, person or collective over all periods
    Page(Whose),
}

/// What a room may ask to have done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// write; the room hears `Msg::Done` or `Msg::Refused`
    Act(Act),
    /// take back the last act
    Undo,
    /// do it again
    Redo,
    /// long work
    Job(Job),
    /// go somewhere
    Go(Place),
    /// go somewhere in another period
    GoIn(PeriodKey, Place),
    /// lay a question over the room
    Ask(Question),
    /// say something in the detail line until the next key
    Say(Problem),
    /// speak another language from now on
    Lang(Lang),
    /// lay this over the room
    Lay(Over),
    /// colours and signs of this machine
    Look {
        /// what they shall be
        prefs: Prefs,
        /// remembered for the next start; else only tried
        keep: bool,
    },
    /// write a file of keys to change
    WriteKeys,
    /// read the file of the user's own keys again
    ReadKeys,
    /// end the program
    Quit,
}
