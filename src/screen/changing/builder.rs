//! The questions that make a change, one after the other: what, whom, where, and to what. Every question is made from the
//! facts of the moment; Esc in any of them gives the change up.
use super::options::{Ground, Kind, leaf_name, none_word};
use crate::core::adjustment::Change;
use crate::core::award::RecipientKind;
use crate::core::entry::{self, Amount};
use crate::core::level::Mark;
use crate::core::number::Points;
use crate::core::problem::{Arg, Problem};
use crate::core::score::{CellValue, Criterion, CriterionId, Round, ScoreTable};
use crate::core::standing;
use crate::core::text;
use crate::core::unit::UnitId;
use crate::effect::{Answer, Question};

/// A change on its way.
#[derive(Debug, Clone)]
pub(in crate::screen) struct Builder {
    step: Step,
}

/// What was answered so far; the question under way is the next one.
#[derive(Debug, Clone)]
enum Step {
    Kind(Option<UnitId>),
    Unit(Kind),
    Leaf(Kind, UnitId),
    Score(UnitId, CriterionId),
    Result(UnitId, CriterionId),
    Form(UnitId),
    Number(UnitId, String, RecipientKind),
    Row(UnitId),
    Late,
    Knock(UnitId),
    KnockWhy(UnitId, String, bool),
    Level(UnitId),
    LevelWhy(UnitId, Mark),
}

/// What comes of an answer.
#[derive(Debug, Clone)]
pub(in crate::screen) enum Next {
    /// the next question
    Ask(Question),
    /// the change is whole
    Put(Change),
    /// there is nothing to choose: why
    Say(Problem),
    /// given up
    Stop,
}

impl Builder {
    /// Begins with the question what is changed; `unit`: of whom, where that is clear.
    pub(in crate::screen) fn begin(unit: Option<UnitId>, ground: &Ground<'_>) -> (Self, Question) {
        let builder = Self { step: Step::Kind(unit) };
        let question = builder.question(ground, None);
        (builder, question)
    }

    /// Begins with a change that is there: the question for what it says, filled in. `None`: a row of the register is taken
    /// whole or not at all.
    pub(in crate::screen) fn again(change: &Change, ground: &Ground<'_>) -> Option<(Self, Question)> {
        let lang = ground.words.lang;
        let (step, said) = match change {
            Change::Score { unit, criterion, value } => {
                let said = match value {
                    None => String::new(),
                    Some(CellValue::NotAssigned) => entry::NOT_ASSIGNED.to_owned(),
                    Some(CellValue::Points(points)) => points.typed(lang),
                };
                (Step::Score(*unit, *criterion), said)
            }
            Change::Line { unit, criterion, actual, .. } => {
                let said = actual.map_or_else(|| "?".to_owned(), |a| a.typed(lang));
                (Step::Result(*unit, *criterion), said)
            }
            Change::Award { unit, form, kind, by, award: None, .. } => {
                (Step::Number(*unit, form.clone(), *kind), format!("{by:+}"))
            }
            Change::Award { .. } => return None,
            Change::Knock { unit, knockout, lifted, reason } => {
                (Step::KnockWhy(*unit, knockout.clone(), *lifted), reason.clone())
            }
            Change::Level { unit, mark, reason } => (Step::LevelWhy(*unit, *mark), reason.clone()),
        };
        let builder = Self { step };
        let mut question = builder.question(ground, None);
        if let Question::Reason { text, .. } = &mut question {
            *text = said;
        }
        Some((builder, question))
    }

    /// An answer to the question under way.
    pub(in crate::screen) fn answer(&mut self, answer: Answer, ground: &Ground<'_>) -> Next {
        let next = match answer {
            Answer::Picked(n) => self.picked(n, ground),
            Answer::Text(typed) => return self.typed(&typed, ground),
            Answer::Yes | Answer::No => None,
        };
        match next {
            Some(Ok(step)) => self.go(step, ground),
            Some(Err(change)) => Next::Put(change),
            None => Next::Stop,
        }
    }

    fn go(&mut self, step: Step, ground: &Ground<'_>) -> Next {
        self.step = step;
        let said = |key| Problem::new(key).with("period", Arg::Period(ground.now.period.key));
        match &self.step {
            Step::Late if ground.lates().is_empty() => Next::Say(said("change.late_none")),
            Step::Row(unit) if ground.own(*unit).is_empty() => {
                Next::Say(said("change.row_none").text("unit", ground.tag(*unit)))
            }
            _ => Next::Ask(self.question(ground, None)),
        }
    }

