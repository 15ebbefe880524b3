//! What is typed into a cell of a score sheet, by the kind of its leaf: a score of a round, a target, a result. Pure and
//! total; nothing is guessed, and what cannot stand is refused in a sentence with its way out. What lies outside a leaf's
//! ends is not judged here: `Criterion::fits` does.
use super::limit;
use super::number::{self, Points};
use super::problem::{Arg, Problem};
use super::score::{CellValue, Criterion, Round, Rule, SheetLine};
use super::text;

/// Not assigned, as typed and printed.
pub const NOT_ASSIGNED: &str = "KG";

/// What of a sheet's line is typed as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Amount {
    /// chỉ tiêu
    Target,
    /// kết quả; of a count: how many
    Actual,
}

/// Reads a score: nothing, `KG`, `đạt` or `không đạt` where a leaf knows no more, or points. Where points are only taken
/// off, `5` is −5. The self score of a leaf that is counted from its sheet takes only `KG`.
pub fn score(typed: &str, leaf: &Criterion, round: Round) -> Result<Option<CellValue>, Problem> {
    let clean = text::line(typed);
    if clean.is_empty() {
        return Ok(None);
    }
    let folded = text::fold(&clean);
    if folded == text::fold(NOT_ASSIGNED) {
        return Ok(Some(CellValue::NotAssigned));
    }
    if leaf.rule == Some(Rule::Pass) {
        match folded.as_str() {
            "d" | "dat" => return Ok(Some(CellValue::Points(passed(leaf)))),
            "k" | "kd" | "khong" | "khong dat" => return Ok(Some(CellValue::Points(failed(leaf)))),
            _ => {}
        }
    }
    let points = Points::parse(&clean)?;
    if round == Round::Own && leaf.rule.as_ref().is_some_and(Rule::computed) {
        return Err(own_computed(leaf));
    }
    // where nothing but taking off is possible, the sign is left out by everybody
    let off = leaf.maximum.0 <= 0 && leaf.minimum.0 < 0;
    Ok(Some(CellValue::Points(if off { Points(-points.0.abs()) } else { points })))
}

/// All of it: the maximum, or nothing taken off.
fn passed(leaf: &Criterion) -> Points {
    leaf.maximum
}

/// Nothing, or all that can be taken off.
fn failed(leaf: &Criterion) -> Points {
    leaf.minimum
}

/// Why the self score of a leaf cannot be typed: it is counted from the sheet.
pub fn own_computed(leaf: &Criterion) -> Problem {
    let key = match leaf.rule {
        Some(Rule::Count { .. }) => "entry.own_count",
        _ => "entry.own_quantity",
    };
    Problem::new(key).text("code", leaf.code.clone())
}

/// Why a leaf has no such amount, if it has none.
pub fn no_amount(leaf: &Criterion, amount: Amount) -> Option<Problem> {
    let said = |key| Some(Problem::new(key).text("code", leaf.code.clone()));
    match (&leaf.rule, amount) {
        (Some(Rule::Quantity { .. }), _) | (Some(Rule::Count { .. }), Amount::Actual) => None,
        (Some(Rule::Count { .. }), Amount::Target) => said("entry.count_target"),
        _ => said("entry.no_amount"),
    }
}

/// Reads a target or a result; nothing is "none" and "not known". A target of 0 where more is better is refused: it would
/// ask for nothing. Where less is better it is `never`, which who types it is asked about.
pub fn amount(typed: &str, leaf: &Criterion, amount: Amount) -> Result<Option<Points>, Problem> {
    if let Some(why) = no_amount(leaf, amount) {
        return Err(why);
    }
    let clean = text::line(typed);
    if clean.is_empty() {
        return Ok(None);
    }
    if matches!(leaf.rule, Some(Rule::Count { .. })) {
        return Ok(Some(Points(number::parse_count(&clean)?.saturating_mul(100))));
    }
    let read = Points::amount(&clean)?;
    if amount == Amount::Target && read.0 == 0 && !never(leaf, Some(read)) {
        return Err(Problem::new("entry.target_zero").text("code", leaf.code.clone()));
    }
    Ok(Some(read))
}

