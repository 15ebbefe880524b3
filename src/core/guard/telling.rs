//! Do two texts tell one act? By the words that carry weight, whatever their order, accents and spelling of numbers, and by the
//! days and figures in them, which may differ or lack. Pure and total; who it is about and when is the guard's.
use super::fillers::{BEHIND_TEN, COUNTED, FRAME, NEVER_FIRM, ONES, PHRASES, TIMES, UNITS};
use crate::core::text;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// Share of common words (twice the common ones over both, per cent) from which two texts tell one act.
const ALIKE: usize = 75;
/// Fewer words of weight than this and a text must be equal to be the same: "bảo vệ bầu cử" is in half of all papers.
const ENOUGH: usize = 4;
/// Words of weight that a text must have to be looked for in a longer one: "Đại hội XIII của Đảng" is the occasion of many acts.
const SHORTER: usize = 5;
/// Words of weight that two equal texts must have.
const TOLD: usize = 2;
/// Days told in two texts that are at most so far apart may be one: a night has two, and a day is mistyped.
const SLIP_DAYS: i32 = 3;

/// Do two texts tell the same act? Equal after folding (accents, case, NFC or NFD, marks do not matter); of the same words of
/// weight, of which there must be two; or, where both have at least four of those, when three quarters of them are common.
/// Never when each has a figure that the other lacks ("bắt 2 đối tượng", "bắt ba đối tượng"), nor when each tells a day,
/// month, quarter or year and they are different ones ("tháng 4" is not "tháng 5"); what one text alone tells of these
/// does not stand against it. An empty text tells nothing.
pub fn alike(a: &str, b: &str) -> bool {
    Folds::default().alike(a, b)
}

/// Texts as `alike` compares them, each folded once.
#[derive(Debug, Default)]
pub struct Folds(HashMap<String, Rc<Told>>);

impl Folds {
    fn of(&mut self, text: &str) -> Rc<Told> {
        if let Some(known) = self.0.get(text) {
            return Rc::clone(known);
        }
        let told = Rc::new(Told::read(text));
        self.0.insert(text.to_owned(), Rc::clone(&told));
        told
    }

    /// As the function of that name.
    pub(super) fn alike(&mut self, a: &str, b: &str) -> bool {
        let (a, b) = (self.of(a), self.of(b));
        if a.words.is_empty() || b.words.is_empty() {
            return false;
        }
        if a.words == b.words {
            return true;
        }
        if a.when.against(&b.when) || (a.lacks(&b) && b.lacks(&a)) {
            return false;
        }
        let least = a.set.len().min(b.set.len());
        if least >= TOLD && a.set == b.set {
            return true;
        }
        let common = a.set.intersection(&b.set).count();
        least >= ENOUGH && 200 * common >= ALIKE * (a.set.len() + b.set.len())
    }

    /// Is one told by the other, which tells more? At least five words of weight must be.
    pub(super) fn within(&mut self, a: &str, b: &str) -> bool {
        let (a, b) = (self.of(a), self.of(b));
        let least = a.set.len().min(b.set.len());
        least >= SHORTER && !a.when.against(&b.when) && (a.set.is_subset(&b.set) || b.set.is_subset(&a.set))
    }
}

/// What a text tells.
#[derive(Debug, Default)]
struct Told {
    /// all its words, folded, in their order
    words: Vec<String>,
    /// those of weight; numbers in digits
    set: BTreeSet<String>,
    /// the figures among them that cannot be anything else
    firm: BTreeSet<String>,
    /// when it was
    when: When,
}

impl Told {
    fn read(text: &str) -> Self {
        let words = Words::of(text);
        let mut told = Self { words: words.texts(), ..Self::default() };
        let mut out: Vec<(String, bool)> = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            if let Some(used) = words.time(at, &mut told.when) {
                // what leads to the date goes with it, and so does the first day of `10-13/5`
                while out.last().is_some_and(|(w, _)| TIMES.contains(&w.as_str())) {
                    out.pop();
                }
                if words.glue(at) == '-' && at > 0 && words.digits(at - 1).is_some() {
                    out.pop();
                }
                at += used;
            } else if let Some(phrase) = PHRASES.iter().find(|p| words.starts(at, p)) {
                at += phrase.len();
            } else if let Some((number, used)) = words.spelled(at) {
                let counts = words.get(at + used).is_some_and(|w| COUNTED.contains(&w));
                out.push((number.to_string(), counts && (used > 1 || word != NEVER_FIRM)));
                at += used;
            } else if let Some((number, used)) = words.figure(at) {
                let (digits, unit) = measured(&number);
                out.push((digits, true));
                out.extend(unit.map(|u| (u, false)));
                at += used;
            } else {
                if !FRAME.contains(&word) {
                    out.push((word.to_owned(), false));
                }
                at += 1;
            }
        }
        told.firm = out.iter().filter(|(_, firm)| *firm).map(|(w, _)| w.clone()).collect();
        told.set = out.into_iter().map(|(w, _)| w).collect();
        told
    }

    /// Has the other one a figure that this one has not?
    fn lacks(&self, other: &Self) -> bool {
        !other.firm.is_subset(&self.set)
    }
}