    /// A choice: the next step, or the change that is whole with it.
    fn picked(&self, n: usize, ground: &Ground<'_>) -> Option<Result<Step, Change>> {
        let of_unit = |kind, unit| match kind {
            Kind::Score | Kind::Result => Step::Leaf(kind, unit),
            Kind::Award => Step::Form(unit),
            Kind::Cancel => Step::Row(unit),
            Kind::Late => Step::Late,
            Kind::Knock => Step::Knock(unit),
            Kind::Level => Step::Level(unit),
        };
        Some(match &self.step {
            Step::Kind(unit) => Ok(match (*ground.kinds().get(n)?, unit) {
                (Kind::Late, _) => Step::Late,
                (kind, Some(unit)) => of_unit(kind, *unit),
                (kind, None) => Step::Unit(kind),
            }),
            Step::Unit(kind) => Ok(of_unit(*kind, ground.now.units.get(n)?.id)),
            Step::Leaf(kind, unit) => {
                let leaf = ground.leaves_of(*kind).get(n)?.id;
                Ok(if *kind == Kind::Result { Step::Result(*unit, leaf) } else { Step::Score(*unit, leaf) })
            }
            Step::Form(unit) => {
                let (form, kind) = ground.forms().get(n)?.clone();
                Ok(Step::Number(*unit, form, kind))
            }
            Step::Row(unit) => Err(ground.cancel(ground.own(*unit).get(n)?)?),
            Step::Late => Err(ground.lates().into_iter().nth(n)?.1),
            Step::Knock(unit) => {
                let (name, on) = ground.knocks(*unit).get(n)?.clone();
                Ok(Step::KnockWhy(*unit, name, on))
            }
            Step::Level(unit) => Ok(Step::LevelWhy(*unit, *ground.marks().get(n)?)),
            Step::Score(..)
            | Step::Result(..)
            | Step::Number(..)
            | Step::KnockWhy(..)
            | Step::LevelWhy(..) => {
                return None;
            }
        })
    }

    /// A text: the change is whole, or the same question again with what is wrong.
    fn typed(&self, typed: &str, ground: &Ground<'_>) -> Next {
        let change = match &self.step {
            Step::Score(unit, criterion) => read(typed, ground.now.table.as_ref(), *criterion)
                .map(|value| Change::Score { unit: *unit, criterion: *criterion, value: Some(value) }),
            Step::Result(unit, criterion) => {
                let target = ground.now.line(*unit, *criterion).and_then(|l| l.target);
                let (unit, criterion) = (*unit, *criterion);
                let actual = match leaf(ground, criterion) {
                    Some(leaf) if typed.trim() != "?" => entry::amount(typed, leaf, Amount::Actual),
                    _ => Ok(None),
                };
                actual.map(|actual| Change::Line { unit, criterion, target, actual })
            }
            Step::Number(unit, form, kind) => number(typed).map(|by| Change::Award {
                unit: *unit,
                form: form.clone(),
                kind: *kind,
                by,
                award: None,
                again: Vec::new(),
                what: String::new(),
            }),
            Step::KnockWhy(unit, knockout, lifted) => Ok(Change::Knock {
                unit: *unit,
                knockout: knockout.clone(),
                lifted: *lifted,
                reason: text::line(typed),
            }),
            Step::LevelWhy(unit, mark) => {
                Ok(Change::Level { unit: *unit, mark: *mark, reason: text::line(typed) })
            }
            _ => return Next::Stop,
        };
        match change {
            Ok(change) => Next::Put(change),
            Err(problem) => Next::Ask(self.question(ground, Some((typed, problem)))),
        }
    }

    /// The question under way; `wrong`: what was typed, and what is wrong with it.
    fn question(&self, ground: &Ground<'_>, wrong: Option<(&str, Problem)>) -> Question {
        let words = ground.words;
        let of = |key: &str, unit: UnitId| words.fill(key, &[("unit", ground.tag(unit))]);
        let pick = |title: String, items: Vec<(String, String)>| Question::Pick {
            id: "ch.pick",
            title,
            items,
            at: 0,
            quick: true,
        };
        match &self.step {
            Step::Kind(unit) => {
                let kinds =
                    ground.kinds().into_iter().map(|k| (words.get(k.word()).to_owned(), String::new()));
                let title = unit.map_or_else(
                    || words.get("change.kind_title").to_owned(),
                    |unit| of("change.kind_title_of", unit),
                );
                pick(title, kinds.collect())
            }
            Step::Unit(_) => {
                let units = ground.now.units.iter().map(|u| (u.label(), String::new()));
                pick(words.get("change.unit_title").to_owned(), units.collect())
            }
            Step::Leaf(kind, unit) => pick(of("change.leaf_title", *unit), ground.leaf_items(*kind, *unit)),
            Step::Form(unit) => {
                let note = |(form, kind): (String, RecipientKind)| {
                    let n = ground.counted(*unit, &form, kind).to_string();
                    (ground.form_item(&form, kind), words.fill("change.form_note", &[("n", &n)]))
                };
                pick(of("change.form_title", *unit), ground.forms().into_iter().map(note).collect())
            }
            Step::Row(unit) => {
                let rows = ground.own(*unit).into_iter().map(|r| (ground.row(r), String::new()));
                pick(of("change.row_title", *unit), rows.collect())
            }
            Step::Late => {
                let late = |(row, change, note): (&crate::core::award::AwardRow, Change, String)| {
                    (format!("{} {}", ground.tag(change.unit()), ground.row(row)), note)
                };
                pick(
                    words.get("change.late_title").to_owned(),
                    ground.lates().into_iter().map(late).collect(),
                )
            }
            Step::Knock(unit) => {
                let note =
                    |on: bool| if on { words.get("change.knock_on").to_owned() } else { String::new() };
                let items = ground.knocks(*unit).into_iter().map(|(name, on)| (name, note(on)));
                pick(of("change.knock_title", *unit), items.collect())
            }
            Step::Level(unit) => pick(of("change.level_title", *unit), ground.mark_items(*unit)),
            Step::Score(..) | Step::Result(..) | Step::Number(..) => self.value(ground, wrong),
            Step::KnockWhy(unit, name, _) => why(ground, *unit, name),
            Step::LevelWhy(unit, mark) => {
                let name = ground.now.level_name(*mark).unwrap_or_else(|| words.get(none_word(ground.now)));
                why(ground, *unit, name)
            }
        }
    }

