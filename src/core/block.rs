//! A block of scores pasted from a sheet: which value goes into which cell, which is refused and why. Codes and units are
//! found by what stands in the block, else the rows go down from the selected cell. Pure and total; nothing is guessed,
//! no line is dropped silently, and a blank keeps what is there.
use super::limit;
use super::locate::{Names, Sure};
use super::points::Points;
use super::problem::{Arg, Problem};
use super::score::{CellValue, Criterion, CriterionId, Round, Rule, ScoreTable, Unfit};
use super::text;
use super::unit::{Unit, UnitId};
use std::collections::HashSet;

/// Most lines of a block.
pub const LINES: usize = 1_000;

/// What becomes of one pasted value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// it will be written
    Write(CellValue),
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
    /// lines without a value: heads, titles; number and text
    pub skipped: Vec<(usize, String)>,
    /// heads of columns that hold no score
    pub extra: Vec<String>,
    /// the round a head names
    pub round: Option<Round>,
}

/// Where the block begins where it does not say.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// selected unit
    pub unit: UnitId,
    /// selected row of the table
    pub at: usize,
    /// the round being scored: a column of the other one is passed over
    pub round: Round,
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
    /// columns of values, with their unit; `None`: an unknown one, as its head says
    values: Vec<(usize, Result<UnitId, String>)>,
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

