//! The columns of a sheet: which there are, what a leaf takes in each, and the way from one to the next.
use crate::core::block;
use crate::core::entry::{self, Amount};
use crate::core::score::{Criterion, Round, Rule, ScoreTable};

/// A column; all but `Counted` are typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Col {
    /// chỉ tiêu
    Target,
    /// kết quả
    Actual,
    /// tự chấm
    Own,
    /// thẩm định lần 1
    First,
    /// giải trình
    Explanation,
    /// thẩm định lần 2
    Second,
    /// được tính; of the whole cluster's view only
    Counted,
    /// căn cứ
    Evidence,
}

impl Col {
    const ALL: [Col; 8] = [
        Col::Target,
        Col::Actual,
        Col::Own,
        Col::First,
        Col::Explanation,
        Col::Second,
        Col::Counted,
        Col::Evidence,
    ];
    /// The round it holds scores of.
    pub(super) fn round(self) -> Option<Round> {
        match self {
            Col::Own => Some(Round::Own),
            Col::First => Some(Round::First),
            Col::Second => Some(Round::Second),
            _ => None,
        }
    }
    /// The column of a round.
    pub(super) fn of_round(round: Round) -> Self {
        match round {
            Round::Own => Col::Own,
            Round::First => Col::First,
            Round::Second => Col::Second,
        }
    }
    /// The amount it holds.
    pub(super) fn amount(self) -> Option<Amount> {
        match self {
            Col::Target => Some(Amount::Target),
            Col::Actual => Some(Amount::Actual),
            _ => None,
        }
    }
    /// Does it hold texts?
    pub(super) fn is_text(self) -> bool {
        matches!(self, Col::Explanation | Col::Evidence)
    }
    /// The appraisal one is at in this column: explaining belongs to the second.
    pub(super) fn appraisal(self) -> Round {
        match self {
            Col::First => Round::First,
            Col::Second | Col::Explanation => Round::Second,
            _ => Round::Own,
        }
    }
    /// Where pasted values without heads go; `None`: nothing is pasted into it as a block.
    pub(super) fn pasted(self) -> Option<block::Column> {
        let score = self.round().map(block::Column::Score);
        score.or(self.amount().map(block::Column::Amount))
    }
    /// The column of pasted values.
    pub(super) fn of_pasted(column: block::Column) -> Self {
        match column {
            block::Column::Score(round) => Col::of_round(round),
            block::Column::Amount(Amount::Target) => Col::Target,
            block::Column::Amount(Amount::Actual) => Col::Actual,
        }
    }
    /// Code, for the place of a draft.
    pub(super) fn code(self) -> &'static str {
        match self {
            Col::Target => "target",
            Col::Actual => "actual",
            Col::Own => "own",
            Col::First => "first",
            Col::Explanation => "explanation",
            Col::Second => "second",
            Col::Counted => "counted",
            Col::Evidence => "evidence",
        }
    }
    /// The column of that code.
    pub(super) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
    /// Words key of its name in a sentence.
    pub(super) fn word(self) -> &'static str {
        match self {
            Col::Target => "room.sc.target",
            Col::Actual => "room.sc.actual",
            Col::Own => "room.sc.own",
            Col::First => "room.sc.first",
            Col::Explanation => "room.sc.explanation",
            Col::Second => "room.sc.second",
            Col::Counted => "room.sc.counted",
            Col::Evidence => "room.sc.evidence",
        }
    }
    /// Words key of its head.
    pub(super) fn head(self) -> &'static str {
        match self {
            Col::Target => "room.sc.col_target",
            Col::Actual => "room.sc.col_actual",
            Col::Own => "room.sc.col_own",
            Col::First => "room.sc.col_first",
            Col::Explanation => "room.sc.col_explanation",
            Col::Second => "room.sc.col_second",
            Col::Counted => "room.sc.col_final",
            Col::Evidence => "room.sc.col_evidence",
        }
    }
    /// Can something of this leaf stand here?
    pub(super) fn takes(self, leaf: &Criterion) -> bool {
        match self {
            Col::Target | Col::Actual => self.amount().is_some_and(|a| entry::no_amount(leaf, a).is_none()),
            Col::Counted => leaf.rule.is_some(),
            _ => leaf.asked(),
        }
    }
    /// Does the way down this column stop at this leaf? The self score of one that is counted takes only KG: what is to
    /// be typed of it stands in other columns.
    pub(super) fn stops(self, leaf: &Criterion) -> bool {
        self.takes(leaf) && !(self == Col::Own && leaf.rule.as_ref().is_some_and(Rule::computed))
    }
}

/// The columns that are walked: targets and results only where the table has such leaves.
pub(super) fn walked(table: &ScoreTable, matrix: bool) -> Vec<Col> {
    let has = |col: Col| table.leaves().any(|leaf| col.takes(leaf));
    let there = |col: &Col| match col {
        Col::Target | Col::Actual => has(*col),
        Col::Explanation | Col::Evidence => !matrix,
        Col::Counted => matrix,
        _ => true,
    };
    Col::ALL.into_iter().filter(there).collect()
}

/// The next column for a row, or the one before; round the corner only where `round` says so.
pub(super) fn beside(cols: &[Col], from: Col, leaf: Option<&Criterion>, forward: bool, round: bool) -> Col {
    let at = cols.iter().position(|c| *c == from).unwrap_or(0);
    let fits = |col: &Col| leaf.is_none_or(|leaf| col.takes(leaf));
    let n = cols.len();
    let steps = 1..n.max(1);
    let found = if forward {
        steps
            .map(|by| at + by)
            .take_while(|to| round || *to < n)
            .map(|to| to % n)
            .find(|to| cols.get(*to).is_some_and(fits))
    } else {
        steps
            .map(|by| (at + n).saturating_sub(by))
            .take_while(|to| round || *to >= n)
            .map(|to| to % n)
            .find(|to| cols.get(*to).is_some_and(fits))
    };
    found.and_then(|to| cols.get(to).copied()).unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_walked_both_ways_and_end_or_go_round() {
        let cols = [Col::Own, Col::First, Col::Explanation, Col::Second, Col::Evidence];
        let next = |from, forward, round| beside(&cols, from, None, forward, round);
        assert_eq!(next(Col::Own, true, false), Col::First);
        assert_eq!(next(Col::Evidence, true, false), Col::Evidence);
        assert_eq!(next(Col::Evidence, true, true), Col::Own);
        assert_eq!(next(Col::Own, false, false), Col::Own);
        assert_eq!(next(Col::Own, false, true), Col::Evidence);
        assert_eq!(next(Col::Second, false, false), Col::Explanation);
        // what a leaf does not take is passed over
        let all = [Col::Target, Col::Actual, Col::Own, Col::First];
        let leaf = Criterion { rule: Some(Rule::Direct), ..Criterion::default() };
        assert_eq!(beside(&all, Col::Own, Some(&leaf), false, false), Col::Own);
        assert_eq!(beside(&all, Col::First, Some(&leaf), true, true), Col::Own);
    }
}
