//! What one piece of a pasted list says: a rank, a person, a collective, a post, a unit, a number. It looks at the words
//! alone; what stands around the piece is weighed in `row`.
use crate::core::award::{Basis, RecipientKind};
use crate::core::locate::{Found, Names, Sure};
use crate::core::{number, person, reading, text};

/// A count as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    /// `None`: many
    pub(super) n: Option<i64>,
    pub(super) kind: Option<RecipientKind>,
    pub(super) basis: Option<Basis>,
}

/// A piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// nothing: a title alone (`Đ/c:`), a label (`Đơn vị:`)
    Nothing,
    Kind(RecipientKind),
    Rank(&'static str),
    Person {
        rank: Option<&'static str>,
        name: String,
    },
    Collective {
        name: String,
        unit: Option<Found>,
    },
    Post {
        post: String,
        unit: Option<Found>,
    },
    Unit(Found),
    /// the whole cluster
    Whole,
    /// written like a code of a unit, and none of ours
    Strange(String),
    Count(Count),
    /// a bare number
    Number(i64),
    Other(String),
}

/// First words of a post.
const POSTS: [&str; 48] = [
    "trưởng",
    "phó",
    "đội trưởng",
    "đội phó",
    "tổ trưởng",
    "tổ phó",
    "cán bộ",
    "chiến sĩ",
    "chiến sỹ",
    "giám đốc",
    "chánh",
    "bí thư",
    "ủy viên",
    "nhân viên",
    "lái xe",
    "điều tra viên",
    "trinh sát",
    "chỉ huy",
    "chính trị viên",
    "kiểm soát viên",
    "học viên",
    "giáo viên",
    "giảng viên",
    "y sĩ",
    "y sỹ",
    "bác sĩ",
    "bác sỹ",
    "kế toán",
    "văn thư",
    "thư ký",
    "cảnh sát",
    "công nhân",
    "hiệu trưởng",
    "thủ trưởng",
    "trực ban",
    "quản giáo",
    "trung đội trưởng",
    "đại đội trưởng",
    "tiểu đội trưởng",
    "trạm trưởng",
    "nguyên",
    "quyền",
    "trợ lý",
    "chuyên viên",
    "kiểm tra viên",
    "giám thị",
    "thanh tra viên",
    "cbcs",
];
/// Short forms of posts, alone.
const SHORT_POSTS: [&str; 10] = ["cb", "cs", "đt", "pđt", "tp", "ptp", "đtv", "tt đội", "đội tr", "p.đt"];
/// First words of a collective.
const COLLECTIVES: [&str; 34] = [
    "đội",
    "tổ",
    "phòng",
    "công an",
    "ban",
    "trạm",
    "tiểu đội",
    "trung đội",
    "đại đội",
    "tiểu đoàn",
    "trung đoàn",
    "chi bộ",
    "chi đoàn",
    "chi hội",
    "đảng bộ",
    "đảng ủy",
    "đoàn",
    "hội",
    "trại",
    "đồn",
    "tập thể",
    "văn phòng",
    "trung tâm",
    "bệnh viện",
    "bệnh xá",
    "cụm",
    "nhóm",
    "lực lượng",
    "thanh tra",
    "khoa",
    "cơ quan",
    "cán bộ, chiến sĩ",
    "cán bộ, chiến sỹ",
    "trường",
];
/// Family names that are first words of collectives too: told apart by the word behind them.
const FAMILIES: [&str; 6] = ["đoàn", "ban", "khoa", "trường", "hội", "cụm"];
/// Family names, folded: a text in small letters is a person's only with one of them.
const FAMILY: [&str; 62] = [
    "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo",
    "duong", "ly", "dinh", "mai", "trinh", "dao", "doan", "luong", "cao", "chu", "ha", "ta", "kieu", "luu",
    "thai", "to", "quach", "ninh", "ma", "nong", "lo", "vi", "vang", "giang", "sung", "ksor", "lam",
    "truong", "phung", "ton", "tang", "dam", "quang", "cu", "phi", "la", "hua", "trieu", "be", "lu", "ung",
    "y", "siu", "ro", "kpa", "van", "thach", "son",
];
/// Words that may stand around a kind without saying more.
const FILLERS: [&str; 30] = [
    "cac", "danh", "sach", "doi", "voi", "ve", "duoc", "khen", "thuong", "bieu", "duong", "de", "nghi",
    "thuoc", "gom", "co", "dong", "chi", "luot", "nguoi", "so", "tang", "giay", "bang", "cho", "nhung", "va",
    "khoi", "la", "phan",
];

