//! Copies of the register, as data: what a copy holds, and how it stands beside the register of now.
//! Knows no file: where a copy lies is a name for the eyes and for who opens it.
use std::path::PathBuf;

/// What a register file holds, as its last act says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holds {
    /// identity of the register
    pub uuid: String,
    /// `Cụm thi đua số 4`
    pub cluster: String,
    /// number of the last act
    pub act: i64,
    /// when it was, `2021-07-22T14:05:09+07:00`
    pub at: String,
    /// head of the hash chain
    pub hash: String,
    /// decisions and notices
    pub decisions: i64,
    /// achievements
    pub achievements: i64,
    /// bytes of the file
    pub size: u64,
}

/// One act of the journal in a line: number, time, words key and thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActLine {
    /// number
    pub n: i64,
    /// `2021-07-22T14:05:09+07:00`
    pub at: String,
    /// words key, `act.…`
    pub what: String,
    /// the thing it was done to
    pub thing: String,
}

/// A copy beside the register of now, before anything is put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// where the copy lies
    pub file: PathBuf,
    /// what it holds
    pub copy: Holds,
    /// what the register holds; `None`: it is not there, or cannot be read any more
    pub now: Option<Holds>,
    /// the copy is of another register
    pub foreign: bool,
    /// how many acts of the register the copy does not have
    pub lost: i64,
    /// the newest of them, newest first
    pub newest: Vec<ActLine>,
}

/// Most acts that a comparison names.
pub const NAMED: usize = 5;

/// How many automatic copies are kept.
pub const KEPT: usize = 10;

/// An automatic copy in its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// where it lies
    pub file: PathBuf,
    /// running number: orders the copies, whatever the clock said
    pub number: u32,
    /// `20210722-140509`, by the clock of then
    pub stamp: String,
    /// number of the last act in it
    pub act: i64,
    /// bytes
    pub size: u64,
    /// it opens, and its last act is the one its name says
    pub good: bool,
}

/// The automatic copies, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Copies {
    /// folder
    pub folder: PathBuf,
    /// newest first
    pub list: Vec<Copy>,
}

impl Copies {
    /// The newest copy that opens.
    pub fn last(&self) -> Option<&Copy> {
        self.list.iter().find(|c| c.good)
    }
}

/// `22/07/2021 14:05` of a stamp `2021-07-22T14:05:09+07:00`; of anything else what is there.
pub fn moment(at: &str) -> String {
    let part = |from: usize, n: usize| at.chars().skip(from).take(n).collect::<String>();
    if at.chars().count() < 16 {
        return at.to_owned();
    }
    format!("{}/{}/{} {}", part(8, 2), part(5, 2), part(0, 4), part(11, 5))
}

/// `22/07/2021 14:05` of a stamp in a copy's name, `20210722-140509`.
pub fn named_moment(stamp: &str) -> String {
    let part = |from: usize, n: usize| stamp.chars().skip(from).take(n).collect::<String>();
    format!("{}/{}/{} {}:{}", part(6, 2), part(4, 2), part(0, 4), part(9, 2), part(11, 2))
}

/// Sizes as people read them: `1,2 MB`, in tenths; the unit is the same in both languages.
pub fn megabytes(bytes: u64, lang: super::lang::Lang) -> String {
    let tenths = (bytes + 52_428) * 10 / 1_048_576;
    let tenths = tenths.max(1);
    let mark = if lang == super::lang::Lang::Vi { ',' } else { '.' };
    if tenths.is_multiple_of(10) {
        format!("{} MB", tenths / 10)
    } else {
        format!("{}{mark}{} MB", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::lang::Lang;

    #[test]
    fn moments_and_sizes_are_read_by_people() {
        assert_eq!(moment("2021-07-22T14:05:09+07:00"), "22/07/2021 14:05");
        assert_eq!(moment("?"), "?");
        assert_eq!(named_moment("20210722-140509"), "22/07/2021 14:05");
        assert_eq!(megabytes(1_258_291, Lang::Vi), "1,2 MB");
        assert_eq!(megabytes(1_258_291, Lang::En), "1.2 MB");
        assert_eq!(megabytes(0, Lang::Vi), "0,1 MB");
        assert_eq!(megabytes(5 * 1_048_576, Lang::Vi), "5 MB");
    }
}
