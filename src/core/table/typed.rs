//! A score table as texts: what the editor's rows, a sheet or a file hold. Read as a whole: every text that says nothing is
//! told by its place, and the table that comes of the rest is checked too. What is written here is read back the same.
use super::level::Levels;
use super::names::{Kind, Names};
use super::{Flaw, check, how};
use crate::core::award::Catalogue;
use crate::core::number::Points;
use crate::core::problem::{Arg, Problem};
use crate::core::score::{Class, Criterion, CriterionId, Formula, RankBy, Rule, ScoreTable};
use crate::core::text;

/// A row as texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// key in the register; 0: new
    pub id: CriterionId,
    /// how deep it stands, from 1; empty: from its code
    pub level: String,
    /// `I.1`
    pub code: String,
    /// what it is about
    pub text: String,
    /// the maximum; of deductions what may be taken off
    pub points: String,
    /// name or code of its kind; empty: a group
    pub kind: String,
    /// how it is counted, see `how`
    pub how: String,
    /// hidden on papers: yes, or nothing
    pub hidden: String,
}

/// A table as texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// key in the register; 0: new
    pub id: i64,
    /// as read
    pub rev: i64,
    /// its name
    pub name: String,
    /// the year it is made for, or nothing
    pub year: String,
    /// total or rate
    pub by: String,
    /// the step points are rounded to
    pub step: String,
    /// bonus may lift a total past the maximum: yes, or nothing
    pub past: String,
    /// see `how::show_formulas`
    pub formulas: String,
    /// see `how::show_ties`
    pub ties: String,
    /// in printed order
    pub rows: Vec<Row>,
}

/// A table read from texts, and everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// the table, as far as it could be read
    pub table: ScoreTable,
    /// what is wrong, in the order of the rows
    pub flaws: Vec<Flaw>,
}

impl Typed {
    /// A table as texts.
    pub fn of(table: &ScoreTable, names: &Names, catalogue: &Catalogue) -> Self {
        let lang = names.lang();
        let by = if table.by == RankBy::Total { "table.by_total" } else { "table.by_rate" };
        let yes = |on: bool| if on { first(names, "table.yes") } else { String::new() };
        let mut typed = Self {
            id: table.id,
            rev: table.rev,
            name: table.name.clone(),
            year: table.year.map(|y| y.to_string()).unwrap_or_default(),
            by: first(names, by),
            step: table.step.typed(lang),
            past: yes(table.past),
            formulas: how::show_formulas(&table.formulas, names),
            ties: how::show_ties(&table.ties, names),
            rows: Vec::with_capacity(table.criteria.len()),
        };
        for c in &table.criteria {
            let amount = if c.class == Class::Deduction { c.minimum } else { c.maximum };
            typed.rows.push(Row {
                id: c.id,
                level: depth(table, c).to_string(),
                code: c.code.clone(),
                text: c.text.clone(),
                points: amount.typed(lang),
                kind: first(names, kind(c).word()),
                how: c.rule.as_ref().map(|r| how::show(r, names, catalogue)).unwrap_or_default(),
                hidden: yes(c.hidden),
            });
        }
        typed
    }

    /// The table these texts mean, with everything that is wrong.
    pub fn read(&self, names: &Names, catalogue: &Catalogue) -> Read {
        let mut flaws = Vec::new();
        let mut table = self.settings(names, &mut flaws);
        let mut tree = Reader { names, catalogue, open: Vec::new(), levels: Levels::default() };
        for (at, row) in self.rows.iter().enumerate() {
            let criterion = tree.criterion(at, row, &table.formulas, &mut flaws);
            table.criteria.push(criterion);
        }
        let silent = |flaw: &Flaw| {
            // what does not read is told once, and not again as what came of it
            let same = flaws.iter().any(|f| (f.row, f.column) == (flaw.row, flaw.column));
            let sum = flaw.problem.key == "problem.table.group_sum";
            let within = |row: usize| flaw.row.is_some_and(|group| is_in(&table, row, group));
            let part = sum && flaws.iter().any(|f| f.column == "points" && f.row.is_some_and(within));
            same || part
        };
        let mut found: Vec<Flaw> = check::check(&table);
        found.extend(check::unknown_forms(&table, catalogue));
        found.retain(|flaw| !silent(flaw));
        flaws.extend(found);
        flaws.sort_by_key(|f| f.row.map_or(0, |row| row + 1));
        Read { table, flaws }
    }

