//! Every screen as text, and the laws all of them keep. The list of screens is a table: a new screen is a new row.
mod frame;
mod gallery;
mod paint;

use crate::common::{Book, Driver};
use thidua::core::prefs::Prefs;
use thidua::core::words::Lang;

/// One screen: its name, the register it stands on, and the keys that lead to it. Where a key sequence is typed text
/// in the language of the screen, both stand as `{Vietnamese|English}`.
pub struct Screen {
    pub name: &'static str,
    pub book: Book,
    pub keys: &'static str,
    /// what is pasted after them
    pub paste: &'static str,
}

const fn demo(name: &'static str, keys: &'static str) -> Screen {
    Screen { name, book: Book::Demo, keys, paste: "" }
}

const fn new(name: &'static str, keys: &'static str) -> Screen {
    Screen { name, book: Book::New, keys, paste: "" }
}

const fn first(name: &'static str, keys: &'static str) -> Screen {
    Screen { name, book: Book::First, keys, paste: "" }
}

/// A list as offices send it, two of its rows doubtful.
const LIST: &str = "DANH SÁCH KHEN THƯỞNG\nSTT\tCấp bậc, họ tên\tChức vụ\tĐơn vị\tGhi chú\n(1)\t(2)\t(3)\t(4)\t(5)\n\
    I\tTập thể\n1\tĐội Tham mưu tổng hợp\t\tPV01\t\nII\tCá nhân\n1\tThiếu tá Nguyễn Văn Ấn\tPhó đội trưởng\tPX03\t\n\
    2\tĐại úy Phan Đức Lợi\tCán bộ\tPX99\tđột xuất\n3\tTrung úy Bùi Thị Thanh Hà\tCán bộ\tHậu cần\t\n\
    Tổng cộng: 04\n\t\tGIÁM ĐỐC\n";

/// The rooms, in the order of their digits.
pub const ROOMS: &[Screen] = &[
    demo("overview", "<M-1>"),
    demo("achievements", "<M-2>"),
    demo("movement", "<M-3>"),
    demo("scores", "<M-4>"),
    demo("standings", "<M-5>"),
    demo("classification", "<M-6>"),
    demo("meeting", "<M-7>"),
    demo("papers", "<M-8>"),
    demo("papers-why", "<M-8><Down><Down><Down><Right>"),
    demo("papers-none", "<M-8><Down><Down><Down><Down>"),
    demo("units", "<M-9>"),
    demo("settings", "<M-0>"),
];

/// The answers of the set-up's third question.
macro_rules! cluster {
    () => {
        "<C-a>Cụm thi đua số 4<CR><C-a>Công an tỉnh Hồng Lam<CR><C-a>Nguyễn Thị Ấn<CR>"
    };
}

/// Units as people write them, one of them twice.
macro_rules! units {
    () => {
        "1. Phòng Tham mưu (PV01)<CR>PX01  Phòng Tổ chức cán bộ<CR>3. Phòng Hậu cần - PH10<CR>\
         Bệnh viện Công an tỉnh<CR>Phòng Tham mưu<CR>Thanh tra PX05"
    };
}

