//! Civil dates as the field writes and types them. No clock here.
pub use super::limit::YEARS;
use super::{
    lang::Lang,
    problem::{Arg, Problem},
    text,
};
/// A calendar date.
pub use jiff::civil::Date;

/// Reads `27/7/2021`, `27-7-2021`, `27.7.2021`, `27 7 2021`, `27/7`, `277`, `2707`, `27072021`,
/// `27 tháng 7 năm 2021`, `ngày 27/7/2021`, `27 July 2021`, `2021-07-27`; in NFC or NFD, with stray blanks.
/// `27/7/21` is refused (four digits).
///
/// A missing year is taken so that the date falls inside `within` (the period at hand), else the year of its end.
/// An ambiguous `112` takes the reading inside `within`; if both or none are inside it is refused with both readings.
/// `31/6` is refused: "31/6/2021 không có thật". Years outside [`YEARS`] are refused.
pub fn parse(text: &str, within: (Date, Date)) -> Result<Date, Problem> {
    let typed = text::line(text);
    if typed.is_empty() {
        return Err(Problem::new("problem.date_empty"));
    }
    let unreadable = || Problem::new("problem.date_unreadable").text("text", &typed);
    let parts = parts(&typed).ok_or_else(unreadable)?;
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => Reading::new(day, month, Some(year)),
        [day, month, year] => Reading::new(day, month, Some(year)),
        [_, year] if year.len() == 4 => return Err(Problem::new("problem.date_no_day").text("text", &typed)),
        [day, month] => Reading::new(day, month, None),
        [run] => return run_of_digits(run, within).unwrap_or_else(|| Err(unreadable())),
        _ => None,
    }
    .ok_or_else(unreadable)?
    .date(within)
}

/// `27/07` when inside `year`, else `27/07/2021`.
pub fn short(date: Date, year: i16) -> String {
    if date.year() == year { format!("{:02}/{:02}", date.day(), date.month()) } else { full(date) }
}

/// `27/07/2021`.
pub fn full(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `ngày 27 tháng 7 năm 2021` (zero for days under 10 and months 1, 2, as Decree 30/2020 wants) / `27 July 2021`.
pub fn long(date: Date, lang: Lang) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    match lang {
        Lang::Vi if month <= 2 => format!("ngày {day:02} tháng {month:02} năm {year}"),
        Lang::Vi => format!("ngày {day:02} tháng {month} năm {year}"),
        Lang::En => {
            let name = MONTHS.get(month.unsigned_abs() as usize - 1).unwrap_or(&"");
            format!("{day} {name} {year}")
        }
    }
}

/// English names of the months, January first.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The numbers of a date as typed, one to three; `None` where anything else stands between them.
fn parts(typed: &str) -> Option<Vec<String>> {
    let mut plain = text::fold(typed);
    if let Some(rest) = plain.strip_prefix("ngay") {
        plain = rest.trim_start().to_owned();
    }
    plain = plain.replace("thang", "/").replace("nam", "/");
    for (n, name) in MONTHS.iter().enumerate() {
        plain = plain.replace(&name.to_lowercase(), &format!("/{}/", n + 1));
    }
    // A blank beside a mark is noise; a blank alone is a mark.
    let mut marked = String::with_capacity(plain.len());
    for word in plain.split_whitespace() {
        let joins = word.starts_with(MARKS) || marked.ends_with(MARKS) || marked.is_empty();
        if !joins {
            marked.push('/');
        }
        marked.push_str(word);
    }
    let parts: Vec<String> = marked.split(MARKS).map(str::to_owned).collect();
    let numbers = parts.iter().all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
    numbers.then_some(parts)
}

/// What may stand between day, month and year.
const MARKS: [char; 5] = ['/', '-', '.', '–', '−'];

/// Digits without marks: ddmm, ddmmyyyy, and the three-digit forms that may read two ways. `None`: no date.
fn run_of_digits(run: &str, within: (Date, Date)) -> Option<Result<Date, Problem>> {
    let (day, rest) = run.split_at_checked(2)?;
    if run.len() == 3 {
        return Some(three_digits(run, Reading::new(day, rest, None)?, within));
    }
    let (month, year) = rest.split_at_checked(2)?;
    let year = match year.len() {
        0 => None,
        // ddmmyy is read too, so that its refusal can name the missing digits
        2 | 4 => Some(year),
        _ => return None,
    };
    Some(Reading::new(day, month, year)?.date(within))
}

