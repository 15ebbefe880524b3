//! Which unit a text means: by code, name, name without "Phòng", initials, or the beginning of its words. Pure; it never
//! decides between two, and it knows no list, no grid and no field.
use super::text;
use super::unit::{Unit, UnitId};

/// How sure the finding is, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// the text is the unit: its code, its name, both
    Whole,
    /// the text holds its code or its whole name among other words (`Phó Trưởng phòng Tham mưu`)
    Inside,
    /// initials (`TCCB`, `P. TM`)
    Initials,
    /// its words begin the words of the name (`tham`)
    Part,
}

/// Units found by one text, all of them equally good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// how
    pub sure: Sure,
    /// which; more than one has to be asked about
    pub units: Vec<UnitId>,
}

/// A unit as it is looked for.
#[derive(Debug, Clone)]
struct Known {
    id: UnitId,
    code: String,
    /// `phong tham muu`
    name: String,
    /// `tham muu`
    short: String,
    initials: [String; 2],
}

/// The units a text may name.
#[derive(Debug, Clone, Default)]
pub struct Names {
    units: Vec<Known>,
}

/// What stands before the proper name of a unit.
const GENERIC: [&str; 6] =
    ["phong", "cong an huyen", "cong an thi xa", "cong an thanh pho", "cong an", "van phong"];

impl Names {
    /// Of a roster.
    pub fn of(units: &[Unit]) -> Self {
        let known = |u: &Unit| {
            let name = key(&u.name);
            let short = GENERIC
                .iter()
                .find_map(|g| name.strip_prefix(g)?.strip_prefix(' '))
                .unwrap_or(&name)
                .to_owned();
            let initials = [initials(&name), initials(&short)];
            Known { id: u.id, code: key(&u.code), name, short, initials }
        };
        Self { units: units.iter().map(known).collect() }
    }

    /// The units the text can mean, by the surest way that finds any.
    pub fn find(&self, text: &str) -> Option<Found> {
        let wanted = key(text);
        let wanted = wanted.strip_prefix("don vi ").unwrap_or(&wanted);
        if wanted.is_empty() {
            return None;
        }
        let by = |sure: Sure, test: &dyn Fn(&Known) -> bool| {
            let units: Vec<UnitId> = self.units.iter().filter(|u| test(u)).map(|u| u.id).collect();
            (!units.is_empty()).then_some(Found { sure, units })
        };
        let bare = without_generic(wanted);
        let glued: String = bare.split(' ').filter(|w| *w != "va").collect();
        by(Sure::Whole, &|u| whole(u, wanted))
            .or_else(|| by(Sure::Inside, &|u| inside(u, wanted)))
            .or_else(|| by(Sure::Initials, &|u| glued.len() >= 2 && u.initials.contains(&glued)))
            .or_else(|| {
                by(Sure::Initials, &|u| {
                    glued.len() >= 2 && !bare.contains(' ') && u.initials[1].starts_with(&glued)
                })
            })
            .or_else(|| by(Sure::Part, &|u| begins(&u.name, wanted) || begins(&u.short, bare)))
    }

    /// As `find`, but only what the text says outright: no initials, no beginnings.
    pub fn said(&self, text: &str) -> Option<Found> {
        self.find(text).filter(|f| f.sure <= Sure::Inside)
    }
}

/// Folded, marks between words as blanks.
fn key(raw: &str) -> String {
    let folded = text::fold(raw);
    let plain: String = folded.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    text::line(&plain)
}

fn initials(name: &str) -> String {
    name.split(' ').filter(|w| *w != "va").filter_map(|w| w.chars().next()).collect()
}

/// `P. TM`, `Phòng TM` are looked for as `TM`.
fn without_generic(wanted: &str) -> &str {
    ["phong ", "p "].iter().find_map(|p| wanted.strip_prefix(p)).unwrap_or(wanted)
}

/// The text is nothing but the code, the name, or both.
fn whole(u: &Known, wanted: &str) -> bool {
    if wanted == u.name || wanted == u.short {
        return true;
    }
    if u.code.is_empty() {
        return false;
    }
    let words: Vec<&str> = wanted.split(' ').collect();
    let rest: Vec<&str> = words.iter().copied().filter(|w| *w != u.code).collect();
    let rest = rest.join(" ");
    rest.len() < wanted.len() && (rest.is_empty() || rest == "phong" || rest == u.name || rest == u.short)
}

/// The code as a word, or the whole name as a run of words. One word alone is no name inside another text.
fn inside(u: &Known, wanted: &str) -> bool {
    let padded = format!(" {wanted} ");
    let holds = |part: &str| !part.is_empty() && padded.contains(&format!(" {part} "));
    holds(&u.code) || (u.name.contains(' ') && holds(&u.name))
}

/// Do the typed words begin the words of the name, from its first, in order?
fn begins(name: &str, wanted: &str) -> bool {
    let mut words = name.split(' ');
    let mut first = true;
    wanted.split(' ').all(|typed| {
        let found = if first {
            words.next().is_some_and(|w| w.starts_with(typed))
        } else {
            words.any(|w| w.starts_with(typed))
        };
        first = false;
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let unit =
            |id, code: &str, name: &str| Unit { id, code: code.into(), name: name.into(), ..Unit::default() };
        Names::of(&[
            unit(1, "PV01", "Phòng Tham mưu"),
            unit(2, "PX01", "Phòng Tổ chức cán bộ"),
            unit(3, "PH10", "Phòng Hậu cần"),
            unit(4, "", "Bệnh viện Công an tỉnh"),
            unit(5, "PX03", "Phòng Công tác đảng và công tác chính trị"),
            unit(6, "", "Công an huyện Sông Lam"),
            unit(7, "", "Công an thị xã Sông Lam"),
        ])
    }

    #[test]
    fn units_are_found_as_people_write_them() {
        for (text, sure, units) in [
            ("pv01", Sure::Whole, &[1][..]),
            ("Phòng PV01", Sure::Whole, &[1]),
            ("Phòng Tham mưu (PV01)", Sure::Whole, &[1]),
            ("tham mưu - PV01", Sure::Whole, &[1]),
            ("THAM MƯU", Sure::Whole, &[1]),
            ("Đơn vị: PH10", Sure::Whole, &[3]),
            ("Phó Trưởng phòng Tham mưu", Sure::Inside, &[1]),
            ("Đội 2, PX01", Sure::Inside, &[2]),
            ("TCCB", Sure::Initials, &[2]),
            ("P. TM", Sure::Initials, &[1]),
            ("CTĐ&CTCT", Sure::Initials, &[5]),
            ("CTĐ", Sure::Initials, &[5]),
            ("tham", Sure::Part, &[1]),
            ("bệnh viện", Sure::Part, &[4]),
            ("Sông Lam", Sure::Whole, &[6, 7]),
            ("PV01, PH10", Sure::Inside, &[1, 3]),
        ] {
            assert_eq!(names().find(text), Some(Found { sure, units: units.to_vec() }), "{text}");
        }
        for text in ["", "PV011", "Phòng", "x", " - "] {
            assert_eq!(names().find(text).filter(|f| f.sure < Sure::Part), None, "{text}");
        }
    }
}