/// `2kg` as its figure and its unit; zeros that lead are nothing.
fn measured(word: &str) -> (String, Option<String>) {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let rest: String = word.chars().skip_while(char::is_ascii_digit).collect();
    if !rest.is_empty() && !UNITS.contains(&rest.as_str()) {
        return (word.to_owned(), None);
    }
    let bare = digits.trim_start_matches('0');
    let figure = if bare.is_empty() { "0".to_owned() } else { bare.to_owned() };
    (figure, Some(rest).filter(|r| !r.is_empty()))
}

/// When an act was, as far as its text tells.
#[derive(Debug, Default)]
struct When {
    /// month and day
    days: BTreeSet<(u32, u32)>,
    months: BTreeSet<u32>,
    quarters: BTreeSet<u32>,
    years: BTreeSet<u32>,
}

impl When {
    /// Do both tell it, and not the same?
    fn against(&self, other: &Self) -> bool {
        let apart = |a: &BTreeSet<u32>, b: &BTreeSet<u32>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
        if apart(&self.years, &other.years) || apart(&self.quarters, &other.quarters) {
            return true;
        }
        if self.days.is_empty() || other.days.is_empty() {
            return apart(&self.months, &other.months);
        }
        !self.days.iter().any(|a| other.days.iter().any(|b| days_apart(*a, *b) <= SLIP_DAYS))
    }

    fn day(&mut self, month: u32, day: u32) {
        self.days.insert((month, day));
        self.months.insert(month);
    }
}

/// Days between two days of a year, near enough; the year's end lies beside its beginning.
fn days_apart(a: (u32, u32), b: (u32, u32)) -> i32 {
    const BEFORE: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let of = |(month, day): (u32, u32)| {
        let before = BEFORE.get(month.saturating_sub(1) as usize).copied().unwrap_or_default();
        before + i32::try_from(day).unwrap_or_default()
    };
    let apart = (of(a) - of(b)).abs();
    apart.min(365 - apart).abs()
}

/// The words of a text, folded, each with what stands before it.
struct Words(Vec<(String, char)>);

/// All its words, folded, in their order.
pub(super) fn words(text: &str) -> Vec<String> {
    Words::of(text).texts()
}

impl Words {
    fn of(text: &str) -> Self {
        let (mut all, mut word, mut glue) = (Vec::new(), String::new(), ' ');
        for c in text::fold(text).chars() {
            if c.is_alphanumeric() {
                word.push(c);
            } else if word.is_empty() {
                // more than one sign joins nothing
                glue = ' ';
            } else {
                all.push((std::mem::take(&mut word), glue));
                glue = c;
            }
        }
        if !word.is_empty() {
            all.push((word, glue));
        }
        Self(all)
    }

    fn texts(&self) -> Vec<String> {
        self.0.iter().map(|(w, _)| w.clone()).collect()
    }

    fn get(&self, at: usize) -> Option<&str> {
        self.0.get(at).map(|(w, _)| w.as_str())
    }

    /// The one sign between this word and the one before; a blank where there are more or none.
    fn glue(&self, at: usize) -> char {
        self.0.get(at).map_or(' ', |(_, glue)| *glue)
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.get(at) == Some(word)
    }

    fn starts(&self, at: usize, phrase: &[&str]) -> bool {
        phrase.iter().zip(at..).all(|(word, at)| self.is(at, word))
    }

    /// A number of at most four digits.
    fn digits(&self, at: usize) -> Option<u32> {
        let word = self.get(at).filter(|w| w.len() <= 4 && w.chars().all(|c| c.is_ascii_digit()))?;
        word.parse().ok()
    }

    /// A word with a figure in it; groups of thousands are one.
    fn figure(&self, at: usize) -> Option<(String, usize)> {
        let mut word = self.get(at).filter(|w| w.chars().any(|c| c.is_ascii_digit()))?.to_owned();
        let plain = |w: &str| w.chars().all(|c| c.is_ascii_digit());
        let mut used = 1;
        if plain(&word) && word.len() <= 3 {
            while let Some(group) = self.get(at + used)
                && self.glue(at + used) == '.'
                && group.len() == 3
                && plain(group)
            {
                word.push_str(group);
                used += 1;
            }
        }
        Some((word, used))
    }

    fn one(&self, at: usize) -> Option<u32> {
        ONES.iter().find(|(word, _)| self.is(at, word)).map(|(_, n)| *n)
    }