/// `277` can only be 27/7; `112` is 11/2 or 1/12, and only the period at hand may decide.
fn three_digits(run: &str, late: Reading, within: (Date, Date)) -> Result<Date, Problem> {
    let early = run.split_at_checked(1).and_then(|(day, month)| Reading::new(day, month, None));
    let late = late.date(within);
    let Some(Ok(early)) = early.map(|r| r.date(within)) else { return late };
    let inside = |d: Date| (within.0..=within.1).contains(&d);
    match late {
        Err(_) => Ok(early),
        Ok(late) if late == early || inside(late) && !inside(early) => Ok(late),
        Ok(late) if inside(early) && !inside(late) => Ok(early),
        Ok(late) => Err(Problem::new("problem.date_ambiguous")
            .text("text", run)
            .with("first", Arg::Date(late.min(early)))
            .with("second", Arg::Date(late.max(early)))),
    }
}

/// One way to read what was typed.
#[derive(Clone, Copy)]
struct Reading<'a> {
    day: i8,
    month: i8,
    /// as typed, one to four digits
    year: Option<&'a str>,
}

impl<'a> Reading<'a> {
    /// `None` where day or month have more than two digits, or the year more than four.
    fn new(day: &str, month: &str, year: Option<&'a str>) -> Option<Self> {
        if day.len() > 2 || month.len() > 2 || year.is_some_and(|y| y.len() > 4) {
            return None;
        }
        Some(Self { day: day.parse().ok()?, month: month.parse().ok()?, year })
    }

    fn date(self, within: (Date, Date)) -> Result<Date, Problem> {
        let year = match self.year {
            Some(year) if year.len() != 4 => {
                return Err(Problem::new("problem.date_year_short").text("text", self.with_year(year)));
            }
            // four digits always fit; 0 is refused below
            Some(year) => year.parse().unwrap_or(0),
            None => self.year_near(within),
        };
        if !YEARS.contains(&year) {
            return Err(Problem::new("problem.date_year_range")
                .text("text", self.with_year(year))
                .text("from", YEARS.start().to_string())
                .text("to", YEARS.end().to_string()));
        }
        Date::new(year, self.month, self.day).map_err(|_| self.unreal(year))
    }

    /// The latest year that puts the date inside `within`; of a day that is in no year the one its month touches; else the
    /// year of the end.
    fn year_near(self, (from, to): (Date, Date)) -> i16 {
        let years = || (from.year()..=to.year()).rev();
        let inside =
            |year: &i16| Date::new(*year, self.month, self.day).is_ok_and(|d| (from..=to).contains(&d));
        let touches = |year: &i16| {
            Date::new(*year, self.month, 1).is_ok_and(|first| first <= to && first.last_of_month() >= from)
        };
        years().find(inside).or_else(|| years().find(touches)).unwrap_or(to.year())
    }

    /// Why there is no such day, and how far its month goes.
    fn unreal(self, year: i16) -> Problem {
        let text = self.with_year(year);
        match Date::new(year, self.month, 1) {
            Ok(first) => Problem::new("problem.date_unreal")
                .text("text", text)
                .with("last", Arg::Date(first.last_of_month())),
            Err(_) => Problem::new("problem.date_month_unreal").text("text", text),
        }
    }

