//! A block of scores pasted from a sheet: which value goes into which cell, which is refused and why. Codes and units are
//! found by what stands in the block, else the rows go down from the selected cell. Pure and total; nothing is guessed,
//! no line is dropped silently, and a blank keeps what is there.
use super::entry::{self, Amount};
use super::limit;
use super::locate::{Names, Sure};
use super::points::Points;
use super::problem::Problem;
use super::score::{CellValue, Criterion, CriterionId, Round, Rule, ScoreTable};
use super::text;
use super::unit::{Unit, UnitId};
use std::collections::HashSet;

/// Most lines of a block.
pub const LINES: usize = 1_000;

/// Which column of the sheets a value stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// target or result
    Amount(Amount),
    /// a score of a round
    Score(Round),
}

/// A value as it will be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// a score
    Score(CellValue),
    /// a target or a result
    Amount(Points),
}

/// What becomes of one pasted value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// it will be written
    Write(Written),
    /// blank: what is there stays
    Blank,
    /// not taken, with its sentence
    Refused(Problem),
}

/// One pasted value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockCell {
    /// line of the paste, from 1
    pub line: usize,
    /// whose, where that was found
    pub unit: Option<UnitId>,
    /// which leaf, where that was found
    pub criterion: Option<CriterionId>,
    /// into which column
    pub column: Column,
    /// as pasted
    pub text: String,
    /// what becomes of it
    pub fate: Fate,
}

/// A block as read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    /// every value
    pub cells: Vec<BlockCell>,
    /// lines without a value: titles, notes; number and text
    pub skipped: Vec<(usize, String)>,
    /// heads of columns that are not taken
    pub extra: Vec<String>,
    /// the columns that are written, each once
    pub columns: Vec<Column>,
    /// several columns of numbers and no head says which is which: the place of each, and its first values. Nothing is
    /// guessed: `Start::column` says which one is taken
    pub unsure: Vec<(usize, String)>,
}

/// Where the block begins where it does not say.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// selected unit
    pub unit: UnitId,
    /// selected row of the table
    pub at: usize,
    /// the column that is selected: where no head says otherwise, values go there
    pub into: Column,
    /// which column of the paste is taken, from 0, where no head says it
    pub column: Option<usize>,
    /// units stand side by side (the whole cluster)
    pub across: bool,
}

/// Is it a block: more than one value?
pub fn is_block(raw: &str) -> bool {
    raw.trim().contains(['\n', '\r', '\t'])
}

/// Reads a block; refused whole where it is beyond all measure.
pub fn read(raw: &str, table: &ScoreTable, units: &[Unit], start: Start) -> Result<Block, Problem> {
    if raw.len() > limit::PASTE {
        return Err(Problem::new("problem.list_bytes").num("limit", (limit::PASTE / 1_000_000) as i64));
    }
    let unified = raw.replace("\r\n", "\n").replace('\r', "\n");
    let rows: Vec<(usize, Vec<String>)> = unified
        .trim_end_matches('\n')
        .split('\n')
        .enumerate()
        .map(|(n, line)| (n + 1, line.split('\t').map(text::line).collect()))
        .collect();
    if rows.len() > LINES {
        return Err(Problem::new("problem.list_lines").num("limit", LINES as i64));
    }
    let reader = Reader { table, units, start, names: Names::of(units) };
    Ok(reader.block(&reader.upright(rows)))
}

/// Where the values of a block stand.
struct Plan {
    /// column of the codes
    code: Option<usize>,
    /// columns of values: where in the sheets, and whose; an unknown unit as its head says
    values: Vec<(usize, Column, Result<UnitId, String>)>,
    /// row of the heads
    head: Option<usize>,
}

struct Reader<'a> {
    table: &'a ScoreTable,
    units: &'a [Unit],
    start: Start,
    names: Names,
}

type Rows = [(usize, Vec<String>)];
/// The places that have their value.
type Seen = HashSet<(UnitId, CriterionId, Column)>;

