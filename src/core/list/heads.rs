//! The columns of a pasted table: by the words of its head, or by what stands in them. And the rows that are no data at all:
//! heads, `(1) (2) (3)`, totals, signatures, titles.
use super::Skip;
use super::cut::Record;
use super::say::{self, Piece, piece};
use crate::core::award::{Basis, RecipientKind};
use crate::core::locate::Names;
use crate::core::text;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// running numbers
    Number,
    Sort,
    Rank,
    Name,
    /// names or numbers of this kind
    Kind(RecipientKind, Option<Basis>),
    Count,
    Post,
    /// `Chức vụ, đơn vị`
    PostUnit,
    Unit,
    /// nothing this form holds
    Extra,
}

/// What a head says stands under it.
pub(super) fn head(cell: &str) -> Option<Part> {
    let folded: String =
        text::fold(cell).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let folded = text::line(&folded);
    let starts = |all: &[&str]| all.iter().any(|w| folded.starts_with(w));
    let holds = |all: &[&str]| all.iter().any(|w| folded.contains(w));
    if folded.is_empty() || folded.len() > 60 {
        return None;
    }
    let basis = holds(&["luot"]).then_some(Basis::Turns);
    Some(match folded.as_str() {
        "stt" | "tt" | "so tt" | "so thu tu" | "s tt" => Part::Number,
        "loai" | "doi tuong" => Part::Sort,
        "ho va ten cap bac"
        | "cap bac ho ten"
        | "cap bac ho va ten"
        | "ho ten cap bac"
        | "ten"
        | "tap the ca nhan"
        | "ho ten"
        | "doi tuong khen thuong"
        | "nguoi duoc khen" => Part::Name,
        "so luong" | "so luot" | "luot" | "so" => Part::Count,
        "tap the" | "so tap the" | "luot tap the" | "so luot tap the" | "ten tap the" => {
            Part::Kind(RecipientKind::Collective, basis)
        }
        "ca nhan" | "so ca nhan" | "luot ca nhan" | "so luot ca nhan" => {
            Part::Kind(RecipientKind::Individual, basis)
        }
        _ if starts(&["cap bac chuc vu", "chuc vu cap bac"]) && !holds(&["don vi"]) => Part::Post,
        _ if starts(&["cap bac", "cap ham", "quan ham"]) && !holds(&["chuc", "don vi"]) => Part::Rank,
        _ if holds(&["ho ten", "ho va ten"]) || starts(&["ten tap the", "ten ca nhan"]) => Part::Name,
        _ if holds(&["chuc vu", "chuc danh", "cap bac"]) && holds(&["don vi"]) => Part::PostUnit,
        _ if starts(&["chuc vu", "chuc danh"]) => Part::Post,
        _ if starts(&["don vi", "ten don vi", "ma don vi", "phong don vi"]) => Part::Unit,
        _ if starts(&[
            "ghi chu",
            "nam sinh",
            "ngay sinh",
            "hinh thuc",
            "thanh tich",
            "so hieu",
            "ngay",
            "noi dung",
            "muc thuong",
            "so tien",
            "ky nhan",
            "gioi tinh",
            "dan toc",
        ]) =>
        {
            Part::Extra
        }
        _ => return None,
    })
}

/// A row of heads: two known, one of them more than a running number.
pub(super) fn is_head(cells: &[String]) -> bool {
    let known: Vec<Part> = cells.iter().filter_map(|c| head(c)).collect();
    known.len() >= 2 && known.iter().any(|p| !matches!(p, Part::Number | Part::Extra | Part::Sort))
}

/// The plan of a head; columns without a known head are `Extra`, unless their head is blank.
pub(super) fn plan_of(cells: &[String]) -> Vec<Option<Part>> {
    cells.iter().map(|c| head(c).or_else(|| (!c.is_empty()).then_some(Part::Extra))).collect()
}

/// Why a line is no data.
pub(super) fn skip(record: &Record, begun: bool) -> Option<Skip> {
    let full: Vec<&str> = record.cells.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
    let whole = full.join(" ");
    if !whole.chars().any(char::is_alphanumeric) {
        return Some(if whole.contains('?') { return None } else { Skip::Rule });
    }
    if numbers(&full, &whole) {
        return Some(Skip::Numbers);
    }
    let folded = text::fold(&whole);
    if is_head(&record.cells) || plain_head(&folded) {
        return Some(Skip::Head);
    }
    let words = folded.trim_start_matches(|c: char| !c.is_alphabetic());
    let starts = |all: &[&str]| all.iter().any(|w| words.starts_with(w));
    if starts(&["tong cong", "tong so", "cong:", "tong:"])
        || words == "cong"
        || words == "tong"
        || record.tabbed && starts(&["cong "]) && !starts(&["cong an", "cong tac", "cong ty", "cong doan"])
    {
        return Some(Skip::Total);
    }
    if starts(SIGNATURES) || full.iter().any(|c| signs(c)) {
        return Some(Skip::Signature);
    }
    let dated = folded.contains("ngay")
        && folded.contains("thang")
        && folded.contains("nam")
        && !folded.starts_with("ngay sinh");
    let title = starts(TITLES) && say::heading(&whole).is_none();
    if title
        || dated
        || folded.starts_with("(kem theo")
        || folded.starts_with("(ban hanh")
        || (!begun && starts(LETTERHEAD))
    {
        return Some(Skip::Title);
    }
    None
}