    fn settings(&self, names: &Names, flaws: &mut Vec<Flaw>) -> ScoreTable {
        let mut table = ScoreTable::empty(&text::line(&self.name));
        (table.id, table.rev) = (self.id, self.rev);
        let mut say = |column, problem| flaws.push(Flaw::of(column, problem));
        let year = text::line(&self.year);
        match year.parse() {
            Ok(year) => table.year = Some(year),
            Err(_) if year.is_empty() => {}
            Err(_) => say("year", Problem::new("problem.table.year_unreadable").text("text", year)),
        }
        let unreadable = |key, typed: &str| Problem::new(key).text("text", text::line(typed));
        if !text::line(&self.by).is_empty() {
            match names.rank_by(&self.by) {
                Some(by) => table.by = by,
                None => say("by", unreadable("problem.table.by", &self.by)),
            }
        }
        if !text::line(&self.step).is_empty() {
            match Points::parse(&self.step) {
                Ok(step) => table.step = step,
                Err(problem) => say("step", problem),
            }
        }
        match names.yes(&self.past) {
            Some(past) => table.past = past,
            None => say("past", unreadable("problem.table.yes", &self.past)),
        }
        match how::read_formulas(&self.formulas) {
            Ok(formulas) => table.formulas = formulas,
            Err(problem) => say("formulas", problem),
        }
        table.ties = how::read_ties(&self.ties, names);
        table
    }
}

fn first(names: &Names, key: &'static str) -> String {
    names.word(key).split('|').next().unwrap_or_default().to_owned()
}

/// What a criterion is called in the column of kinds.
pub fn kind(c: &Criterion) -> Kind {
    match (&c.rule, c.class, c.parent) {
        (None, Class::Bonus, None) => Kind::Bonus,
        (None, Class::Deduction, None) => Kind::Deduction,
        (None, ..) => Kind::Group,
        (Some(Rule::Pass), ..) => Kind::Pass,
        (Some(Rule::Direct), ..) => Kind::Direct,
        (Some(Rule::Quantity { .. }), ..) => Kind::Quantity,
        (Some(Rule::Count { .. }), ..) => Kind::Count,
        (Some(Rule::Derived { .. }), ..) => Kind::Derived,
    }
}

/// How deep a criterion stands, from 1.
pub fn depth(table: &ScoreTable, c: &Criterion) -> usize {
    let mut at = c.parent;
    let mut depth = 1;
    while let Some(group) = at.and_then(|id| table.criterion(id)) {
        depth += 1;
        at = group.parent;
        if depth > table.criteria.len() {
            break;
        }
    }
    depth
}

/// Is the row at `row` under the group at `group`?
fn is_in(table: &ScoreTable, row: usize, group: usize) -> bool {
    match (table.criteria.get(row), table.criteria.get(group)) {
        (Some(row), Some(group)) => table.within(row.id, group.id),
        _ => false,
    }
}

/// Reads row after row, with the groups that are open there.
struct Reader<'a> {
    names: &'a Names,
    catalogue: &'a Catalogue,
    /// depth, key and class of the groups open here
    open: Vec<(usize, CriterionId, Class)>,
    levels: Levels,
}

/// Where a row stands, for the sentences about it.
struct Place<'a> {
    at: usize,
    row: &'a Row,
}

