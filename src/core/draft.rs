//! Drafts: what stands typed in a form and is not saved. Kept beside the register's rows, outside the journal and every
//! figure, so that a killed program loses at most the last half second of typing.
use super::date::Date;
use super::list::Choice;
use super::period::PeriodKey;
use super::problem::{Arg, Problem};
use serde::{Deserialize, Serialize};

/// The texts of a form as it stands, and as it was when it was opened: the difference is the user's own work.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Texts {
    /// id and value of each field
    pub fields: Vec<(String, String)>,
    /// the values when the form was opened
    pub start: Vec<(String, String)>,
    /// rows of the grid: key of the row in the register (0: new) and one text a column
    pub rows: Vec<(i64, Vec<String>)>,
    /// the rows when the form was opened
    pub start_rows: Vec<(i64, Vec<String>)>,
    /// id of the field under the caret
    pub at: String,
    /// row and column of the caret in the grid
    pub cell: (usize, usize),
}

/// What a draft holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Body {
    /// the period looked at while it was typed
    pub period: Option<PeriodKey>,
    /// revision of the record as it was read; 0: new, or of no record
    pub rev: i64,
    /// the form
    pub texts: Texts,
    /// a pasted list that was being looked through
    pub list: Option<Box<Pasted>>,
}

/// A pasted list, and what was decided about its rows, in the order in which it was.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Pasted {
    /// as pasted
    pub raw: String,
    /// row, and the answer; `None`: left out, or taken in again
    pub steps: Vec<(usize, Option<Choice>)>,
}

/// A form's unsaved text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// which form of which record: `award/new`, `award/123`, `meeting/2021-Q2`
    pub place: String,
    /// what it is called, already said: `Quyết định mới 1450/QĐ-CAT`
    pub title: String,
    /// its texts
    pub body: Body,
}

impl Draft {
    /// The form's kind: what stands before the first `/` of its place.
    pub fn form(&self) -> &str {
        self.place.split('/').next().unwrap_or_default()
    }
    /// What stands behind the first `/` of its place: `new`, a key, a period.
    pub fn record(&self) -> &str {
        self.place.split_once('/').map_or("", |(_, record)| record)
    }
    /// The key of its record; 0 when it is a new one, or no key.
    pub fn id(&self) -> i64 {
        self.record().split('/').next().and_then(|id| id.parse().ok()).unwrap_or(0)
    }
    /// The period its place names.
    pub fn period(&self) -> Option<PeriodKey> {
        PeriodKey::parse(self.record().split('/').next().unwrap_or_default())
    }
}

/// Whether the program that keeps a draft still runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Life {
    /// it was killed: the draft is lost unless somebody opens it
    #[default]
    Ended,
    /// it runs: the draft is its own
    Running,
    /// it runs, or ran, on another machine: nobody here can tell
    Unknown,
}

/// A draft found in the register when it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// its key
    pub n: i64,
    /// when it was written last: `2021-07-22T14:05:09+07:00`
    pub at: String,
    /// of a program that still runs?
    pub life: Life,
    /// the draft
    pub draft: Draft,
}

impl Kept {
    /// Its time for a sentence: `14:05 hôm qua`.
    pub fn when(&self, today: Date) -> Problem {
        let (day, time) = self.at.split_once('T').unwrap_or((&self.at, ""));
        let time: String = time.chars().take(5).collect();
        let day: Option<Date> = day.parse().ok();
        let key = match day {
            Some(day) if day == today => "draft.today",
            Some(day) if day.tomorrow().is_ok_and(|next| next == today) => "draft.yesterday",
            _ => "draft.on",
        };
        let said = Problem::new(key).text("time", time);
        match day {
            Some(day) => said.with("date", Arg::Date(day)),
            None => said,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_names_form_and_record() {
        let of = |place: &str| Draft { place: place.into(), title: String::new(), body: Body::default() };
        assert_eq!((of("award/new").form(), of("award/new").id()), ("award", 0));
        assert_eq!((of("award/123").record(), of("award/123").id()), ("123", 123));
        assert_eq!(of("meeting/2021-Q2").period(), Some(PeriodKey::quarter(2021, 2)));
        assert_eq!(of("cell/2021-Q2/4/7/own").period(), Some(PeriodKey::quarter(2021, 2)));
        assert_eq!((of("").form(), of("").record(), of("").period()), ("", "", None));
    }

    #[test]
    fn a_draft_says_its_day() {
        let kept = |at: &str| {
            let draft = Draft { place: String::new(), title: String::new(), body: Body::default() };
            Kept { n: 1, at: at.into(), life: Life::Ended, draft }.when(Date::constant(2021, 7, 22)).key
        };
        assert_eq!(kept("2021-07-22T14:05:09+07:00"), "draft.today");
        assert_eq!(kept("2021-07-21T23:59:00+07:00"), "draft.yesterday");
        assert_eq!(kept("2021-07-01T00:00:00+07:00"), "draft.on");
        assert_eq!(kept("hỏng"), "draft.on");
    }

    #[test]
    fn an_older_body_with_less_in_it_is_read() {
        let body: Body = serde_json::from_str(r#"{"rev":3,"texts":{"fields":[["a","b"]]}}"#).unwrap();
        assert_eq!((body.rev, body.texts.fields.len(), body.period), (3, 1, None));
    }
}
