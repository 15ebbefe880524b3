//! How points that are counted from a sheet came about, with the numbers put in: `(0,5 + 0,332) × 20 = 16,64`. Says what
//! `quantity` counted, counts nothing itself; the words put the sentence together.
use super::quantity::{Case, Computed, Share};
use crate::core::lang::Lang;
use crate::core::number::Points;
use crate::core::numeral::decimal;
use crate::core::problem::{Arg, Problem};
use crate::core::score::{Criterion, Rule, ScoreTable, SheetLine};

/// A counted leaf in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// the case with its numbers, under `counted.` of the words
    pub how: Problem,
    /// what it came to before the table's step and the leaf's ends, where that is not what counts
    pub before: Option<Points>,
    /// what counts
    pub points: Points,
}

/// Says how a leaf was counted; `None` for leaves of another kind.
pub fn told(
    table: &ScoreTable,
    leaf: &Criterion,
    line: &SheetLine,
    counted: &Computed,
    lang: Lang,
) -> Option<Told> {
    let of = |amount: Option<Points>| amount.unwrap_or_default().typed(lang);
    let (target, actual) = (of(line.target), of(line.actual));
    let most = leaf.maximum.short(lang);
    let (share, lower) = match &leaf.rule {
        Some(Rule::Quantity { formula, lower }) => {
            (table.formula(formula).map_or(5_000, |f| f.share.0).clamp(0, 10_000), *lower)
        }
        Some(Rule::Count { each }) => return Some(times(leaf, line, counted, *each, lang)),
        _ => return None,
    };
    let raw = raw(leaf, share, counted.case);
    let how = match counted.case {
        Case::Nothing | Case::Count => Problem::new("counted.nothing"),
        Case::Never { kept: true } => Problem::new("counted.never_kept"),
        Case::Never { kept: false } => Problem::new("counted.never_broken"),
        Case::At => Problem::new("counted.at"),
        Case::Short(_) if lower => Problem::new("counted.short_lower"),
        Case::Short(_) => Problem::new("counted.short"),
        Case::Free(of) if lower => {
            Problem::new("counted.free_lower").text("best", Points(of.part).typed(lang))
        }
        Case::Free(of) => Problem::new("counted.free").text("best", Points(of.whole).typed(lang)),
        Case::Past { by, most: top } => {
            let key = if lower { "counted.past_lower" } else { "counted.past" };
            let extra = i128::from(by.part) * i128::from(top.whole) * i128::from(10_000 - share);
            let under = i128::from(by.whole) * i128::from(top.part) * 10_000;
            Problem::new(key)
                .text("by", Points(by.part).typed(lang))
                .text("percent", decimals(percent(by), 2, lang))
                .text("top", decimals(percent(top), 2, lang))
                .text("extra", decimals((extra, under), 4, lang))
        }
    };
    let how = how
        .text("share", decimals((i128::from(share), 10_000), 4, lang))
        .text("target", target)
        .text("actual", actual)
        .text("max", most)
        .text("points", raw.show(lang));
    Some(Told { how, before: (raw != counted.points).then_some(raw), points: counted.points })
}

/// `3 × −2 = −6`, and where the leaf's end cuts it `, tối đa −5`.
fn times(leaf: &Criterion, line: &SheetLine, counted: &Computed, each: Points, lang: Lang) -> Told {
    let n = line.actual.unwrap_or_default();
    let sum = i128::from(n.0) * i128::from(each.0) / 100;
    let sum = Points(i64::try_from(sum).unwrap_or_default());
    let end = if sum < leaf.minimum { Some(leaf.minimum) } else { None };
    let end = end.or((sum > leaf.maximum).then_some(leaf.maximum));
    let how = Problem::new(if end.is_some() { "counted.times_end" } else { "counted.times" })
        .text("n", n.typed(lang))
        .text("each", each.short(lang))
        .text("points", sum.short(lang))
        .text("end", end.unwrap_or_default().short(lang));
    let rounded = (end.is_none() && sum != counted.points).then_some(sum);
    Told { how, before: rounded, points: counted.points }
}

/// What a case comes to in hundredths, half up, before the table's step.
fn raw(leaf: &Criterion, share: i64, case: Case) -> Points {
    let (max, share) = (i128::from(leaf.maximum.0), i128::from(share));
    let wide = |s: Share| (i128::from(s.part), i128::from(s.whole));
    let (part, whole) = match case {
        Case::Nothing | Case::Never { kept: false } | Case::Count => (0, 1),
        Case::Never { kept: true } => (max, 1),
        Case::At => (share * max, 10_000),
        Case::Short(of) => ((share * max).saturating_mul(wide(of).0), 10_000 * wide(of).1),
        Case::Free(of) => (max.saturating_mul(wide(of).0), wide(of).1),
        Case::Past { by, most } => {
            let ((by, of), (top, of_top)) = (wide(by), wide(most));
            let parts = (share * of).saturating_mul(top);
            let parts = parts.saturating_add(((10_000 - share) * by).saturating_mul(of_top));
            (max.saturating_mul(parts), 10_000 * of * top)
        }
    };
    leaf.settle(part, whole, Points(1))
}

fn percent(share: Share) -> (i128, i128) {
    (i128::from(share.part) * 100, i128::from(share.whole))
}

