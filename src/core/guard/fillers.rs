//! Words of the field that tell nothing of which act it was, as data: folded (no accents, small letters), as the comparison
//! sees them. A word that means something else once its accents are gone stands here only where losing it costs nothing.

/// Words that frame an act: grammar, and what every reason says (`bị`, `được`, `trong`, `về việc`, `thành tích`, `xuất sắc` …).
pub(super) const FRAME: &[&str] = &[
    "bi", "bieu", "ca", "cac", "cho", "co", "cong", "cua", "da", "den", "dot", "duoc", "khen", "khi", "la",
    "lap", "nham", "nhan", "nhung", "o", "sac", "tac", "tai", "tap", "thanh", "the", "theo", "thuong",
    "tich", "trong", "tren", "tu", "tuong", "va", "vao", "ve", "viec", "voi", "xuat", "duong", "guong",
    "nguoi", "tot",
];

/// The same in several words, none of which may be left out alone: `dũng` is told from `đúng` only by `cảm`.
pub(super) const PHRASES: &[&[&str]] = &[
    &["dung", "cam"],
    &["hanh", "dong"],
    &["khong", "quan", "nguy", "hiem"],
    &["kip", "thoi"],
    &["mot", "cach"],
    &["muu", "tri"],
    &["nghia", "cu"],
    &["nhanh", "chong"],
    &["phong", "trao"],
    &["quen", "minh"],
    &["quyet", "liet"],
    &["thi", "dua"],
    &["tich", "cuc"],
    &["tinh", "than"],
];

/// Number words from one to nine, with the other spellings of some; `mươi` and `chục` are the tens.
pub(super) const ONES: &[(&str, u32)] = &[
    ("mot", 1),
    ("hai", 2),
    ("ba", 3),
    ("bon", 4),
    ("nam", 5),
    ("sau", 6),
    ("bay", 7),
    ("tam", 8),
    ("chin", 9),
];
/// Ones as they are said behind a ten alone: `hai mươi tư`, `mười lăm`.
pub(super) const BEHIND_TEN: &[(&str, u32)] = &[("tu", 4), ("lam", 5), ("nham", 5)];

/// What is counted in reasons, by its first word: a number word in front of one is a figure (`ba đối tượng`). Elsewhere it may
/// be another word (`bà`, `nam`, `sau`), and is not held against a text that lacks it.
pub(super) const COUNTED: &[&str] = &[
    "banh", "bi", "can", "chau", "chiec", "chuyen", "con", "cu", "doi", "dua", "em", "gam", "ha", "ho",
    "hop", "ke", "khau", "kg", "kilogam", "lit", "nan", "nghi", "ngu", "nguoi", "nhom", "phu", "qua", "tan",
    "tau", "ten", "tre", "vien", "vu", "xe",
];
/// A number word that is more often something else, even there: `nam đối tượng`, `nam thanh niên`.
pub(super) const NEVER_FIRM: &str = "nam";

/// Units of measure that are written onto their figure: `2kg`.
pub(super) const UNITS: &[&str] = &["g", "ha", "kg", "km", "l", "m", "tr"];

/// Parts of the day and the like, which go with the date they stand before.
pub(super) const TIMES: &[&str] =
    &["chieu", "dem", "hoi", "khuya", "luc", "ngay", "rang", "sang", "toi", "trua", "vao"];