/// What opens in them and over them.
pub const PAGES: &[Screen] = &[
    demo("room-bar", "<Esc>"),
    demo("decision", "<M-2><Down><CR>"),
    demo("decision-new", "<M-2><C-n>1790/QĐ-CAT<CR>20/6<C-n>Đại úy Lê An<Tab>Cán bộ<Tab>px"),
    Screen { paste: LIST, ..demo("pasted-list", "<M-2><C-n>1790/QĐ-CAT<CR>20/6<C-n>") },
    demo("count", "<M-2><C-k>{số lượng|numbers of}<CR><CR><CR><CR><CR>bo ubnd<CR>bang khen<C-n>2<CR>4"),
    demo("achievement-list", "<M-2><Tab>"),
    demo("achievement", "<M-2><Tab><CR>"),
    demo("proposals", "<M-2><BTab>"),
    demo("proposal", "<M-2><BTab><CR>"),
    demo("proposal-decided", "<M-2><BTab><Down><Down><CR>"),
    demo("proposal-new", "<M-2><BTab><C-n>31/TTr-PX03<CR>29/6<C-n>Đại úy Lê An<Tab>Cán bộ<Tab>px"),
    demo("proposal-answer", "<M-2><BTab><CR><CR>1790/QĐ-CAT<CR>30/6"),
    demo("overdue", "<M-2><Tab><C-k>{quá hạn|overdue}<CR>"),
    demo(
        "guard",
        "<M-2><C-n>1790/QĐ-CAT<CR>20/6<CR><CR><CR>Bảo vệ bầu cử<C-n>Nguyễn Văn Ấn<Tab><Tab>px03<CR><Up>",
    ),
    new("empty-proposals", "<M-2><BTab>"),
    demo("filter", "<M-2>/thong bao"),
    demo("campaign", "<M-3><CR>"),
    demo("score-cell", "<M-4><Down>250"),
    demo("matrix", "<M-4><F6>"),
    demo("returns", "<M-4><F6><F6><C-n>"),
    demo("explanation", "<M-4><Right><CR>{Đã gửi lại báo cáo|The report was sent again}"),
    demo("why", "<M-5><Down><Down><Down><CR>"),
    demo("trial", "<M-5><C-Left><F3><Down><CR><CR><CR>100<CR>"),
    demo("periods-ranks", "<M-5><F6>"),
    demo("periods-bars", "<M-5><F6><Tab><Tab><Tab>"),
    demo("adjustment", "<M-6><C-Left><F7><C-n><CR>px01<CR><CR>100<CR><Down>"),
    demo("adjustment-new", "<M-6><C-Left><F7>"),
    demo("adjustment-paper", "<M-6><C-Left><F7><C-n><CR>px01<CR><CR>100<CR><F2>Kết luận kiểm tra"),
    demo("level-choice", "<M-6><Down><CR>"),
    demo("reason", "<M-6><CR><Down><CR>"),
    new("matters", "<M-6><C-k>{khoa so|lock the}<CR>"),
    demo("approval", "<M-6><C-k>{ghi van ban|record the app}<CR>"),
    demo("locked", "<M-6><C-Left><CR>"),
    demo("vote", "<M-6><Down><F4>"),
    new("empty-votes", "<M-6><F4>"),
    demo("meeting-form", "<M-7><F2>"),
    demo("paper-texts", "<M-8><F2>"),
    demo("export", "<M-8><C-s>"),
    demo("unit", "<M-9><CR>"),
    demo("unit-form", "<M-9><C-n>"),
    demo("letterhead", "<M-0><CR>"),
    demo("journal", "<M-2><F12>"),
    demo("act", "<M-2><F12><Down><CR>"),
    demo("copies", "<M-1><C-k>{sao luu khoi|copies of}<CR>"),
    demo("file", "<M-1><C-k>{mo so khac|open another}<CR>"),
    demo("settings-names", "<M-0><Down><CR>"),
    demo("settings-scoring", "<M-0><Down><Down>"),
    demo("settings-levels", "<M-0><Down><Down><Down><CR>"),
    demo("settings-level-set", "<M-0><Down><Down><Down><CR><C-n><CR>"),
    demo("settings-knockouts", "<M-0><Down><Down><Down><Down><CR>"),
    new("settings-knockout-set", "<M-0><Down><Down><Down><Down><CR><CR>"),
    demo("settings-tables", "<M-0><Down><Down><Down><Down><Down><CR>"),
    demo("settings-table", "<M-0><Down><Down><Down><Down><Down><CR><C-d><End><CR><Down>"),
    demo("settings-table-large", "<M-0><Down><Down><Down><Down><Down><CR><Down><CR><Down><Down><Down>"),
    demo(
        "settings-table-wrong",
        "<M-0><Down><Down><Down><Down><Down><CR><C-d><End><CR><Down><Right><Right><Right>150<CR><C-s>",
    ),
    demo("settings-forms", "<M-0><Down><Down><Down><Down><Down><Down><CR><Down><Down>"),
    demo("settings-form", "<M-0><Down><Down><Down><Down><Down><Down><CR><Down><Down><CR>"),
    demo("settings-authorities", "<M-0><Down><Down><Down><Down><Down><Down><Down><CR><Down>"),
    demo("settings-terms", "<M-0><Down><Down><Down><Down><Down><Down><Down><Down><CR>"),
    demo("settings-display", "<M-0><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><CR>"),
    demo("settings-keys", "<M-0><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><CR>"),
    demo("settings-file", "<M-0><End><Up>"),
    demo("help", "<M-4><F1>"),
    demo("commands", "<M-6><C-k>"),
    demo("periods", "<F8>"),
    demo("half-year", "<M-1><F8><End><CR>"),
    demo("half-year-standings", "<M-5><F8><End><CR>"),
    demo("year-titles", "<M-6><F8><End><Up><Up><CR>"),
    demo("find-empty", "<C-f>"),
    demo("find", "<C-f>nguyen"),
    demo("find-filter", "<C-f>bau cu<Tab>"),
    demo("find-person", "<C-f>nguyen hoai nam<CR>"),
    demo("find-none", "<C-f>khong co ai<Tab>px<CR>"),
    new("empty-overview", "<M-1>"),
    new("empty-achievements", "<M-2>"),
    new("empty-movement", "<M-3>"),
    new("empty-scores", "<M-4>"),
    new("empty-standings", "<M-5>"),
    new("empty-classification", "<M-6>"),
    new("empty-meeting", "<M-7>"),
    first("first-1-begin", ""),
    first("first-2-signs", "<CR>"),
    first("first-3-place", "<CR><CR>"),
    first("first-4-names", "<CR><CR><CR>"),
    first("first-5-units", concat!("<CR><CR><CR>", cluster!(), units!())),
    first("first-6-roles", concat!("<CR><CR><CR>", cluster!(), units!(), "<C-s>")),
    first("first-7-period", concat!("<CR><CR><CR>", cluster!(), units!(), "<C-s><CR><CR>")),
    first("first-8-scoring", concat!("<CR><CR><CR>", cluster!(), units!(), "<C-s><CR><CR><CR><CR><CR>")),
];