/// A fraction with up to so many decimals, half up, without needless zeros: `0,332`.
fn decimals((part, whole): (i128, i128), most: u32, lang: Lang) -> String {
    let scale = 10_i128.pow(most);
    let whole = whole.max(1);
    let n = (part.saturating_mul(scale).saturating_mul(2) + whole).div_euclid(whole * 2);
    let (high, low) = (n / scale, n % scale);
    let low = format!("{low:0width$}", width = most as usize);
    let low = low.trim_end_matches('0');
    if low.is_empty() { high.to_string() } else { format!("{high}{}{low}", decimal(lang)) }
}

/// The sentence as an argument of another.
impl Told {
    /// Is it rounded to the table's step: the step to name.
    pub fn rounded(&self, table: &ScoreTable) -> Option<Problem> {
        self.before?;
        Some(
            Problem::new("counted.rounded")
                .with("step", Arg::Points(table.step))
                .with("points", Arg::Points(self.points)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::quarter::QuarterFacts;
    use crate::core::score::{Formula, ScoreTable};
    use crate::core::standing::Finals;
    use crate::core::unit::Unit;
    use crate::core::words::Words;

    /// Units 1, 2, … with these targets and results of one leaf; what is said of the first.
    fn said(leaf: Criterion, step: i64, rows: &[(Option<i64>, i64)]) -> String {
        let mut table = ScoreTable { step: Points(step), ..ScoreTable::empty("t") };
        table.formulas.push(Formula { name: "f".into(), version: 1, share: Points(5_000) });
        table.criteria.push(Criterion { id: 1, code: "I.1".into(), ..leaf });
        let mut facts = QuarterFacts::bare(crate::core::period::PeriodKey::quarter(2021, 2));
        for (n, (target, actual)) in rows.iter().enumerate() {
            let unit = n as i64 + 1;
            facts.units.push(Unit { id: unit, ..Unit::default() });
            let (target, actual) = (target.map(Points), Some(Points(*actual)));
            facts.lines.push(SheetLine { target, actual, ..SheetLine::blank(unit, 1) });
        }
        facts.table = Some(table);
        let table = facts.table.as_ref().unwrap();
        let leaf = &table.criteria[0];
        let counted = Finals::new(&facts).computed(1, leaf).unwrap();
        let told = told(table, leaf, facts.line(1, 1).unwrap(), &counted, Lang::Vi).unwrap();
        let words = Words::load(Lang::Vi);
        let rounded = told.rounded(table).map(|p| words.say(&p)).unwrap_or_default();
        format!("{}{rounded}", words.say(&told.how))
    }

    fn quantity(max: i64, lower: bool) -> Criterion {
        let rule = Some(Rule::Quantity { lower, formula: "f".into() });
        Criterion { maximum: Points(max), rule, ..Criterion::default() }
    }

    #[test]
    fn each_case_of_the_formula_is_said_with_its_numbers() {
        let t = |n: i64| Some(n * 100);
        let more = || quantity(10_000, false);
        let past = said(more(), 1, &[(t(40), 5_700), (t(100), 15_000)]);
        assert_eq!(past, "vượt 17/40 = 42,5%, cao nhất 50%: (0,5 + 0,425) × 100 = 92,50");
        assert_eq!(
            said(more(), 1, &[(t(40), 3_000)]),
            "kết quả 30 trên chỉ tiêu 40: 0,5 × 30/40 × 100 = 37,50"
        );
        assert_eq!(said(more(), 1, &[(t(40), 4_000)]), "đúng chỉ tiêu 40: 0,5 × 100 = 50,00");
        assert_eq!(
            said(more(), 1, &[(None, 7_500), (None, 15_000)]),
            "không giao chỉ tiêu, cao nhất 150: 75/150 × 100 = 50,00"
        );
        assert_eq!(said(more(), 1, &[(t(40), 0)]), "kết quả 0: 0 điểm");
        let less = || quantity(10_000, true);
        assert_eq!(said(less(), 1, &[(Some(0), 0)]), "không để xảy ra, kết quả 0: đủ 100 điểm");
        assert_eq!(said(less(), 1, &[(Some(0), 200)]), "không để xảy ra, kết quả 2: 0 điểm");
        assert_eq!(said(less(), 1, &[(t(4), 500)]), "kết quả 5 quá chỉ tiêu 4: 0,5 × 4/5 × 100 = 40,00");
        assert_eq!(
            said(more(), 50, &[(t(3), 100)]),
            "kết quả 1 trên chỉ tiêu 3: 0,5 × 1/3 × 100 = 16,67, làm tròn theo bước 0,5 thành 16,5"
        );
    }

    #[test]
    fn how_many_times_what_and_where_it_ends() {
        let rule = |each: i64| Some(Rule::Count { each: Points(each) });
        let off = Criterion { minimum: Points(-500), rule: rule(-200), ..Criterion::default() };
        assert_eq!(said(off.clone(), 1, &[(None, 300)]), "3 × −2 = −6, tối đa −5");
        assert_eq!(said(off, 1, &[(None, 200)]), "2 × −2 = −4");
        let more = Criterion { maximum: Points(1_000), rule: rule(150), ..Criterion::default() };
        assert_eq!(said(more, 1, &[(None, 300)]), "3 × 1,5 = 4,5");
    }
}