impl Reader<'_> {
    fn block(&self, rows: &Rows) -> Block {
        let mut block = Block::default();
        let plan = self.plan(rows, &mut block);
        let down = self.down(rows, &plan);
        block.columns = plan.values.iter().map(|v| v.1).collect();
        block.columns.sort_unstable();
        block.columns.dedup();
        let (mut seen, mut next) = (HashSet::new(), 0);
        for (n, (line, cells)) in rows.iter().enumerate() {
            let whole = || cells.iter().filter(|c| !c.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
            if plan.head.is_some_and(|head| n <= head) {
                // the row of heads was read
                if plan.head != Some(n) && !whole().is_empty() {
                    block.skipped.push((*line, whole()));
                }
                continue;
            }
            let row = if let Some(at) = plan.code {
                let typed = cells.get(at).map_or("", String::as_str);
                if typed.is_empty() {
                    if !whole().is_empty() {
                        block.skipped.push((*line, whole()));
                    }
                    continue;
                }
                self.by_code(typed).ok_or_else(|| Problem::new("block.e_code").text("code", typed))
            } else {
                next += 1;
                down.get(next - 1).copied().ok_or_else(|| Problem::new("block.e_below"))
            };
            for (at, column, unit) in &plan.values {
                let text = cells.get(*at).cloned().unwrap_or_default();
                let cell = self.cell((*line, text), row.clone(), (*column, unit), &mut seen);
                // a group's own row is no cell; where nothing is typed there is nothing to refuse
                if !(matches!(cell.fate, Fate::Refused(_)) && is_blank(&cell.text)) {
                    block.cells.push(cell);
                }
            }
        }
        block
    }

    fn cell(
        &self,
        (line, text): (usize, String),
        row: Result<&Criterion, Problem>,
        (column, unit): (Column, &Result<UnitId, String>),
        seen: &mut Seen,
    ) -> BlockCell {
        let (criterion, whose) = (row.as_ref().ok().map(|c| c.id), unit.as_ref().ok().copied());
        let fate = match (row, unit) {
            (Err(problem), _) => Fate::Refused(problem),
            (_, Err(head)) => Fate::Refused(Problem::new("block.e_unit").text("unit", head.clone())),
            (Ok(leaf), Ok(unit)) => match self.value(&text, leaf, column) {
                Ok(None) => Fate::Blank,
                Ok(Some(_)) if !seen.insert((*unit, leaf.id, column)) => {
                    Fate::Refused(Problem::new("block.e_twice").text("code", leaf.code.clone()))
                }
                Ok(Some(value)) => Fate::Write(value),
                Err(problem) => Fate::Refused(problem),
            },
        };
        BlockCell { line, unit: whose, criterion, column, text, fate }
    }

    /// A value as a leaf takes it; `None` for a blank.
    fn value(&self, typed: &str, leaf: &Criterion, column: Column) -> Result<Option<Written>, Problem> {
        if is_blank(typed) {
            return Ok(None);
        }
        match &leaf.rule {
            None => return Err(Problem::new("block.e_group").text("code", leaf.code.clone())),
            Some(Rule::Derived { .. }) => {
                return Err(Problem::new("problem.store_derived").text("criterion", leaf.code.clone()));
            }
            Some(_) => {}
        }
        match column {
            Column::Amount(amount) => Ok(entry::amount(typed, leaf, amount)?.map(Written::Amount)),
            Column::Score(round) => {
                let value = entry::score(typed, leaf, round)?;
                if let Some(CellValue::Points(points)) = value
                    && let Some(why) = entry::unfit(leaf, points, self.table.step)
                {
                    return Err(why);
                }
                Ok(value.map(Written::Score))
            }
        }
    }

    fn by_code(&self, typed: &str) -> Option<&Criterion> {
        let wanted = code_key(typed);
        self.table.criteria.iter().find(|c| code_key(&c.code) == wanted && !wanted.is_empty())
    }

    /// A table with its criteria across and its units down is turned, so that no value is taken for another unit's.
    /// Its lines are then the columns of what was pasted.
    fn upright(&self, rows: Vec<(usize, Vec<String>)>) -> Vec<(usize, Vec<String>)> {
        let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let codes =
            |cells: &mut dyn Iterator<Item = &String>| cells.filter(|c| self.by_code(c).is_some()).count();
        let across = rows.iter().take(5).map(|(_, cells)| codes(&mut cells.iter())).max().unwrap_or(0);
        let down = (0..width)
            .map(|n| codes(&mut rows.iter().filter_map(|(_, cells)| cells.get(n))))
            .max()
            .unwrap_or(0);
        if across < 2 || across <= down {
            return rows;
        }
        let cell = |row: &(usize, Vec<String>), n: usize| row.1.get(n).cloned().unwrap_or_default();
        (0..width).map(|n| (n + 1, rows.iter().map(|row| cell(row, n)).collect())).collect()
    }

    fn plan(&self, rows: &Rows, block: &mut Block) -> Plan {
        let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let column =
            |n: usize| rows.iter().filter_map(move |(_, cells)| cells.get(n)).filter(|c| !c.is_empty());
        let coded = |n: &usize| column(*n).filter(|c| self.by_code(c).is_some()).count();
        let code = (0..width.min(4))
            .max_by_key(|n| (coded(n), width - n))
            .filter(|n| coded(n) * 2 >= rows.len().min(column(*n).count()) && coded(n) > 0 && width > 1);
        let unit_of = |cell: &String| {
            self.names
                .find(cell)
                .filter(|f| f.sure <= Sure::Initials && f.units.len() == 1)
                .and_then(|f| f.units.first().copied())
        };
        // a row of units over the values
        let headed = rows.iter().take(6).position(|(_, cells)| {
            let units = cells.iter().filter(|c| !c.is_empty() && unit_of(c).is_some()).count();
            units >= 2 || (units == 1 && code.is_some() && self.start.across)
        });
        if let Some(head) = headed {
            let cells = rows.get(head).map_or(&[][..], |(_, cells)| cells.as_slice());
            let first = cells.iter().position(|c| unit_of(c).is_some()).unwrap_or(0);
            let values = cells
                .iter()
                .enumerate()
                .skip(first)
                .filter(|(n, c)| Some(*n) != code && !c.is_empty())
                .map(|(n, c)| (n, self.start.into, unit_of(c).ok_or_else(|| c.clone())))
                .collect();
            return Plan { code, values, head: Some(head) };
        }
        let heads = rows.iter().take(6).position(|(_, cells)| {
            cells.iter().filter(|c| named(c).is_some() || is_maximum(c)).count() >= 1
                && cells.iter().all(|c| !looks_scored(c) || c.is_empty())
        });
        let first = heads.map_or(0, |h| h + 1);
        // a head is no value: short columns are judged by what stands under it
        let numeric = |n: &usize| {
            let under = || {
                let cells = rows.iter().skip(first).filter_map(|(_, cells)| cells.get(*n));
                cells.filter(|c| !c.is_empty())
            };
            let (all, good) = (under().count(), under().filter(|c| looks_scored(c)).count());
            good * 2 > all || (all == 0 && width == 1)
        };
        let values: Vec<usize> = (0..width).filter(|n| Some(*n) != code && numeric(n)).collect();
        if self.start.across {
            let from = self.units.iter().position(|u| u.id == self.start.unit).unwrap_or(0);
            let unit = |n: usize| self.units.get(from + n).map(|u| u.id).ok_or_else(|| format!("{}", n + 1));
            let values =
                values.iter().enumerate().map(|(n, column)| (*column, self.start.into, unit(n))).collect();
            return Plan { code, values, head: heads };
        }
        let head_of = |n: usize| {
            heads.and_then(|h| rows.get(h)).and_then(|(_, cells)| cells.get(n)).map_or("", String::as_str)
        };
        let taken = self.taken(width, code, &values, &head_of, block, &|n| {
            let cells = rows.iter().skip(first).filter_map(|(_, cells)| cells.get(n));
            let said: Vec<&str> = cells.filter(|c| !is_blank(c)).take(3).map(String::as_str).collect();
            said.join("; ")
        });
        for n in values.iter().filter(|n| taken.iter().all(|(at, _)| at != *n)) {
            let head = head_of(*n);
            block.extra.push(if head.is_empty() { format!("{}", n + 1) } else { head.to_owned() });
        }
        let values = taken.into_iter().map(|(n, column)| (n, column, Ok(self.start.unit))).collect();
        Plan { code, values, head: heads }
    }

    /// Which columns of one unit's sheet are taken, and into which of ours: each that its head names; else the one that is
    /// said, or the only one there is.
    fn taken<'a>(
        &self,
        width: usize,
        code: Option<usize>,
        values: &[usize],
        head_of: &dyn Fn(usize) -> &'a str,
        block: &mut Block,
        sample: &dyn Fn(usize) -> String,
    ) -> Vec<(usize, Column)> {
        let mut out: Vec<(usize, Column)> = Vec::new();
        for n in (0..width).filter(|n| Some(*n) != code) {
            // a column of texts may be headed "Chỉ tiêu" too
            let told = |c: &Column| matches!(c, Column::Score(_)) || values.contains(&n);
            if let Some(column) = named(head_of(n)).filter(told)
                && out.iter().all(|(_, c)| *c != column)
            {
                out.push((n, column));
            }
        }
        if !out.is_empty() {
            return out;
        }
        let open: Vec<usize> = values.iter().copied().filter(|n| !is_maximum(head_of(*n))).collect();
        let said = self.start.column.filter(|n| open.contains(n));
        if said.is_none() && open.len() > 1 {
            block.unsure = open.iter().map(|n| (*n, sample(*n))).collect();
        }
        said.or(open.last().copied()).map(|n| (n, self.start.into)).into_iter().collect()
    }

    /// The rows from the selected one down: all of the table where the block is as long as what is left of it (its total may
    /// stand below), all criteria where it is as long as those, else the leaves that take a score.
    fn down(&self, rows: &Rows, plan: &Plan) -> Vec<&Criterion> {
        let left = self.table.criteria.get(self.start.at..).unwrap_or_default();
        let count = rows.len() - plan.head.map_or(0, |h| h + 1).min(rows.len());
        if count == left.len() || count == left.len() + 1 {
            return left.iter().collect();
        }
        let leaves = || left.iter().filter(|c| c.rule.is_some());
        if count == leaves().count() {
            return leaves().collect();
        }
        let takes = |c: &&Criterion| match self.start.into {
            Column::Score(_) => c.asked(),
            Column::Amount(amount) => entry::no_amount(c, amount).is_none(),
        };
        left.iter().filter(takes).collect()
    }
}