/// Does the text behind a number count (`31 lượt`, `10 tập thể`)?
pub(super) fn counting(rest: &str) -> bool {
    counted(rest).is_some()
}

/// Kind and basis of the words behind a number, where they say nothing else; at least one of them must count.
fn counted(rest: &str) -> Option<(Option<RecipientKind>, Option<Basis>)> {
    let folded = text::fold(&rest.replace(['/', '.'], " "));
    let (mut kind, mut basis, mut any) = (None, None, false);
    let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    for (n, word) in words.iter().enumerate() {
        let next = words.get(n + 1);
        match *word {
            "luot" => (basis, any) = (Some(Basis::Turns), true),
            "tt" => (kind, any) = (Some(RecipientKind::Collective), true),
            "tap" if next == Some(&"the") => {
                (kind, any) = (Some(RecipientKind::Collective), true);
            }
            "cn" | "nguoi" | "dc" => (kind, any) = (Some(RecipientKind::Individual), true),
            one if matches!((one, next), ("ca", Some(&"nhan")) | ("dong", Some(&"chi"))) => {
                (kind, any) = (Some(RecipientKind::Individual), true);
            }
            "the" | "nhan" | "chi" | "duoc" | "khen" | "thuong" | "bieu" | "duong" | "d" | "c" => {}
            _ => return None,
        }
    }
    any.then_some((kind, basis))
}

/// `31 lượt`, `10 tập thể`, `1.970 lượt cá nhân`, `nhiều lượt`, `? tập thể`.
pub(super) fn count(text: &str) -> Option<Count> {
    let clean = text::line(text);
    let digits = clean.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(clean.len());
    let (head, rest) = clean.split_at_checked(digits)?;
    let head = head.trim_end_matches('.');
    let (n, rest) = if head.is_empty() {
        let rest = clean.strip_prefix('?').or_else(|| strip_word(&clean, "nhiều"))?;
        (None, rest)
    } else {
        (Some(number(head)?), rest)
    };
    let (kind, basis) = counted(rest)?;
    Some(Count { n, kind, basis })
}

/// A bare number; leading zeros are how papers write it.
pub(super) fn number(text: &str) -> Option<i64> {
    let clean = text::line(text);
    let sound = clean.chars().all(|c| c.is_ascii_digit() || c == '.')
        && clean.starts_with(|c: char| c.is_ascii_digit());
    let bare = clean.trim_start_matches('0');
    let bare = if bare.is_empty() { "0" } else { bare };
    sound.then(|| number::parse_count(bare).ok()).flatten()
}

/// The kind a piece names by itself.
pub(super) fn kind(text: &str) -> Option<RecipientKind> {
    match text::fold(text).trim_matches([':', '.', ' ']) {
        "tt" | "tap the" => Some(RecipientKind::Collective),
        "cn" | "ca nhan" => Some(RecipientKind::Individual),
        _ => None,
    }
}

/// The kind a heading names among words that say nothing (`Danh sách các tập thể được khen thưởng`); both or none: `None`.
pub(super) fn heading(text: &str) -> Option<RecipientKind> {
    let folded: String = text::fold(text).chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect();
    let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    let pair = |a: &str, b: &str| words.windows(2).any(|w| w == [a, b]);
    let (collective, individual) = (pair("tap", "the"), pair("ca", "nhan"));
    let known = |w: &&str| FILLERS.contains(w) || matches!(*w, "tap" | "the" | "ca" | "nhan");
    if collective == individual || !words.iter().all(known) {
        return None;
    }
    Some(if collective { RecipientKind::Collective } else { RecipientKind::Individual })
}