/// Why an amount cannot stand in a leaf, however it came: the leaf has none, it is too large or below nothing, part of a count,
/// or a target of 0 where more is better.
pub fn unfit_amount(leaf: &Criterion, amount: Amount, points: Points) -> Option<Problem> {
    if let Some(why) = no_amount(leaf, amount) {
        return Some(why);
    }
    let code = || leaf.code.clone();
    let counted = matches!(leaf.rule, Some(Rule::Count { .. }));
    let most = if counted { limit::COUNT * 100 } else { limit::AMOUNT };
    if points.0 < 0 || points.0 > most {
        let most = Arg::Points(Points(most));
        return Some(Problem::new("problem.points_too_big").text("text", code()).with("max", most));
    }
    if counted && points.0 % 100 != 0 {
        return Some(Problem::new("entry.count_part").text("code", code()));
    }
    let zero = amount == Amount::Target && points.0 == 0 && !never(leaf, Some(points));
    zero.then(|| Problem::new("entry.target_zero").text("code", code()))
}

/// Is this target "không để xảy ra": 0 where less is better?
pub fn never(leaf: &Criterion, target: Option<Points>) -> bool {
    matches!(leaf.rule, Some(Rule::Quantity { lower: true, .. })) && target == Some(Points(0))
}

/// Why points cannot stand in a leaf, in a sentence with its ends.
pub fn unfit(leaf: &Criterion, points: Points, step: Points) -> Option<Problem> {
    use super::score::Unfit;
    let said = |key| {
        Problem::new(key)
            .text("criterion", leaf.code.clone())
            .with("points", Arg::Points(points))
            .with("min", Arg::Points(leaf.minimum))
            .with("max", Arg::Points(leaf.maximum))
            .with("step", Arg::Points(step))
    };
    leaf.fits(points, step).err().map(|unfit| {
        said(match unfit {
            Unfit::Negative => "problem.store_points_negative",
            Unfit::Under => "problem.store_points_under",
            Unfit::Pass => "problem.store_points_pass",
            Unfit::Over => "problem.store_points_over",
            Unfit::Step => "problem.store_points_step",
        })
    })
}

/// Why a value cannot stand in a round of a leaf: it is counted from the register, its self score from the sheet, or the
/// points do not fit. Of a value that is taken out, only whether the leaf is scored at all. `step`: the table's.
pub fn no_score(leaf: &Criterion, round: Round, value: Option<CellValue>, step: Points) -> Option<Problem> {
    if !leaf.asked() {
        return Some(Problem::new("problem.store_derived").text("criterion", leaf.code.clone()));
    }
    let Some(CellValue::Points(points)) = value else { return None };
    unfit(leaf, points, step).or_else(|| {
        let computed = leaf.rule.as_ref().is_some_and(Rule::computed);
        (round == Round::Own && computed).then(|| own_computed(leaf))
    })
}

