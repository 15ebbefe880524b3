//! What keeps a level set from being used: names, minima with a hole or out of order, quotas, knock-outs that strike
//! nothing; and minima as people type them, ranges too. Pure; every fault with its place.
use super::knockout::{Cause, Effect};
use super::level::{LevelSet, Measure};
use super::limit;
use super::number::Points;
use super::problem::{Arg, Problem};
use super::text;

/// What is wrong with a level, or a knock-out, of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// its place, 0 the highest level or the first rule
    pub row: usize,
    /// of a level `name`, `minimum` or `quota`; of a knock-out `name`, `criterion`, `level` or `steps`
    pub column: &'static str,
    /// the sentence
    pub problem: Problem,
}

/// Whole percent, in hundredths.
const WHOLE: Points = Points(10_000);
/// Most levels of a set.
const MOST: usize = 12;
/// Most knock-outs of a set.
const MOST_RULES: usize = 20;

fn flaw(row: usize, column: &'static str, key: &'static str) -> Flaw {
    Flaw { row, column, problem: Problem::new(key).num("row", row as i64 + 1) }
}

impl Flaw {
    fn named(self, name: &str) -> Self {
        Self { problem: self.problem.text("name", name.to_owned()), ..self }
    }
    fn with(self, name: &'static str, points: Points) -> Self {
        Self { problem: self.problem.with(name, Arg::Points(points)), ..self }
    }
}

/// Can units be classified by these levels without a doubt: names that differ, minima that fall from level to level
/// without a hole, nothing but the lowest without one, quotas up to 100 % and none on the level that takes whoever is
/// left? Titles that contain each other need no minima, and the lowest of them may have one, and a quota: who misses it
/// has none; but no title may have more places than the one that contains it. The first thing that is wrong.
pub fn check(set: &LevelSet) -> Result<(), Flaw> {
    let levels = &set.levels;
    let fewest = if set.nested { 1 } else { 2 };
    if !(fewest..=MOST).contains(&levels.len()) {
        let wrong = flaw(0, "name", "problem.level_number");
        return Err(Flaw { problem: wrong.problem.num("most", MOST as i64), ..wrong });
    }
    let lowest = levels.len() - 1;
    let mut above: Option<Points> = None;
    let mut inner: Option<Points> = None;
    for (row, level) in levels.iter().enumerate() {
        let key = text::same_key(&level.name);
        if key.is_empty() {
            return Err(flaw(row, "name", "problem.level_name"));
        }
        let wrong = |column, key| Err(flaw(row, column, key).named(&level.name));
        if levels.iter().take(row).any(|l| text::same_key(&l.name) == key) {
            return wrong("name", "problem.level_twice");
        }
        if let Some(quota) = level.quota {
            if quota.0 <= 0 || quota > WHOLE {
                return wrong("quota", "problem.level_quota");
            }
            if row == lowest && !set.nested {
                return wrong("quota", "problem.level_quota_lowest");
            }
        }
        if let (true, Some(quota), Some(inside)) = (set.nested, level.quota, inner)
            && quota < inside
        {
            return Err(flaw(row, "quota", "problem.level_quota_nested")
                .named(&level.name)
                .with("above", inside));
        }
        inner = level.quota.or(inner);
        above = minimum(set, row, above)?.or(above);
    }
    Ok(())
}

/// The minimum of a level, if it may stand below the one above.
fn minimum(set: &LevelSet, row: usize, above: Option<Points>) -> Result<Option<Points>, Flaw> {
    let Some(level) = set.levels.get(row) else { return Ok(None) };
    let lowest = row + 1 == set.levels.len();
    let wrong = |key| Err(flaw(row, "minimum", key).named(&level.name));
    let by_rate = set.measure == Measure::Rate;
    let most = if by_rate { WHOLE } else { Points(limit::POINTS) };
    match level.minimum {
        None if !lowest && !set.nested => wrong("problem.level_hole"),
        Some(_) if lowest && !set.nested => wrong("problem.level_lowest"),
        Some(m) if m.0 <= 0 || m > most => {
            wrong(if by_rate { "problem.level_minimum" } else { "problem.level_minimum_total" })
        }
        Some(m) => match above.filter(|a| m >= *a) {
            Some(a) => Err(flaw(row, "minimum", "problem.level_order").named(&level.name).with("above", a)),
            None => Ok(Some(m)),
        },
        None => Ok(None),
    }
}

