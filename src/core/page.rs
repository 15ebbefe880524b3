//! Lists that may be long: which rows they run over, which stretch of them is asked for, and that stretch. A list runs from
//! the newest day to the oldest, rows of one day by the newest key first, rows without a day last. Knows no row's subject.
use super::date::Date;
use super::period::PeriodKey;
use std::cmp::Ordering;

/// Which rows a list runs over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// those of one period
    Period(PeriodKey),
    /// those of the whole register
    All,
}

/// Where a row stands in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RowKey {
    /// its day
    pub date: Option<Date>,
    /// its key
    pub id: i64,
}

impl RowKey {
    /// `Less`: stands before the other.
    pub fn order(&self, other: &Self) -> Ordering {
        // `None` is the least day, so the newest-first order puts it last.
        other.date.cmp(&self.date).then(other.id.cmp(&self.id))
    }
}

/// Which stretch of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum At {
    /// its beginning
    First,
    /// its end
    Last,
    /// around this place, whether its row is still there or not
    Near(RowKey),
    /// around the row of this key; its beginning where that row is not in the list
    Row(i64),
}

/// A stretch of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reach {
    /// the list
    pub span: Span,
    /// as typed; every word must match, accents and case do not matter; only within one period
    pub filter: String,
    /// where
    pub at: At,
    /// how many rows to either side of the place
    pub rows: u16,
}

impl Reach {
    /// The beginning of a period's list.
    pub fn of(period: PeriodKey, filter: &str) -> Self {
        Self { span: Span::Period(period), filter: filter.to_owned(), at: At::First, rows: 1000 }
    }
}

/// The stretch: rows in their order, each with its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window<T> {
    /// where each row stands
    pub keys: Vec<RowKey>,
    /// the rows, as many
    pub rows: Vec<T>,
    /// there are rows before the first
    pub before: bool,
    /// there are rows behind the last
    pub after: bool,
    /// how many match the filter; `None` without one (`Ask::Volume` tells)
    pub found: Option<i64>,
}

impl<T> Default for Window<T> {
    fn default() -> Self {
        Self { keys: Vec::new(), rows: Vec::new(), before: false, after: false, found: None }
    }
}

impl<T> Window<T> {
    /// Without its rows: what moving through it needs.
    pub fn stretch(&self) -> Stretch<'_> {
        Stretch { keys: &self.keys, before: self.before, after: self.after }
    }
}

/// A window without its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stretch<'a> {
    /// where each row stands
    pub keys: &'a [RowKey],
    /// there are rows before the first
    pub before: bool,
    /// there are rows behind the last
    pub after: bool,
}

/// How many rows a list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Volume {
    /// decisions and notices
    pub decisions: i64,
    /// achievements
    pub achievements: i64,
    /// proposals
    pub proposals: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newest_first_and_days_unknown_last() {
        let key = |date: &str, id| RowKey { date: date.parse().ok(), id };
        let mut keys =
            [key("", 9), key("2021-04-01", 1), key("2021-06-30", 2), key("2021-06-30", 5), key("", 3)];
        keys.sort_by(RowKey::order);
        assert_eq!(keys.iter().map(|k| k.id).collect::<Vec<_>>(), [5, 2, 1, 9, 3]);
    }
}