/// What the piece says.
pub(super) fn piece(raw: &str, names: &Names) -> Piece {
    let clean = text::line(raw.trim_matches([' ', '.', ':', '"', '*']));
    let (title, bare) = titled(&clean);
    if bare.is_empty()
        || matches!(
            text::fold(bare).as_str(),
            "don vi" | "chuc vu" | "cap bac" | "ho ten" | "ho va ten" | "ten"
        )
    {
        return Piece::Nothing;
    }
    if let Some(kind) = kind(bare) {
        return Piece::Kind(kind);
    }
    if let Some(count) = count(bare) {
        return Piece::Count(count);
    }
    if let Some(n) = number(bare) {
        return Piece::Number(n);
    }
    if let (Some(rank), name) = person::split_rank(bare) {
        return if name.is_empty() { Piece::Rank(rank) } else { Piece::Person { rank: Some(rank), name } };
    }
    if text::fold(bare).starts_with("toan cum") || text::fold(bare).starts_with("toan khoi") {
        return Piece::Whole;
    }
    let found = names.said(bare);
    if let Some(found) = found.clone().filter(|f| f.sure == Sure::Whole) {
        return Piece::Unit(found);
    }
    let lower = bare.to_lowercase();
    if title && person_like(bare, true) {
        return Piece::Person { rank: None, name: bare.to_owned() };
    }
    if opens(&lower, &COLLECTIVES)
        && !is_family(bare)
        && !lower.starts_with("đội trưởng")
        && !lower.starts_with("tổ trưởng")
        && !lower.starts_with("đội phó")
        && !lower.starts_with("tổ phó")
    {
        return Piece::Collective { name: bare.to_owned(), unit: found };
    }
    if opens(&lower, &POSTS) || SHORT_POSTS.iter().any(|p| text::same_key(p) == text::same_key(bare)) {
        return Piece::Post { post: bare.to_owned(), unit: found };
    }
    if reading::is_code(bare) {
        return Piece::Strange(bare.to_owned());
    }
    if person_like(bare, title) {
        return Piece::Person { rank: None, name: bare.to_owned() };
    }
    Piece::Other(bare.to_owned())
}

/// Strips `Đ/c`, and `ông`, `bà` before a family name (they can be names themselves): was there one?
fn titled(text: &str) -> (bool, &str) {
    let mut rest = text;
    let mut any = false;
    let comrade = ["đồng chí", "đ/chí", "đ/c", "đ.c", "đc"];
    while let Some(after) = comrade.iter().find_map(|t| strip_word(rest, t)) {
        rest = after.trim_start_matches([' ', ':', '.', '/', '-']);
        any = true;
    }
    let polite =
        ["ông", "bà", "anh", "chị", "cô"].iter().find_map(|t| strip_word(rest, t)?.strip_prefix(' '));
    match polite {
        Some(name) if family_first(name) => (true, name),
        _ => (any, rest),
    }
}

/// At least two words, the first a family name that is no middle name.
fn family_first(name: &str) -> bool {
    let mut words = name.split(' ');
    let first = words.next().map(text::fold).unwrap_or_default();
    words.next().is_some() && first != "van" && FAMILY.contains(&first.as_str())
}

/// What follows `word` at the beginning, when a mark or the end stands behind it.
pub(super) fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for expected in word.chars() {
        if !rest.next()?.to_lowercase().eq(expected.to_lowercase()) {
            return None;
        }
    }
    let rest = rest.as_str();
    rest.chars().next().is_none_or(|c| !c.is_alphanumeric()).then_some(rest)
}