/// Can the knock-outs of the set strike as they say? The first thing that is wrong.
pub fn check_knockouts(set: &LevelSet) -> Result<(), Flaw> {
    if set.knockouts.len() > MOST_RULES {
        let wrong = flaw(MOST_RULES, "name", "problem.knock_number");
        return Err(Flaw { problem: wrong.problem.num("most", MOST_RULES as i64), ..wrong });
    }
    for (row, rule) in set.knockouts.iter().enumerate() {
        let key = text::same_key(&rule.name);
        if key.is_empty() {
            return Err(flaw(row, "name", "problem.knock_name"));
        }
        let wrong = |column, key| Err(flaw(row, column, key).named(&rule.name));
        if set.knockouts.iter().take(row).any(|k| text::same_key(&k.name) == key) {
            return wrong("name", "problem.knock_twice");
        }
        if rule.cause != Cause::Deduction && !rule.criterion.trim().is_empty() {
            return wrong("criterion", "problem.knock_criterion");
        }
        match rule.effect {
            Effect::Cap { place: 0 } => return wrong("level", "problem.knock_cap_top"),
            Effect::Cap { place } if place >= set.levels.len() => {
                return wrong("level", "problem.knock_cap_beyond");
            }
            Effect::Drop { steps: 0 } => return wrong("steps", "problem.knock_drop_none"),
            Effect::Drop { steps } if steps >= set.levels.len() => {
                let wrong = flaw(row, "steps", "problem.knock_drop_far").named(&rule.name);
                let most = set.levels.len().saturating_sub(1) as i64;
                return Err(Flaw { problem: wrong.problem.num("most", most), ..wrong });
            }
            Effect::Cap { .. } | Effect::Drop { .. } | Effect::NotFirst => {}
        }
    }
    Ok(())
}

/// What stands in a cell of minima: from, up to.
type Range = (Option<Points>, Option<Points>);

/// Reads `90`, `90%`, `từ 90`, `≥ 90`, `80–90`, `80 đến dưới 90`, `dưới 50`, `< 50`; nothing for an empty cell.
fn range(typed: &str) -> Result<Range, Problem> {
    let points = |part: &str| -> Result<Option<Points>, Problem> {
        let part = part.trim().trim_end_matches('%').trim_end();
        let word = text::fold(part);
        let skip = ["duoi", "den", "tu", "<", "≤"]
            .iter()
            .find(|w| word.starts_with(**w))
            .map_or(0, |w| w.chars().count());
        let digits: String = part.chars().skip(skip).collect();
        let digits = digits.trim_start_matches(['=', ' ', '≥', '>']).trim();
        if digits.is_empty() { Ok(None) } else { Points::parse(digits).map(Some) }
    };
    let typed = text::line(typed);
    let folded = text::fold(&typed);
    if ["duoi", "<", "≤"].iter().any(|w| folded.starts_with(w)) {
        return Ok((None, points(&typed)?));
    }
    let halves = [" đến ", "–", "—", "-"].iter().find_map(|mark| typed.split_once(mark));
    match halves.filter(|(from, _)| !from.trim().is_empty()) {
        Some((from, to)) => Ok((points(from)?, points(to)?)),
        None => Ok((points(&typed)?, None)),
    }
}