    /// A number in words, and how many they are: `hai`, `mười lăm`, `hai mươi tư`, `ba chục`, `3 chục`.
    fn spelled(&self, at: usize) -> Option<(u32, usize)> {
        // `mười năm` are ten years: fifteen is said otherwise
        let behind = |at: usize| {
            let other = BEHIND_TEN.iter().find(|(word, _)| self.is(at, word)).map(|(_, n)| *n);
            other.or(self.one(at).filter(|n| *n != 5))
        };
        let tens = |ten: u32, used: usize| match behind(at + used) {
            Some(one) => Some((ten + one, used + 1)),
            None => Some((ten, used)),
        };
        if self.is(at, "muoi") {
            return tens(10, 1);
        }
        let one = self.one(at);
        if self.is(at + 1, "chuc")
            && let Some(n) = one.or(self.digits(at).filter(|n| (1..=9).contains(n)))
        {
            return Some((n * 10, 2));
        }
        let one = one?;
        if self.is(at + 1, "muoi") { tens(one * 10, 2) } else { Some((one, 1)) }
    }

    fn year(&self, at: usize) -> Option<u32> {
        self.digits(at).filter(|n| (1990..=2099).contains(n))
    }

    fn month(&self, at: usize) -> Option<(u32, usize)> {
        let fourth = self.is(at, "tu").then_some((4, 1));
        let found = self.digits(at).map(|n| (n, 1)).or_else(|| self.spelled(at)).or(fourth);
        let years = self.is(at, "nam") && self.year(at + 1).is_some();
        found.filter(|(n, _)| (1..=12).contains(n) && !years)
    }

    /// A date or an hour that begins here, and how many words it takes.
    fn time(&self, at: usize, when: &mut When) -> Option<usize> {
        self.slashed(at, when).or_else(|| self.said(at, when)).or_else(|| self.hour(at))
    }

    /// `13/5`, `13/05/2021`, `13.5.2021`, `5/2021`.
    fn slashed(&self, at: usize, when: &mut When) -> Option<usize> {
        let (first, second) = (self.digits(at)?, self.digits(at + 1)?);
        let glue = self.glue(at + 1);
        if glue == '/' && (1..=12).contains(&first) && self.year(at + 1).is_some() {
            when.months.insert(first);
            when.years.insert(second);
            return Some(2);
        }
        let third = if self.glue(at + 2) == glue { self.digits(at + 2) } else { None };
        let led = at > 0 && self.get(at - 1).is_some_and(|w| TIMES.contains(&w));
        let certain = glue == '/' || matches!(glue, '-' | '.') && (third.is_some() || led);
        if !certain || !(1..=31).contains(&first) || !(1..=12).contains(&second) {
            return None;
        }
        when.day(second, first);
        let Some(year) = third else { return Some(2) };
        when.years.insert(if year < 100 { 2000 + year } else { year });
        Some(3)
    }

    /// `ngày 13`, `ngày 13 tháng 5 năm 2021`, `13 tháng 5`, `tháng tư`, `quý II`, `năm 2021`.
    fn said(&self, at: usize, when: &mut When) -> Option<usize> {
        let word = self.get(at)?;
        let mut used = match word {
            "ngay" => {
                let day = self.digits(at + 1).filter(|n| (1..=31).contains(n) && self.glue(at + 2) != '/')?;
                let month = self.month(at + 3).filter(|_| self.is(at + 2, "thang"));
                if let Some((month, used)) = month {
                    when.day(month, day);
                    3 + used
                } else {
                    2
                }
            }
            "thang" => {
                let (month, used) = self.month(at + 1)?;
                when.months.insert(month);
                1 + used
            }
            "quy" => {
                let roman = ["i", "ii", "iii", "iv"].iter().zip(1..).find(|(r, _)| self.is(at + 1, r));
                let quarter = roman.map(|(_, n)| n).or(self.digits(at + 1))?;
                when.quarters.insert(Some(quarter).filter(|n| (1..=4).contains(n))?);
                2
            }
            "nam" => {
                when.years.insert(self.year(at + 1)?);
                return Some(2);
            }
            _ if self.is(at + 1, "thang") => {
                let day = self.digits(at).filter(|n| (1..=31).contains(n))?;
                let (month, used) = self.month(at + 2)?;
                when.day(month, day);
                2 + used
            }
            _ => {
                let next = self.get(at + 1).unwrap_or_default();
                when.years.insert(self.year(at).filter(|_| !COUNTED.contains(&next))?);
                return Some(1);
            }
        };
        if self.is(at + used, "nam") && self.year(at + used + 1).is_some() {
            used += 1;
        }
        if let Some(year) = self.year(at + used) {
            when.years.insert(year);
            used += 1;
        }
        Some(used)
    }

    /// `22 giờ`, `22 giờ 30 phút`, `22h30`.
    fn hour(&self, at: usize) -> Option<usize> {
        if let Some((hours, minutes)) = self.get(at)?.split_once('h') {
            let plain = |t: &str| t.len() <= 2 && t.chars().all(|c| c.is_ascii_digit());
            return (!hours.is_empty() && plain(hours) && plain(minutes)).then_some(1);
        }
        self.digits(at).filter(|n| *n <= 24 && self.is(at + 1, "gio"))?;
        let minutes = self.digits(at + 2).is_some_and(|n| n < 60);
        Some(match (minutes, self.is(at + 3, "phut")) {
            (true, true) => 4,
            (true, false) | (false, _) => 2,
        })
    }
}