impl Reader<'_> {
    fn block(&self, rows: &Rows) -> Block {
        let mut block = Block::default();
        let plan = self.plan(rows, &mut block);
        let down = self.down(rows, &plan);
        let (mut seen, mut next) = (HashSet::new(), 0);
        for (n, (line, cells)) in rows.iter().enumerate() {
            let whole = || cells.iter().filter(|c| !c.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
            if plan.head.is_some_and(|head| n <= head) {
                if !whole().is_empty() {
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
            for (column, unit) in &plan.values {
                let text = cells.get(*column).cloned().unwrap_or_default();
                let cell = self.cell((*line, text), row.clone(), unit, &mut seen);
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
        unit: &Result<UnitId, String>,
        seen: &mut HashSet<(UnitId, CriterionId)>,
    ) -> BlockCell {
        let (criterion, whose) = (row.as_ref().ok().map(|c| c.id), unit.as_ref().ok().copied());
        let fate = match (row, unit) {
            (Err(problem), _) => Fate::Refused(problem),
            (_, Err(head)) => Fate::Refused(Problem::new("block.e_unit").text("unit", head.clone())),
            (Ok(leaf), Ok(unit)) => match self.value(&text, leaf) {
                Ok(None) => Fate::Blank,
                Ok(Some(_)) if !seen.insert((*unit, leaf.id)) => {
                    Fate::Refused(Problem::new("block.e_twice").text("code", leaf.code.clone()))
                }
                Ok(Some(value)) => Fate::Write(value),
                Err(problem) => Fate::Refused(problem),
            },
        };
        BlockCell { line, unit: whose, criterion, text, fate }
    }

    /// A value as a leaf takes it; `None` for a blank.
    fn value(&self, typed: &str, leaf: &Criterion) -> Result<Option<CellValue>, Problem> {
        match &leaf.rule {
            None | Some(Rule::Derived { .. }) if is_blank(typed) => return Ok(None),
            None => return Err(Problem::new("block.e_group").text("code", leaf.code.clone())),
            Some(Rule::Derived { .. }) => {
                return Err(Problem::new("problem.store_derived").text("criterion", leaf.code.clone()));
            }
            Some(_) => {}
        }
        if is_blank(typed) {
            return Ok(None);
        }
        if text::fold(typed) == "kg" {
            return Ok(Some(CellValue::NotAssigned));
        }
        let points = Points::parse(typed)?;
        let said =
            |key| Problem::new(key).text("criterion", leaf.code.clone()).with("points", Arg::Points(points));
        match leaf.fits(points, self.table.step) {
            Ok(()) => Ok(Some(CellValue::Points(points))),
            Err(Unfit::Negative) => Err(said("problem.store_points_negative")),
            Err(Unfit::Under) => {
                Err(said("problem.store_points_under").with("min", Arg::Points(leaf.minimum)))
            }
            Err(Unfit::Pass) => Err(said("problem.store_points_pass").with("max", Arg::Points(leaf.maximum))),
            Err(Unfit::Over) => Err(said("problem.store_points_over").with("max", Arg::Points(leaf.maximum))),
            Err(Unfit::Step) => {
                Err(said("problem.store_points_step").with("step", Arg::Points(self.table.step)))
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
                .map(|(n, c)| (n, unit_of(c).ok_or_else(|| c.clone())))
                .collect();
            return Plan { code, values, head: Some(head) };
        }
        let numeric = |n: &usize| {
            let all = column(*n).count();
            let good = column(*n).filter(|c| looks_scored(c)).count();
            good * 2 > all || (all == 0 && width == 1)
        };
        let heads = rows.iter().take(6).position(|(_, cells)| {
            cells.iter().filter(|c| round_of(c).is_some() || is_maximum(c)).count() >= 1
                && cells.iter().all(|c| !looks_scored(c) || c.is_empty())
        });
        let values: Vec<usize> = (0..width).filter(|n| Some(*n) != code && numeric(n)).collect();
        if self.start.across {
            let from = self.units.iter().position(|u| u.id == self.start.unit).unwrap_or(0);
            let unit = |n: usize| self.units.get(from + n).map(|u| u.id).ok_or_else(|| format!("{}", n + 1));
            let values = values.iter().enumerate().map(|(n, column)| (*column, unit(n))).collect();
            return Plan { code, values, head: heads };
        }
        let head_of = |n: usize| {
            heads.and_then(|h| rows.get(h)).and_then(|(_, cells)| cells.get(n)).map_or("", String::as_str)
        };
        let named = values.iter().copied().find(|n| round_of(head_of(*n)) == Some(self.start.round));
        // without heads the score stands last: maxima and running numbers stand before it
        let chosen = named.or_else(|| {
            values.iter().copied().rev().find(|n| !is_maximum(head_of(*n)) && round_of(head_of(*n)).is_none())
        });
        let chosen = chosen.or(values.last().copied());
        for n in values.iter().filter(|n| Some(**n) != chosen) {
            let head = head_of(*n);
            block.extra.push(if head.is_empty() { format!("{}", n + 1) } else { head.to_owned() });
        }
        block.round = named.map(|_| self.start.round);
        Plan { code, values: chosen.map(|n| (n, Ok(self.start.unit))).into_iter().collect(), head: heads }
    }

    /// The rows from the selected one down: all of the table where the block is as long as what is left of it, else the
    /// leaves that take a score.
    fn down(&self, rows: &Rows, plan: &Plan) -> Vec<&Criterion> {
        let left = self.table.criteria.get(self.start.at..).unwrap_or_default();
        let count = rows.len() - plan.head.map_or(0, |h| h + 1).min(rows.len());
        if count == left.len() {
            return left.iter().collect();
        }
        left.iter().filter(|c| c.rule == Some(Rule::Direct)).collect()
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
        || text::fold(cell) == "kg"
        || cell.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '−' | ',' | '.'))
            && cell.chars().all(|c| c.is_ascii_digit() || " ,.+-−".contains(c))
}

/// The round a head names.
fn round_of(head: &str) -> Option<Round> {
    let folded = text::fold(head);
    if folded.contains("tu cham") {
        return Some(Round::Own);
    }
    ["tham dinh", "t.dinh", "t dinh"].iter().any(|w| folded.contains(w)).then_some(Round::First)
}

fn is_maximum(head: &str) -> bool {
    let folded = text::fold(head);
    folded.contains("toi da") || folded.contains("diem chuan") || folded == "max"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::score::{DerivedRule, RankBy};
    use proptest::prelude::*;

    fn table() -> ScoreTable {
        let row = |id, code: &str, max, rule| Criterion {
            id,
            parent: None,
            code: code.into(),
            text: String::new(),
            maximum: Points(max),
            rule,
            ..Criterion::default()
        };
        let derived = Rule::Derived { rules: Vec::<DerivedRule>::new() };
        ScoreTable {
            id: 1,
            name: String::new(),
            by: RankBy::Total,
            step: Points(50),
            criteria: vec![
                row(1, "I", 20_000, None),
                row(2, "I.1", 10_000, Some(Rule::Direct)),
                row(3, "I.2", 10_000, Some(Rule::Direct)),
                row(4, "II", 5_000, None),
                row(5, "II.1", 5_000, Some(derived)),
                row(6, "II.2", 1_000, Some(Rule::Direct)),
            ],
            ..ScoreTable::empty("")
        }
    }

    fn units() -> Vec<Unit> {
        let unit =
            |id, code: &str, name: &str| Unit { id, code: code.into(), name: name.into(), ..Unit::default() };
        vec![unit(1, "PV01", "Phòng Tham mưu"), unit(2, "PH10", "Phòng Hậu cần")]
    }

    fn start(across: bool) -> Start {
        Start { unit: 1, at: 1, round: Round::Own, across }
    }

    fn said(raw: &str, across: bool) -> Vec<String> {
        let block = read(raw, &table(), &units(), start(across)).unwrap();
        let one = |c: &BlockCell| {
            let fate = match &c.fate {
                Fate::Write(CellValue::Points(p)) => p.0.to_string(),
                Fate::Write(CellValue::NotAssigned) => "KG".into(),
                Fate::Blank => "blank".into(),
                Fate::Refused(p) => p.key.into(),
            };
            format!("{}/{}: {fate}", c.unit.unwrap_or(0), c.criterion.unwrap_or(0))
        };
        block.cells.iter().map(one).collect()
    }

    #[test]
    fn a_column_goes_down_the_leaves_and_codes_find_their_rows() {
        assert_eq!(said("95,5\n100\n7", false), ["1/2: 9550", "1/3: 10000", "1/6: 700"]);
        assert_eq!(said("I.2\t80\nI.1\t95.5\nII.2\tKG", false), ["1/3: 8000", "1/2: 9550", "1/6: KG"]);
        let sheet = "Mã\tTiêu chí\tĐiểm tối đa\tTự chấm\nI\tMột\t200\t\nI.1\tA\t100\t95\nI.2\tB\t100\t\nII.2\tC\t10\t9,5\n";
        assert_eq!(said(sheet, false), ["1/1: blank", "1/2: 9500", "1/3: blank", "1/6: 950"]);
    }

    #[test]
    fn what_cannot_stand_is_refused_with_its_reason() {
        assert_eq!(
            said(
                "I.1\t100,5\nI.2\t1.500\nII.1\t5\nII.2\tabc\nIX.9\t3\nI\t200\nI.2\t9,3\nII.2\t5\nII.2\t6",
                false
            ),
            [
                "1/2: problem.store_points_over",
                "1/3: problem.points_ambiguous",
                "1/5: problem.store_derived",
                "1/6: problem.number_unreadable",
                "1/0: block.e_code",
                "1/1: block.e_group",
                "1/3: problem.store_points_step",
                "1/6: 500",
                "1/6: block.e_twice",
            ]
        );
    }

    #[test]
    fn a_grid_of_the_cluster_has_a_column_a_unit() {
        let raw = "Tiêu chí\tPV01\tPhòng Hậu cần\tPX99\nI.1\t90\t80\t70\nI.2\t\t85\t\n";
        assert_eq!(
            said(raw, true),
            ["1/2: 9000", "2/2: 8000", "0/2: block.e_unit", "1/3: blank", "2/3: 8500"]
        );
        // the same the other way round: units down, criteria across
        let turned = "Đơn vị\tI.1\tI.2\nPV01\t90\t\nPhòng Hậu cần\t80\t85\nPX99\t70\t\n";
        for across in [true, false] {
            assert_eq!(
                said(turned, across),
                ["1/2: 9000", "2/2: 8000", "0/2: block.e_unit", "1/3: blank", "2/3: 8500"]
            );
        }
        assert_eq!(said("90\t80\n95\t85", true), ["1/2: 9000", "2/2: 8000", "1/3: 9500", "2/3: 8500"]);
    }

    proptest! {
        #[test]
        fn anything_is_survived_and_no_cell_is_written_twice(raw in "(I\\.1|I\\.2|II\\.2|PV01|PH10|[0-9]{1,3}|KG|[\t\n,.]|.){0,60}", across in any::<bool>()) {
            if let Ok(block) = read(&raw, &table(), &units(), start(across)) {
                let mut seen = HashSet::new();
                for cell in &block.cells {
                    if matches!(cell.fate, Fate::Write(_)) {
                        prop_assert!(seen.insert((cell.unit, cell.criterion)));
                        prop_assert!(cell.unit.is_some() && cell.criterion.is_some());
                    }
                }
            }
        }
    }
}