fn opens(lower: &str, words: &[&str]) -> bool {
    let key = text::same_key(lower);
    words.iter().any(|w| {
        let word = text::same_key(w);
        strip_word(lower, w).is_some()
            || key.strip_prefix(&word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// `Đoàn Văn An` is a person, `Đoàn thanh niên` is none: the second word of a name is a capital.
fn is_family(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let first = words.first().map(|w| w.to_lowercase()).unwrap_or_default();
    FAMILIES.contains(&first.as_str())
        && (3..=5).contains(&words.len())
        && words.iter().all(|w| capital(w) && !shouted(w))
}

fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn shouted(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 1 && word.chars().all(|c| !c.is_lowercase())
}

/// Does it look like the name of a person: two to six words of letters, each a capital, or a known family name before?
/// `sure`: something else already says that it is one.
pub(super) fn person_like(text: &str, sure: bool) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let letters = |w: &&str| {
        w.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '.' | '\u{300}'..='\u{36f}'))
    };
    if !words.iter().all(letters) || words.len() > 6 {
        return false;
    }
    let family = words.first().is_some_and(|w| FAMILY.contains(&text::fold(w).as_str()));
    let capitals = words.iter().all(|w| capital(w));
    if words.len() == 1 {
        return sure && capitals;
    }
    // words in capitals throughout are often a title: they need a family name
    let loud = words.iter().all(|w| shouted(w));
    if loud { family || sure } else { capitals || family || sure }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::unit::Unit;

    fn names() -> Names {
        let unit =
            |id, code: &str, name: &str| Unit { id, code: code.into(), name: name.into(), ..Unit::default() };
        Names::of(&[unit(1, "PV01", "Phòng Tham mưu"), unit(2, "PX03", "Phòng Công tác đảng")])
    }

    #[test]
    fn pieces_say_what_they_are() {
        let person = |rank, name: &str| Piece::Person { rank, name: name.into() };
        let counted = |n, kind, basis| Piece::Count(Count { n, kind, basis });
        let collective = |name: &str| Piece::Collective { name: name.into(), unit: None };
        let whole = |id| Piece::Unit(Found { sure: Sure::Whole, units: vec![id] });
        let (tt, cn) = (RecipientKind::Collective, RecipientKind::Individual);
        for (text, expected) in [
            ("Đ/c Th/tá Nguyễn Văn Ấn", person(Some("Thiếu tá"), "Nguyễn Văn Ấn")),
            ("Đ/c: Lê An", person(None, "Lê An")),
            ("ông Nguyễn Văn Ấn", person(None, "Nguyễn Văn Ấn")),
            ("Bà Y Bhin", person(None, "Y Bhin")),
            ("NGUYỄN VĂN ẤN", person(None, "NGUYỄN VĂN ẤN")),
            ("nguyễn văn ấn", person(None, "nguyễn văn ấn")),
            ("H'Hen Niê", person(None, "H'Hen Niê")),
            ("Đoàn Văn Hậu", person(None, "Đoàn Văn Hậu")),
            ("Tô Thị Hoa", person(None, "Tô Thị Hoa")),
            ("Đại úy", Piece::Rank("Đại úy")),
            ("Đội Tham mưu tổng hợp", collective("Đội Tham mưu tổng hợp")),
            ("Tổ công tác 161", collective("Tổ công tác 161")),
            ("Đoàn thanh niên", collective("Đoàn thanh niên")),
            ("Phòng Kỹ thuật", collective("Phòng Kỹ thuật")),
            ("Đội trưởng", Piece::Post { post: "Đội trưởng".into(), unit: None }),
            ("Phó Trưởng phòng", Piece::Post { post: "Phó Trưởng phòng".into(), unit: None }),
            ("Uỷ viên", Piece::Post { post: "Uỷ viên".into(), unit: None }),
            ("PX03", whole(2)),
            ("Phòng Tham mưu", whole(1)),
            ("PX99", Piece::Strange("PX99".into())),
            ("Toàn cụm", Piece::Whole),
            ("31 lượt", counted(Some(31), None, Some(Basis::Turns))),
            ("02 tập thể", counted(Some(2), Some(tt), None)),
            ("1.970 lượt cá nhân", counted(Some(1970), Some(cn), Some(Basis::Turns))),
            ("nhiều lượt tập thể", counted(None, Some(tt), Some(Basis::Turns))),
            ("47", Piece::Number(47)),
            ("CN", Piece::Kind(cn)),
            ("Đ/c", Piece::Nothing),
            ("năm 1990", Piece::Other("năm 1990".into())),
        ] {
            assert_eq!(piece(text, &names()), expected, "{text}");
        }
    }

    #[test]
    fn headings_name_one_kind() {
        for (text, kind) in [
            ("TẬP THỂ", Some(RecipientKind::Collective)),
            ("Danh sách các cá nhân được khen thưởng", Some(RecipientKind::Individual)),
            ("Cá nhân: 47 đồng chí", Some(RecipientKind::Individual)),
            ("Danh sách tập thể, cá nhân", None),
            ("Tập thể Đội Tham mưu", None),
        ] {
            assert_eq!(heading(text), kind, "{text}");
        }
    }
}