    /// The question for a value.
    fn value(&self, ground: &Ground<'_>, wrong: Option<(&str, Problem)>) -> Question {
        let words = ground.words;
        let (unit, what, hint) = match &self.step {
            Step::Score(unit, criterion) => {
                let leaf = leaf(ground, *criterion);
                let score = leaf.map(|l| standing::final_score(ground.now, *unit, l));
                let now = score.map_or_else(String::new, |s| ground.score(s));
                let max = leaf.map_or_else(String::new, |l| l.maximum.short(words.lang));
                let hint = words.fill("change.value_score", &[("now", &now), ("max", &max)]);
                (*unit, leaf.map_or_else(String::new, leaf_name), hint)
            }
            Step::Result(unit, criterion) => {
                let leaf = leaf(ground, *criterion);
                let now = leaf.map_or_else(String::new, |l| ground.result(*unit, l));
                let target = ground.target(*unit, *criterion);
                let hint = words.fill("change.value_result", &[("now", &now), ("target", &target)]);
                (*unit, leaf.map_or_else(String::new, leaf_name), hint)
            }
            Step::Number(unit, form, kind) => {
                let n = ground.counted(*unit, form, *kind).to_string();
                (*unit, ground.form_item(form, *kind), words.fill("change.value_number", &[("n", &n)]))
            }
            _ => (0, String::new(), String::new()),
        };
        let (typed, problem) = wrong.map_or((String::new(), None), |(t, p)| (t.to_owned(), Some(p)));
        let title = words.fill("change.value_title", &[("unit", ground.tag(unit)), ("criterion", &what)]);
        Question::Reason {
            id: "ch.value",
            title: text::clip(&title, 60),
            lines: problem.iter().map(|p| words.say(p)).chain([hint]).collect(),
            text: typed,
            used: Vec::new(),
            papers: Vec::new(),
        }
    }
}

/// The question why.
fn why(ground: &Ground<'_>, unit: UnitId, what: &str) -> Question {
    let title = ground.words.fill("change.reason_title", &[("unit", ground.tag(unit)), ("what", what)]);
    let line = if ground.full { "change.reason_why" } else { "change.reason_try" };
    Question::Reason {
        id: "ch.reason",
        title: text::clip(&title, 60),
        lines: vec![ground.words.get(line).to_owned()],
        text: String::new(),
        used: Vec::new(),
        papers: Vec::new(),
    }
}

fn leaf<'a>(ground: &Ground<'a>, id: CriterionId) -> Option<&'a Criterion> {
    ground.now.table.as_ref()?.criterion(id)
}

/// The final of a leaf as typed, as an appraisal of it is.
fn read(typed: &str, table: Option<&ScoreTable>, id: CriterionId) -> Result<CellValue, Problem> {
    let Some((table, leaf)) = table.and_then(|t| Some((t, t.criterion(id)?))) else {
        return Points::parse(typed).map(CellValue::Points);
    };
    match entry::score(typed, leaf, Round::First)? {
        // nothing typed is nothing to put there
        None => Points::parse(typed).map(CellValue::Points),
        Some(CellValue::Points(points)) => {
            entry::unfit(leaf, points, table.step).map_or(Ok(CellValue::Points(points)), Err)
        }
        Some(value) => Ok(value),
    }
}

/// `+2`, `-1`: how many more or fewer.
fn number(typed: &str) -> Result<i64, Problem> {
    let clean = text::line(typed);
    let wrong = || Problem::new("change.number_wrong").text("text", clean.clone());
    let points = Points::parse(&clean).map_err(|_| wrong())?;
    if points.0 == 0 || points.0 % 100 != 0 { Err(wrong()) } else { Ok(points.0 / 100) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_and_fewer_as_typed() {
        let of = |t: &str| number(t).ok();
        assert_eq!([of("+2"), of("-1"), of("3"), of("−4")], [Some(2), Some(-1), Some(3), Some(-4)]);
        assert_eq!([of("0"), of("1,5"), of("hai"), of("")], [None; 4]);
    }
}
