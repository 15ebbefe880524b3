//! Reading the list of units as people have it: numbered, tabbed, the code before, behind or in brackets.
use super::limit;
use super::problem::Problem;
use super::text;

/// One line as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadUnit {
    /// line in the text, from 1
    pub line: usize,
    /// `PV01`, or empty
    pub code: String,
    /// name
    pub name: String,
    /// why the line is passed over
    pub problem: Option<Problem>,
}

/// Reads `1. Phòng Tham mưu (PV01)`, `PV01⇥Phòng Tham mưu`, `3. Phòng Hậu cần - PH10`, `Thanh tra PX05`,
/// `Bệnh viện Công an tỉnh`. Empty lines are skipped; a name or code already there is passed over and said.
pub fn units(raw: &str) -> Vec<ReadUnit> {
    let mut read: Vec<ReadUnit> = Vec::new();
    for (n, raw_line) in raw.split('\n').enumerate() {
        let fields: Vec<String> = raw_line.split('\t').map(text::line).filter(|f| !f.is_empty()).collect();
        let fields: Vec<&str> = fields.iter().map(|f| numbering(f)).filter(|f| !f.is_empty()).collect();
        if fields.is_empty() || fields.iter().any(|f| header(f)) {
            continue;
        }
        let (code, name) = parts(&fields);
        let key = text::same_key(&name);
        let twin = read.iter().find(|u| {
            u.problem.is_none() && (text::same_key(&u.name) == key || (!code.is_empty() && u.code == code))
        });
        let problem = if let Some(twin) = twin {
            Some(
                Problem::new("problem.unit_line_twice")
                    .text("name", name.clone())
                    .num("line", twin.line as i64),
            )
        } else if name.chars().count() > limit::LINE {
            Some(Problem::new("problem.unit_line_long").num("max", limit::LINE as i64))
        } else if read.iter().filter(|u| u.problem.is_none()).count() >= limit::UNITS {
            Some(Problem::new("problem.unit_too_many").num("max", limit::UNITS as i64))
        } else {
            None
        };
        read.push(ReadUnit { line: n + 1, code, name, problem });
    }
    read
}

/// The place name in a province's name, for the line before the date: `Công an tỉnh Hồng Lam` is `Hồng Lam`.
/// Empty where none of the usual words for a province stands in it.
pub fn place(province: &str) -> String {
    ["tỉnh ", "thành phố ", "TP. ", "TP "]
        .iter()
        .find_map(|word| province.split_once(word))
        .map_or_else(String::new, |(_, name)| name.trim().to_owned())
}

/// A header row of a pasted sheet, or a lone numbering cell: nothing to read.
fn header(field: &str) -> bool {
    let folded = text::fold(field);
    folded.starts_with("stt") || folded == "tt" || folded.contains("ten don vi")
}

/// The text without a leading `1.`, `2)`, `-`, `+`, or nothing if it was only a number.
fn numbering(field: &str) -> &str {
    let rest = field.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.is_empty() {
        return "";
    }
    if rest.len() < field.len()
        && let Some(after) = rest.strip_prefix(['.', ')', '/'])
    {
        return after.trim_start();
    }
    // A number column whose tabs became blanks: `1 PV01 Phòng Tham mưu`; a name may begin with a number of its own.
    if let Some((first, after)) = field.split_once(' ')
        && first.chars().all(|c| c.is_ascii_digit())
        && after.split(' ').next().is_some_and(is_code)
    {
        return after;
    }
    field.strip_prefix(['-', '+', '•', '–']).map_or(field, str::trim_start)
}

/// Is it a code: one to four capitals, one to three digits, perhaps a letter (`PV01`, `PC11A`)?
pub(in crate::core) fn is_code(word: &str) -> bool {
    let letters = word.chars().take_while(|c| c.is_alphabetic()).count();
    let digits = word.chars().skip(letters).take_while(char::is_ascii_digit).count();
    let after = word.chars().skip(letters + digits).collect::<Vec<_>>();
    let capitals = word.chars().take(letters).all(char::is_uppercase);
    capitals
        && (1..=4).contains(&letters)
        && (1..=3).contains(&digits)
        && after.len() <= 1
        && after.iter().all(|c| c.is_alphabetic() && c.is_uppercase())
}