const SIGNATURES: &[&str] = &[
    "noi nhan",
    "luu:",
    "nguoi lap",
    "lap bang",
    "nguoi tong hop",
    "thu truong don vi",
    "kt. ",
    "tl. ",
    "tuq. ",
    "kt.truong",
    "da ky",
    "xac nhan cua",
];
const TITLES: &[&str] = &[
    "danh sach",
    "phu luc",
    "bang tong hop",
    "kem theo",
    "ban hanh kem",
    "can cu ",
    "v/v",
    "ve viec",
    "don vi tinh",
];
const LETTERHEAD: &[&str] = &[
    "cong hoa xa hoi",
    "doc lap - tu do",
    "bo cong an",
    "cong an tinh",
    "uy ban nhan dan",
    "so:",
    "thong bao",
    "quyet dinh",
];

/// A signer's line in capitals: `GIÁM ĐỐC`, `KT. TRƯỞNG PHÒNG`.
fn signs(cell: &str) -> bool {
    let folded = text::fold(cell);
    let loud = !cell.chars().any(char::is_lowercase);
    loud && [
        "giam doc",
        "pho giam doc",
        "truong phong",
        "pho truong phong",
        "truong cong an",
        "chu tich",
        "chanh van phong",
    ]
    .iter()
    .any(|t| folded == *t || folded.ends_with(&format!(" {t}")) || folded.ends_with(&format!(".{t}")))
}

/// `(1) (2) (3)`, `1⇥2⇥3⇥4`, `A⇥B⇥1⇥2`.
fn numbers(full: &[&str], whole: &str) -> bool {
    let words: Vec<&str> = whole.split(' ').collect();
    let bracketed = |w: &&str| {
        w.strip_prefix('(')
            .and_then(|w| w.strip_suffix(')'))
            .is_some_and(|w| w.len() <= 2 && w.chars().all(char::is_alphanumeric))
    };
    if words.len() >= 2 && words.iter().all(bracketed) {
        return true;
    }
    let counts: Vec<Option<usize>> = full.iter().map(|c| c.parse().ok()).collect();
    full.len() >= 4 && counts.iter().zip(1..).all(|(c, n)| *c == Some(n))
}

/// A head that lost its tabs.
fn plain_head(folded: &str) -> bool {
    (folded.starts_with("stt") || folded.starts_with("tt "))
        && ["ho ten", "ho va ten", "don vi", "cap bac"].iter().any(|w| folded.contains(w))
}

/// Columns without heads, by what most of their cells say. `None` where no column of names is found.
pub(super) fn by_content(body: &[&Record], names: &Names) -> Option<Vec<Option<Part>>> {
    let rows: Vec<&Record> = body
        .iter()
        .copied()
        .filter(|r| r.tabbed && r.cells.iter().filter(|c| !c.is_empty()).count() > 1)
        .collect();
    let width = rows.iter().map(|r| r.cells.len()).max()?;
    let seen: Vec<Vec<Piece>> = (0..width)
        .map(|n| {
            rows.iter()
                .filter_map(|r| r.cells.get(n))
                .filter(|c| !c.is_empty())
                .map(|c| piece(c, names))
                .collect()
        })
        .collect();
    let most = |n: usize, test: &dyn Fn(&Piece) -> bool| {
        seen.get(n)
            .is_some_and(|all| !all.is_empty() && all.iter().filter(|p| test(p)).count() * 2 > all.len())
    };
    let mut plan: Vec<Option<Part>> = vec![None; width];
    for (n, place) in plan.iter_mut().enumerate() {
        *place = if n == 0 && (most(n, &|p| matches!(p, Piece::Number(_))) || running(&rows)) {
            Some(Part::Number)
        } else if most(n, &|p| matches!(p, Piece::Kind(_))) {
            Some(Part::Sort)
        } else if most(n, &|p| matches!(p, Piece::Rank(_))) {
            Some(Part::Rank)
        } else if most(n, &|p| matches!(p, Piece::Unit(_) | Piece::Strange(_) | Piece::Whole)) {
            Some(Part::Unit)
        } else if most(n, &|p| matches!(p, Piece::Post { .. })) {
            Some(Part::Post)
        } else {
            None
        };
    }
    let named = |p: &Piece| {
        matches!(p, Piece::Person { .. } | Piece::Collective { .. } | Piece::Count(_) | Piece::Number(_))
    };
    let open = |plan: &[Option<Part>]| -> Vec<usize> {
        (0..width).filter(|n| plan.get(*n) == Some(&None)).collect()
    };
    let weight = |n: &usize| seen.get(*n).map_or(0, |all| all.iter().filter(|p| named(p)).count());
    let name = open(&plan).into_iter().rev().max_by_key(weight).filter(|n| weight(n) > 0)?;
    put(&mut plan, name, Part::Name);
    let mut left = Vec::new();
    for part in [Part::Post, Part::Unit] {
        if !plan.contains(&Some(part)) {
            left.push(part);
        }
    }
    for (n, part) in
        open(&plan).into_iter().filter(|n| *n > name && seen.get(*n).is_some_and(|s| !s.is_empty())).zip(left)
    {
        // a column that follows the names is the post, and the unit only where it holds nothing else
        put(&mut plan, n, part);
    }
    for n in open(&plan) {
        put(&mut plan, n, Part::Extra);
    }
    Some(plan)
}

fn put(plan: &mut [Option<Part>], n: usize, part: Part) {
    if let Some(place) = plan.get_mut(n) {
        *place = Some(part);
    }
}

/// Is the first column one of running numbers (`1`, `1.`, `01`)?
fn running(rows: &[&Record]) -> bool {
    let number =
        |r: &&Record| r.cells.first().and_then(|c| c.trim_end_matches(['.', ')']).parse::<usize>().ok());
    let told: Vec<usize> = rows.iter().filter_map(number).collect();
    told.len() * 2 > rows.len() && told.windows(2).all(|w| matches!(w, [a, b] if b > a))
}
