//! The only place that reads the clock. Everything below is handed a date, a stamp or a deadline.
#![expect(clippy::disallowed_methods, reason = "the one room that may ask what time it is")]
use crate::core::act::Stamp;
use crate::core::date::Date;
use jiff::Zoned;
use jiff::civil::DateTime;
use std::time::{Duration, Instant};

/// The system's clock, or one that stands still (tests).
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    fixed: Option<DateTime>,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self { fixed: None }
    }
    /// A clock that always shows `now`, at +07:00.
    pub fn fixed(now: DateTime) -> Self {
        Self { fixed: Some(now) }
    }
    /// Today, by the local calendar.
    pub fn today(&self) -> Date {
        self.fixed.map_or_else(|| Zoned::now().date(), DateTime::date)
    }
    /// `14:05`, local time.
    pub fn time(&self) -> String {
        let now = self.fixed.unwrap_or_else(|| Zoned::now().datetime());
        format!("{:02}:{:02}", now.hour(), now.minute())
    }
    /// Who and when, for an act: `2021-07-22T14:05:09+07:00`.
    pub fn stamp(&self, user: &str) -> Stamp {
        let at = match self.fixed {
            Some(now) => format!("{}+07:00", now.strftime("%Y-%m-%dT%H:%M:%S")),
            None => Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        };
        Stamp { at, user: user.to_owned() }
    }
}

/// A moment by which a wait ends.
#[derive(Debug, Clone, Copy)]
pub struct Deadline(Instant);

impl Deadline {
    /// `wait` from now.
    pub fn after(wait: Duration) -> Self {
        Self(Instant::now() + wait)
    }
    /// What is left; zero when it has passed.
    pub fn left(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_clock_shows_what_it_was_given() {
        let clock = Clock::fixed(jiff::civil::datetime(2021, 7, 22, 14, 5, 9, 0));
        assert_eq!(clock.stamp("an").at, "2021-07-22T14:05:09+07:00");
        assert_eq!(clock.time(), "14:05");
        assert_eq!(clock.today(), jiff::civil::date(2021, 7, 22));
    }

    #[test]
    fn system_stamp_has_the_form_of_the_fixed_one() {
        let at = Clock::system().stamp("an").at;
        assert_eq!(at.chars().count(), 25, "{at}");
        assert!(at.parse::<jiff::Timestamp>().is_ok(), "{at}");
    }
}