/// Why the target and the result of a line cannot stand in a leaf. What stood there already (`old`) is not judged again.
pub fn no_line(leaf: &Criterion, old: &SheetLine, new: &SheetLine) -> Option<Problem> {
    let pairs = [(Amount::Target, old.target, new.target), (Amount::Actual, old.actual, new.actual)];
    let changed = pairs.into_iter().filter(|(_, was, is)| was != is);
    changed.filter_map(|(amount, _, is)| Some((amount, is?))).find_map(|(n, is)| unfit_amount(leaf, n, is))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(rule: Rule, (minimum, maximum): (i64, i64)) -> Criterion {
        let (minimum, maximum) = (Points(minimum), Points(maximum));
        Criterion { id: 1, code: "I.1".into(), minimum, maximum, rule: Some(rule), ..Criterion::default() }
    }

    fn quantity(lower: bool) -> Rule {
        Rule::Quantity { lower, formula: "f".into() }
    }

    #[expect(clippy::unnecessary_wraps, reason = "compared with what is read, which may be refused")]
    fn points(n: i64) -> Result<Option<CellValue>, Problem> {
        Ok(Some(CellValue::Points(Points(n))))
    }

    #[test]
    fn passing_is_typed_as_it_is_said() {
        let pass = leaf(Rule::Pass, (0, 500));
        for (typed, n) in [("đ", 500), ("Đạt", 500), ("5", 500), ("k", 0), ("không đạt", 0), ("0", 0)]
        {
            assert_eq!(score(typed, &pass, Round::Own), points(n), "{typed}");
        }
        assert_eq!(score("kg", &pass, Round::Own), Ok(Some(CellValue::NotAssigned)));
        assert_eq!(score(" ", &pass, Round::Own), Ok(None));
        assert!(score("đ", &leaf(Rule::Direct, (0, 500)), Round::Own).is_err());
    }

    #[test]
    fn what_is_taken_off_needs_no_sign() {
        let off = leaf(Rule::Direct, (-2_000, 0));
        for typed in ["5", "-5", "−5"] {
            assert_eq!(score(typed, &off, Round::Own), points(-500));
        }
        assert_eq!(score("0", &off, Round::First), points(0));
        assert_eq!(score("-5", &leaf(Rule::Direct, (0, 500)), Round::Own), points(-500));
    }

    #[test]
    fn an_amount_is_held_to_the_same_however_it_came() {
        let said =
            |rule: Rule, amount, n| unfit_amount(&leaf(rule, (0, 1_000)), amount, Points(n)).map(|p| p.key);
        let (more, less) = (|| quantity(false), || quantity(true));
        assert_eq!(said(more(), Amount::Actual, limit::AMOUNT), None);
        assert_eq!(said(more(), Amount::Actual, limit::AMOUNT + 1), Some("problem.points_too_big"));
        assert_eq!(said(more(), Amount::Actual, -1), Some("problem.points_too_big"));
        assert_eq!(said(more(), Amount::Target, 0), Some("entry.target_zero"));
        assert_eq!(said(less(), Amount::Target, 0), None);
        let count = || Rule::Count { each: Points(-200) };
        assert_eq!(said(count(), Amount::Actual, 150), Some("entry.count_part"));
        assert_eq!(said(count(), Amount::Actual, limit::COUNT * 100 + 100), Some("problem.points_too_big"));
        assert_eq!(said(count(), Amount::Actual, 200), None);
        assert_eq!(said(count(), Amount::Target, 200), Some("entry.count_target"));
        assert_eq!(said(Rule::Direct, Amount::Actual, 200), Some("entry.no_amount"));
    }

    #[test]
    fn a_self_score_that_is_counted_takes_only_not_assigned() {
        let counted = leaf(quantity(false), (0, 1_000));
        assert_eq!(score("7", &counted, Round::Own).unwrap_err().key, "entry.own_quantity");
        assert_eq!(score("kg", &counted, Round::Own), Ok(Some(CellValue::NotAssigned)));
        assert_eq!(score("7", &counted, Round::First), points(700));
        let times = leaf(Rule::Count { each: Points(-200) }, (-500, 0));
        assert_eq!(score("7", &times, Round::Own).unwrap_err().key, "entry.own_count");
    }

    #[test]
    fn a_target_of_nothing_is_told_from_never() {
        let (more, less) = (leaf(quantity(false), (0, 1_000)), leaf(quantity(true), (0, 1_000)));
        assert_eq!(amount("0", &more, Amount::Target).unwrap_err().key, "entry.target_zero");
        assert_eq!(amount("0", &more, Amount::Actual), Ok(Some(Points(0))));
        assert_eq!(amount("", &more, Amount::Actual), Ok(None));
        assert_eq!(amount("0", &less, Amount::Target), Ok(Some(Points(0))));
        assert!(never(&less, Some(Points(0))) && !never(&more, Some(Points(0))) && !never(&less, None));
        assert_eq!(amount("-1", &less, Amount::Actual).unwrap_err().key, "problem.amount_negative");
        assert_eq!(amount("250000", &more, Amount::Actual), Ok(Some(Points(25_000_000))));
    }

    #[test]
    fn how_many_is_a_whole_number_and_has_no_target() {
        let times = leaf(Rule::Count { each: Points(-200) }, (-500, 0));
        assert_eq!(amount("3", &times, Amount::Actual), Ok(Some(Points(300))));
        assert!(amount("1,5", &times, Amount::Actual).is_err());
        assert_eq!(amount("3", &times, Amount::Target).unwrap_err().key, "entry.count_target");
        assert_eq!(
            amount("3", &leaf(Rule::Direct, (0, 500)), Amount::Actual).unwrap_err().key,
            "entry.no_amount"
        );
    }
}