fn code_key(code: &str) -> String {
    text::fold(code).trim_end_matches(['.', ')', ':']).replace(' ', "")
}

fn is_blank(typed: &str) -> bool {
    typed.is_empty() || matches!(typed, "-" | "–" | "—" | "·" | "…")
}

/// Digits, `KG`, or a blank mark: what stands in a column of scores.
fn looks_scored(cell: &str) -> bool {
    is_blank(cell)
        || matches!(text::fold(cell).as_str(), "kg" | "d" | "dat" | "k" | "kd" | "khong dat")
        || cell.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '−' | ',' | '.'))
            && cell.chars().all(|c| c.is_ascii_digit() || " ,.+-−".contains(c))
}

/// The column a head names.
fn named(head: &str) -> Option<Column> {
    let folded = text::fold(head);
    let has = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    if has(&["tu cham"]) {
        Some(Column::Score(Round::Own))
    } else if has(&["tham dinh", "t.dinh", "t dinh"]) {
        Some(Column::Score(if has(&["lan 2", "lan hai", "dinh 2", "lan ii"]) {
            Round::Second
        } else {
            Round::First
        }))
    } else if has(&["chi tieu"]) {
        Some(Column::Amount(Amount::Target))
    } else if has(&["ket qua"]) {
        Some(Column::Amount(Amount::Actual))
    } else {
        None
    }
}

fn is_maximum(head: &str) -> bool {
    let folded = text::fold(head);
    folded.contains("toi da") || folded.contains("diem chuan") || folded == "max"
}

#[cfg(test)]
mod tests;