    fn with_year(self, year: impl std::fmt::Display) -> String {
        format!("{}/{}/{year}", self.day, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const Q2: (Date, Date) = (Date::constant(2021, 4, 1), Date::constant(2021, 6, 30));
    /// a police year, 15/11 to 14/11
    const YEAR: (Date, Date) = (Date::constant(2020, 11, 15), Date::constant(2021, 11, 14));

    fn key(text: &str, within: (Date, Date)) -> &'static str {
        parse(text, within).unwrap_err().key
    }

    #[test]
    fn every_form_is_read() {
        for text in [
            "27/7/2021",
            "27-7-2021",
            "27.7.2021",
            "27 7 2021",
            "27/07/2021",
            "27 / 7 /2021",
            "27/7",
            "277",
            "2707",
            "27072021",
            "27 tháng 7 năm 2021",
            "Ngày 27 tháng 7 năm 2021",
            "ngày 27/7/2021",
            "27 tháng 7",
            "27\u{a0}tha\u{301}ng 7 na\u{306}m 2021",
            "27 July 2021",
            "2021-07-27",
        ] {
            assert_eq!(parse(text, Q2), Ok(Date::constant(2021, 7, 27)), "{text}");
        }
    }

    #[test]
    fn a_missing_year_comes_from_the_period() {
        assert_eq!(parse("20/11", YEAR), Ok(Date::constant(2020, 11, 20)));
        assert_eq!(parse("14/11", YEAR), Ok(Date::constant(2021, 11, 14)));
        assert_eq!(parse("31/12", Q2), Ok(Date::constant(2021, 12, 31)));
        let two_years = (Date::constant(2020, 1, 1), Date::constant(2021, 12, 31));
        assert_eq!(parse("27/7", two_years), Ok(Date::constant(2021, 7, 27)));
        assert_eq!(parse("29/2", two_years), Ok(Date::constant(2020, 2, 29)));
        // a day that is in no year is told of the year its month lies in
        let on = (Date::constant(2021, 7, 1), Date::constant(2022, 6, 30));
        let unreal = Problem::new("problem.date_unreal").text("text", "31/9/2021");
        let last = Arg::Date(Date::constant(2021, 9, 30));
        assert_eq!(parse("31/9", on), Err(unreal.with("last", last)));
    }

    #[test]
    fn three_digits_take_the_reading_inside_the_period() {
        let q1 = (Date::constant(2021, 1, 1), Date::constant(2021, 3, 31));
        let q4 = (Date::constant(2021, 10, 1), Date::constant(2021, 12, 31));
        assert_eq!(parse("112", q1), Ok(Date::constant(2021, 2, 11)));
        assert_eq!(parse("112", q4), Ok(Date::constant(2021, 12, 1)));
        let both = Problem::new("problem.date_ambiguous")
            .text("text", "112")
            .with("first", Arg::Date(Date::constant(2021, 2, 11)))
            .with("second", Arg::Date(Date::constant(2021, 12, 1)));
        assert_eq!(parse("112", Q2), Err(both));
        assert_eq!(key("112", YEAR), "problem.date_ambiguous");
        // one reading only
        assert_eq!(parse("027", Q2), Ok(Date::constant(2021, 7, 2)));
        assert_eq!(parse("110", Q2), Ok(Date::constant(2021, 10, 1)));
    }

    #[test]
    fn what_is_no_date_is_refused_with_its_reason() {
        for (text, expected) in [
            ("", "problem.date_empty"),
            (" \u{a0}", "problem.date_empty"),
            ("31/6", "problem.date_unreal"),
            ("29/2/2021", "problem.date_unreal"),
            ("0/6", "problem.date_unreal"),
            ("1/13", "problem.date_month_unreal"),
            ("27/7/21", "problem.date_year_short"),
            ("270721", "problem.date_year_short"),
            ("27/7/1944", "problem.date_year_range"),
            ("27/7/2101", "problem.date_year_range"),
            ("7/2021", "problem.date_no_day"),
            ("tháng 7/2021", "problem.date_unreadable"),
            ("27", "problem.date_unreadable"),
            ("27//7", "problem.date_unreadable"),
            ("27/7/2021/1", "problem.date_unreadable"),
            ("hôm qua", "problem.date_unreadable"),
            ("999", "problem.date_unreal"),
            ("1313", "problem.date_month_unreal"),
            ("2772021", "problem.date_unreadable"),
            ("0/0/0000", "problem.date_year_range"),
            ("-1/2/2021", "problem.date_unreadable"),
        ] {
            assert_eq!(key(text, Q2), expected, "{text}");
        }
        assert_eq!(parse("1/2/07", Q2), Err(Problem::new("problem.date_year_short").text("text", "1/2/07")));
        assert_eq!(
            parse("31/6", Q2),
            Err(Problem::new("problem.date_unreal").text("text", "31/6/2021").with("last", Arg::Date(Q2.1)))
        );
    }

    #[test]
    fn dates_are_printed() {
        let day = Date::constant(2021, 2, 3);
        assert_eq!(short(day, 2021), "03/02");
        assert_eq!(short(day, 2020), "03/02/2021");
        assert_eq!(long(day, Lang::Vi), "ngày 03 tháng 02 năm 2021");
        assert_eq!(long(Date::constant(2021, 7, 27), Lang::Vi), "ngày 27 tháng 7 năm 2021");
        assert_eq!(long(day, Lang::En), "3 February 2021");
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(year in 1945i16..=2100, month in 1i8..=12, day in 1i8..=31) {
            if let Ok(date) = Date::new(year, month, day) {
                prop_assert_eq!(parse(&full(date), Q2), Ok(date));
                prop_assert_eq!(parse(&long(date, Lang::Vi), Q2), Ok(date));
                prop_assert_eq!(parse(&long(date, Lang::En), Q2), Ok(date));
                let year = (Date::constant(date.year(), 1, 1), Date::constant(date.year(), 12, 31));
                prop_assert_eq!(parse(&short(date, date.year()), year), Ok(date));
            }
        }

        #[test]
        fn nothing_panics(s in "(?s).*|[0-9/. -]{0,12}|(ngày |tháng |năm |[0-9])*") {
            if let Ok(date) = parse(&s, Q2) {
                prop_assert!(YEARS.contains(&date.year()));
            }
        }
    }
}