/// Minima as typed, one cell a level, the highest first, with the names of the levels. A cell may give a range; then it
/// must begin where the range below ends: between 60 and 61 lies 60,5, which would be no level at all.
pub fn read_minima(cells: &[(String, String)], measure: Measure) -> Result<Vec<Option<Points>>, Flaw> {
    let mut out: Vec<Option<Points>> = Vec::with_capacity(cells.len());
    let mut above: Option<Points> = None;
    for (row, (name, typed)) in cells.iter().enumerate() {
        let (from, to) = range(typed).map_err(|problem| Flaw { row, column: "minimum", problem })?;
        let wrong = |key, points| flaw(row, "minimum", key).named(name).with("to", points);
        if let Some(to) = to {
            if from.is_some_and(|from| from >= to) {
                return Err(wrong("problem.level_range", to));
            }
            match above {
                Some(a) if to < a => return Err(wrong("problem.level_gap", to).with("above", a)),
                Some(a) if to > a => return Err(wrong("problem.level_overlap", to).with("above", a)),
                None if row == 0 && measure == Measure::Rate && to < WHOLE => {
                    return Err(wrong("problem.level_gap_top", to));
                }
                _ => {}
            }
        }
        // the lowest level of a table written in ranges begins at 0: it has no minimum
        let lowest = row + 1 == cells.len();
        let from = from.filter(|m| !(lowest && m.0 == 0 && to.is_some()));
        above = from.or(above);
        out.push(from);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::knockout::Knockout;
    use crate::core::level::{Level, Tint};

    fn set(minima: &[Option<i64>]) -> LevelSet {
        let level = |(id, m): (i64, &Option<i64>)| Level {
            id,
            name: format!("L{id}"),
            minimum: m.map(Points),
            quota: None,
            tint: Tint::Text,
        };
        LevelSet { levels: (1..).zip(minima).map(level).collect(), ..LevelSet::default() }
    }

    fn fault(set: &LevelSet) -> (usize, &'static str, &'static str) {
        let flaw = check(set).unwrap_err();
        (flaw.row, flaw.column, flaw.problem.key)
    }

    #[test]
    fn minima_fall_and_only_the_lowest_has_none() {
        assert_eq!(check(&set(&[Some(9_000), Some(8_000), None])), Ok(()));
        assert_eq!(fault(&set(&[Some(9_000)])), (0, "name", "problem.level_number"));
        assert_eq!(fault(&set(&[Some(8_000), Some(9_000), None])), (1, "minimum", "problem.level_order"));
        assert_eq!(fault(&set(&[Some(9_000), None, None])), (1, "minimum", "problem.level_hole"));
        assert_eq!(fault(&set(&[Some(9_000), Some(5_000)])), (1, "minimum", "problem.level_lowest"));
        assert_eq!(fault(&set(&[Some(10_001), None])), (0, "minimum", "problem.level_minimum"));
        // on the total the maximum of a table is the limit nobody knows here
        let total = |m| LevelSet { measure: Measure::Total, ..set(&[Some(m), None]) };
        assert_eq!(check(&total(90_000)), Ok(()));
        assert_eq!(fault(&total(limit::POINTS + 1)), (0, "minimum", "problem.level_minimum_total"));
    }

    #[test]
    fn quotas_leave_the_lowest_level_free_and_grow_with_titles_that_contain_each_other() {
        let mut s = set(&[Some(9_000), Some(8_000), None]);
        s.levels[0].quota = Some(Points(10_001));
        assert_eq!(fault(&s), (0, "quota", "problem.level_quota"));
        s.levels[0].quota = Some(Points(2_000));
        s.levels[2].quota = Some(Points(9_000));
        assert_eq!(fault(&s), (2, "quota", "problem.level_quota_lowest"));
        s.nested = true;
        assert_eq!(check(&s), Ok(()));
        s.levels[1].quota = Some(Points(1_000));
        assert_eq!(fault(&s), (1, "quota", "problem.level_quota_nested"));
        s.levels[1].name = "l1".into();
        assert_eq!(fault(&s), (1, "name", "problem.level_twice"));
        assert_eq!(check(&LevelSet { nested: true, ..set(&[None, None, None]) }), Ok(()));
    }

    #[test]
    fn knockouts_must_strike_something() {
        let rule = |name: &str, effect| Knockout {
            name: name.into(),
            cause: Cause::LeaderDiscipline,
            criterion: String::new(),
            effect,
        };
        let mut s = set(&[Some(9_000), Some(8_000), None]);
        let mut fault = |rules: Vec<Knockout>| {
            s.knockouts = rules;
            check_knockouts(&s).map_err(|f| (f.row, f.column, f.problem.key))
        };
        let good = rule("a", Effect::Cap { place: 2 });
        assert_eq!(fault(vec![good.clone(), rule("b", Effect::Drop { steps: 2 })]), Ok(()));
        assert_eq!(
            fault(vec![good.clone(), rule("A", Effect::NotFirst)]),
            Err((1, "name", "problem.knock_twice"))
        );
        assert_eq!(fault(vec![rule(" ", Effect::NotFirst)]), Err((0, "name", "problem.knock_name")));
        let beyond = rule("b", Effect::Cap { place: 3 });
        assert_eq!(fault(vec![good.clone(), beyond]), Err((1, "level", "problem.knock_cap_beyond")));
        let top = rule("b", Effect::Cap { place: 0 });
        assert_eq!(fault(vec![top]), Err((0, "level", "problem.knock_cap_top")));
        let none = rule("b", Effect::Drop { steps: 0 });
        assert_eq!(fault(vec![none]), Err((0, "steps", "problem.knock_drop_none")));
        let far = rule("b", Effect::Drop { steps: 3 });
        assert_eq!(fault(vec![far]), Err((0, "steps", "problem.knock_drop_far")));
        let code = Knockout { criterion: "B.1".into(), ..good };
        assert_eq!(fault(vec![code.clone()]), Err((0, "criterion", "problem.knock_criterion")));
        assert_eq!(fault(vec![Knockout { cause: Cause::Deduction, ..code }]), Ok(()));
        assert_eq!(fault(vec![rule("x", Effect::NotFirst); 21]).unwrap_err().2, "problem.knock_number");
    }

    fn minima(cells: &[&str]) -> Result<Vec<Option<i64>>, (usize, &'static str)> {
        let cells: Vec<_> = cells.iter().map(|c| ("L".to_owned(), (*c).to_owned())).collect();
        let read = read_minima(&cells, Measure::Rate);
        read.map(|m| m.into_iter().map(|p| p.map(|p| p.0)).collect()).map_err(|f| (f.row, f.problem.key))
    }

    #[test]
    fn minima_are_read_alone_or_as_ranges_and_a_hole_is_named() {
        let expected = Ok(vec![Some(9_000), Some(8_050), None]);
        assert_eq!(minima(&["90", "80,5%", ""]), expected);
        assert_eq!(minima(&["90–100", "80,5 - 90", "0-80,5"]), expected);
        assert_eq!(minima(&["từ 90", "80,5 đến dưới 90", "dưới 80,5"]), expected);
        assert_eq!(minima(&["≥ 90", "Từ 80,5% đến dưới 90%", "< 80,5"]), expected);
        assert_eq!(minima(&["61–100", "41–60", "0–40"]), Err((1, "problem.level_gap")));
        assert_eq!(minima(&["90–100", "80–95", ""]), Err((1, "problem.level_overlap")));
        assert_eq!(minima(&["90–95", "80", ""]), Err((0, "problem.level_gap_top")));
        assert_eq!(minima(&["90", "85–80", ""]), Err((1, "problem.level_range")));
        assert_eq!(minima(&["90", "80", "dưới 70"]), Err((2, "problem.level_gap")));
        assert_eq!(minima(&["chín mươi", ""]), Err((0, "problem.number_unreadable")));
        // a minus is no range
        assert_eq!(minima(&["-5", ""]), Ok(vec![Some(-500), None]));
    }
}