/// What a screen stands for in one language: `{Vietnamese|English}` becomes one of the two.
pub fn spoken(keys: &str, lang: Lang) -> String {
    let mut out = String::new();
    let mut rest = keys;
    while let Some((before, after)) = rest.split_once('{') {
        let (choice, tail) = after.split_once('}').unwrap();
        let (vi, en) = choice.split_once('|').unwrap();
        out.push_str(before);
        out.push_str(if lang == Lang::Vi { vi } else { en });
        rest = tail;
    }
    out + rest
}

/// The screen, reached by its keys.
pub fn reach(screen: &Screen, (width, height): (u16, u16), lang: Lang, mono: bool) -> Driver {
    let mut driver = Driver::posed(screen.book, mono).size(width, height);
    if lang == Lang::En {
        driver.keys("<F9>");
    }
    driver.keys(&spoken(screen.keys, lang));
    if !screen.paste.is_empty() {
        driver.paste(screen.paste);
    }
    driver
}

/// The same on a machine that shows plain signs.
pub fn reach_plain(screen: &Screen, (width, height): (u16, u16), lang: Lang) -> Driver {
    let prefs = Prefs { plain: Some(true), ..Prefs::default() };
    let mut driver = Driver::posed_as(screen.book, prefs).size(width, height);
    if lang == Lang::En {
        driver.keys("<F9>");
    }
    // beyond the question of the set-up plain signs are what is answered to it
    let beyond = screen.book == Book::First && screen.keys.starts_with("<CR><CR>");
    let keys = if beyond { screen.keys.replacen("<CR>", "<CR><Right>", 1) } else { screen.keys.to_owned() };
    driver.keys(&spoken(&keys, lang));
    driver
}

/// `overview-120x40-vi`.
pub fn file(name: &str, (width, height): (u16, u16), lang: Lang) -> String {
    format!("{name}-{width}x{height}-{}", if lang == Lang::Vi { "vi" } else { "en" })
}