fn parts(fields: &[&str]) -> (String, String) {
    if let Some(at) = fields.iter().position(|f| is_code(f))
        && fields.len() > 1
    {
        let name = fields
            .iter()
            .enumerate()
            .filter(|(n, _)| *n != at)
            .map(|(_, f)| *f)
            .max_by_key(|f| f.chars().count());
        return (fields.get(at).map_or(String::new(), |c| (*c).to_owned()), name.unwrap_or("").to_owned());
    }
    let whole = fields.iter().max_by_key(|f| f.chars().count()).copied().unwrap_or("");
    let words: Vec<&str> = whole.split(' ').collect();
    let bare = |w: &str| w.trim_matches(['(', ')', '-', '–', ',', ';', ':']).to_owned();
    let tidy = |words: &[&str]| words.join(" ").trim_matches([' ', '-', '–', ',', ':', '(', ')']).to_owned();
    if let [rest @ .., last] = words.as_slice()
        && !rest.is_empty()
        && is_code(&bare(last))
    {
        return (bare(last), tidy(rest));
    }
    if let [first, rest @ ..] = words.as_slice()
        && !rest.is_empty()
        && is_code(&bare(first))
    {
        return (bare(first), tidy(rest));
    }
    (String::new(), whole.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Vec<(String, String)> {
        units(raw).into_iter().filter(|u| u.problem.is_none()).map(|u| (u.code, u.name)).collect()
    }

    #[test]
    fn every_way_people_write_a_unit() {
        let raw = "1. Phòng Tham mưu (PV01)\nPX01  Phòng Tổ chức cán bộ\n3. Phòng Hậu cần - PH10\nBệnh viện Công an tỉnh\n\
                   PV05\tPhòng Xây dựng phong trào\n6\tPhòng Hồ sơ\tPV06\nThanh tra PX05\n- Văn phòng Đảng ủy\n\n  \n";
        let expected = [
            ("PV01", "Phòng Tham mưu"),
            ("PX01", "Phòng Tổ chức cán bộ"),
            ("PH10", "Phòng Hậu cần"),
            ("", "Bệnh viện Công an tỉnh"),
            ("PV05", "Phòng Xây dựng phong trào"),
            ("PV06", "Phòng Hồ sơ"),
            ("PX05", "Thanh tra"),
            ("", "Văn phòng Đảng ủy"),
        ];
        assert_eq!(read(raw), expected.map(|(c, n)| (c.to_owned(), n.to_owned())));
    }

    #[test]
    fn a_sheet_with_its_numbers_and_its_head() {
        let raw = "STT\tMã\tTên đơn vị\n1\tPV01\tPhòng Tham mưu\n2\tPX01\tPhòng Tổ chức cán bộ";
        let expected = [("PV01", "Phòng Tham mưu"), ("PX01", "Phòng Tổ chức cán bộ")];
        let expected = expected.map(|(c, n)| (c.to_owned(), n.to_owned()));
        assert_eq!(read(raw), expected);
        assert_eq!(read(&raw.replace('\t', " ")), expected);
    }

    #[test]
    fn the_place_stands_in_the_province() {
        assert_eq!(place("Công an tỉnh Hồng Lam"), "Hồng Lam");
        assert_eq!(place("Công an thành phố Sông Lam"), "Sông Lam");
        assert_eq!(place("Bộ Tư lệnh"), "");
    }

    #[test]
    fn a_name_twice_is_said_with_its_first_line() {
        let lines = units("Phòng Tham mưu\nPhòng Hậu cần\nphòng tham mưu");
        assert_eq!(lines.iter().filter(|l| l.problem.is_some()).count(), 1);
        let problem = lines.last().and_then(|l| l.problem.clone()).map(|p| p.args);
        assert!(format!("{problem:?}").contains("Num(1)"), "{problem:?}");
    }

    #[test]
    fn a_doubled_unit_keeps_its_letter() {
        assert_eq!(read("PC11A Phòng Một\nPC11B Phòng Hai").len(), 2);
    }
}