impl Place<'_> {
    fn flaw(&self, column: &'static str, head: &'static str, problem: Problem) -> Flaw {
        let code = text::line(&self.row.code);
        let code = if code.is_empty() { (self.at + 1).to_string() } else { code };
        let problem =
            problem.num("row", self.at as i64 + 1).text("code", code).with("column", Arg::Word(head));
        Flaw::at(self.at, column, problem)
    }
    /// A text that does not read.
    fn unread(&self, column: &'static str, head: &'static str, key: &'static str, typed: &str) -> Flaw {
        self.flaw(column, head, Problem::new(key).text("text", text::line(typed)))
    }
}

impl Reader<'_> {
    fn criterion(&mut self, at: usize, row: &Row, formulas: &[Formula], flaws: &mut Vec<Flaw>) -> Criterion {
        let place = Place { at, row };
        let kind = self.names.kind(&row.kind);
        if kind.is_none() {
            let flaw = place.unread("kind", "table.head_kind", "problem.table.kind", &row.kind);
            flaws.push(Flaw { problem: flaw.problem.text("all", self.names.kinds()), ..flaw });
        }
        // nothing is said of what would follow from a guess
        let (known, kind) = (kind.is_some(), kind.unwrap_or(Kind::Direct));
        let level = self.level(&place, kind, flaws);
        self.open.retain(|(depth, ..)| *depth < level);
        let up = self.open.last().copied();
        let class = match (kind, up) {
            (Kind::Bonus, None) => Class::Bonus,
            (Kind::Deduction, None) => Class::Deduction,
            (_, up) => up.map_or(Class::Main, |(.., class)| class),
        };
        if matches!(kind, Kind::Bonus | Kind::Deduction) && up.is_some() {
            flaws.push(place.unread("kind", "table.head_kind", "problem.table.class_top", &row.kind));
        }
        let down = class == Class::Deduction;
        let points = Points::parse(&row.points).unwrap_or_else(|problem| {
            flaws.push(place.flaw("points", "table.head_points", problem));
            Points(0)
        });
        let points = if down { Points(-points.0.abs()) } else { points };
        let how = if known { row.how.as_str() } else { "" };
        let rule =
            how::read(kind, how, down, self.names, self.catalogue, formulas).unwrap_or_else(|problem| {
                flaws.push(place.flaw("how", "table.head_how", problem));
                (!kind.is_group()).then_some(Rule::Direct)
            });
        let hidden = self.names.yes(&row.hidden).unwrap_or_else(|| {
            flaws.push(place.unread("hidden", "table.head_hidden", "problem.table.yes", &row.hidden));
            false
        });
        // new rows have keys below those of any register
        let id = if row.id > 0 { row.id } else { -(at as i64) - 1 };
        if kind.is_group() {
            self.open.push((level, id, class));
        }
        Criterion {
            id,
            parent: up.map(|(_, id, _)| id),
            code: text::line(&row.code),
            text: text::line(&row.text),
            hidden,
            class,
            minimum: if down { points } else { Points(0) },
            maximum: if down { Points(0) } else { points },
            rule,
        }
    }

    fn level(&mut self, place: &Place<'_>, kind: Kind, flaws: &mut Vec<Flaw>) -> usize {
        let (column, head) = ("level", "table.head_level");
        let typed = text::line(&place.row.level);
        let given = typed.parse::<usize>().ok().filter(|n| (1..=9).contains(n));
        if given.is_none() && !typed.is_empty() {
            flaws.push(place.unread(column, head, "problem.table.level_unreadable", &typed));
        }
        let level = self.levels.next(given, &place.row.code, kind);
        let before = self.open.iter().filter(|(depth, ..)| *depth < level).map(|(depth, ..)| *depth).max();
        let deepest = before.unwrap_or(0) + 1;
        if level > deepest {
            let problem = Problem::new("problem.table.level").num("level", level as i64);
            flaws.push(place.flaw(column, head, problem.num("most", deepest as i64)));
        }
        level
    }
}
