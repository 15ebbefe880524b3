//! Staging of bulk work: each record is cleaned and looked up by the same rules as one written in a form, its keys computed,
//! and laid into temporary tables. What was looked up is remembered for the batch. Writes no row of the register but lines.
use super::codec;
use super::fault::{Outcome, refuse};
use super::journal::Pen;
use super::paper::Head;
use super::register::{block, catalogue};
use super::{campaign, commend, late, paper, period, score, scored, unit};
use crate::core::achievement::Achievement;
use crate::core::award::{Basis, Catalogue, Decision, DecisionKind, Recipient, RecipientKind};
use crate::core::date::Date;
use crate::core::limit;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::score::{CellValue, CriterionId, Round, Rule, ScoreTable};
use crate::core::text;
use crate::core::unit::UnitId;
use rusqlite::{Connection, OptionalExtension, Statement, params};
use std::collections::{HashMap, HashSet};

/// One record of a batch; always a new one, an `id` is not looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// an achievement
    Achievement(Achievement),
    /// a decision or notice with its rows
    Decision {
        /// its head
        decision: Decision,
        /// its rows in order
        recipients: Vec<Recipient>,
        /// rows linked to achievements of the same batch: place of the row, place among the achievements (both from 0)
        achievements: Vec<(usize, usize)>,
    },
    /// a score in a cell that is empty, or holds the same
    Score {
        /// period
        period: PeriodKey,
        /// unit
        unit: UnitId,
        /// leaf that is typed
        criterion: CriterionId,
        /// round
        round: Round,
        /// what shall stand there
        value: CellValue,
        /// comment of the appraiser, may be empty
        comment: String,
    },
}

/// The staging tables, empty. Keys of rows are final from the start: they follow the highest ever given.
const TABLES: &str = "
    CREATE TEMP TABLE IF NOT EXISTS stage_achievement (n INTEGER PRIMARY KEY, period, date, kind, unit, who, content,
        campaign, fold);
    CREATE TEMP TABLE IF NOT EXISTS stage_decision (n INTEGER PRIMARY KEY, period, kind, number, date, received,
        authorities, form, signer, nature, subject, note, campaign, fold, late);
    CREATE TEMP TABLE IF NOT EXISTS stage_party (slot INTEGER PRIMARY KEY, n, kind, name, same_key, fold, sort, unit, another);
    CREATE TEMP TABLE IF NOT EXISTS stage_award (n INTEGER PRIMARY KEY, decision, position, period, line, form, kind,
        basis, quantity, slot, unit, name, rank, post, achievement);
    CREATE TEMP TABLE IF NOT EXISTS stage_cell (period, unit, criterion, round, assigned, points, comment,
        PRIMARY KEY (period, unit, criterion, round)) WITHOUT ROWID;
    DELETE FROM stage_achievement; DELETE FROM stage_decision; DELETE FROM stage_party; DELETE FROM stage_award;
    DELETE FROM stage_cell;";

/// What decides which period owns a decision: notice, days, period given.
type Dated = (bool, Option<Date>, Option<Date>, Option<PeriodKey>);

/// A recipient of the batch: everybody is staged once.
struct Somebody {
    /// chosen from the list
    known: Option<i64>,
    /// somebody new, though the unit has that name
    another: bool,
    kind: RecipientKind,
    name: String,
    same: String,
    unit: Option<UnitId>,
}

/// A batch on its way into the staging tables.
pub(super) struct Stage<'c> {
    pen: Pen<'c>,
    catalogue: Catalogue,
    achievement: Statement<'c>,
    decision: Statement<'c>,
    award: Statement<'c>,
    cell: Statement<'c>,
    /// highest key given before the batch, of each table
    pub(super) before: Before,
    /// records of each kind so far
    counts: Before,
    /// highest place of an achievement that a row names
    named: i64,
    days: HashMap<(Option<Date>, Option<PeriodKey>), PeriodKey>,
    papers: HashMap<Dated, PeriodKey>,
    units: HashSet<UnitId>,
    campaigns: HashSet<i64>,
    lines: HashMap<(String, String), i64>,
    tables: HashMap<PeriodKey, ScoreTable>,
    people: Vec<Somebody>,
    /// place among the people: by name as typed, and by what makes names equal
    typed: HashMap<(RecipientKind, Option<UnitId>, String), usize>,
    same: HashMap<(RecipientKind, Option<UnitId>, String), usize>,
    chosen: HashMap<i64, usize>,
}

/// A number for each table that a batch fills.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Before {
    pub(super) achievement: i64,
    pub(super) decision: i64,
    pub(super) award: i64,
    pub(super) party: i64,
}

/// The highest key a table ever gave.
fn highest(conn: &Connection, table: &str) -> Outcome<i64> {
    let seq: Option<i64> = conn
        .query_row("SELECT seq FROM sqlite_sequence WHERE name = ?1", [table], |r| r.get(0))
        .optional()?;
    let max: Option<i64> = conn.query_row(&format!("SELECT MAX(n) FROM {table}"), [], |r| r.get(0))?;
    Ok(seq.unwrap_or(0).max(max.unwrap_or(0)))
}

impl<'c> Stage<'c> {
    /// The empty staging tables.
    pub(super) fn new(pen: Pen<'c>) -> Outcome<Self> {
        let conn = pen.conn;
        conn.execute_batch(TABLES)?;
        let marks = |n: usize| (1..=n).map(|i| format!("?{i}")).collect::<Vec<_>>().join(", ");
        let into = |table: &str, n: usize| {
            conn.prepare(&format!("INSERT OR REPLACE INTO temp.{table} VALUES ({})", marks(n)))
        };
        Ok(Self {
            pen,
            catalogue: catalogue(conn)?,
            achievement: into("stage_achievement", 9)?,
            decision: into("stage_decision", 15)?,
            award: into("stage_award", 15)?,
            cell: into("stage_cell", 7)?,
            before: Before {
                achievement: highest(conn, "achievement")?,
                decision: highest(conn, "decision")?,
                award: highest(conn, "award")?,
                party: highest(conn, "party")?,
            },
            counts: Before::default(),
            named: 0,
            days: HashMap::new(),
            papers: HashMap::new(),
            units: HashSet::new(),
            campaigns: HashSet::new(),
            lines: HashMap::new(),
            tables: HashMap::new(),
            people: Vec::new(),
            typed: HashMap::new(),
            same: HashMap::new(),
            chosen: HashMap::new(),
        })
    }

    /// One record, refused like one written alone.
    pub(super) fn take(&mut self, record: Record) -> Outcome<()> {
        match record {
            Record::Achievement(achievement) => self.achievement(&achievement),
            Record::Decision { decision, recipients, achievements } => {
                self.decision(&decision, &recipients, &achievements)
            }
            Record::Score { period, unit, criterion, round, value, comment } => {
                self.unit(Some(unit))?;
                let code = self.scored(period, criterion, value)?;
                let points = match value {
                    CellValue::Points(points) => Some(points.0),
                    CellValue::NotAssigned => None,
                };
                let round = codec::code(round);
                let comment = block(&comment)?;
                self.cell.execute(params![
                    code,
                    unit,
                    criterion,
                    round,
                    points.is_some(),
                    points,
                    comment
                ])?;
                Ok(())
            }
        }
    }

    /// Everybody of the batch into the staging tables; answers nothing staged is missing.
    pub(super) fn close(&mut self) -> Outcome<()> {
        if self.named > self.counts.achievement {
            return refuse(Problem::new("problem.store_achievement_unknown"));
        }
        let mut statement = self
            .pen
            .conn
            .prepare("INSERT INTO temp.stage_party VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
        for (slot, one) in (1_i64..).zip(&self.people) {
            let sort = match one.kind {
                RecipientKind::Individual => text::name_key(&one.name),
                RecipientKind::Collective => text::sort_key(&one.name),
            };
            let (kind, fold) = (codec::code(one.kind), text::fold(&one.name));
            statement.execute(params![
                slot,
                one.known,
                kind,
                one.name,
                one.same,
                fold,
                sort,
                one.unit,
                one.another
            ])?;
        }
        Ok(())
    }

    fn unit(&mut self, id: Option<UnitId>) -> Outcome<()> {
        if let Some(id) = id.filter(|id| !self.units.contains(id)) {
            unit::known(self.pen.conn, id)?;
            self.units.insert(id);
        }
        Ok(())
    }

    fn campaign(&mut self, id: Option<i64>) -> Outcome<()> {
        if let Some(id) = id.filter(|id| !self.campaigns.contains(id)) {
            campaign::known(self.pen, Some(id))?;
            self.campaigns.insert(id);
        }
        Ok(())
    }

    fn achievement(&mut self, one: &Achievement) -> Outcome<()> {
        let (content, who) = (block(&one.content)?, block(&one.who)?);
        if content.is_empty() {
            return refuse(Problem::new("problem.store_content_empty"));
        }
        self.unit(one.unit)?;
        self.campaign(one.campaign)?;
        let dated = (one.date, one.period);
        let key = if let Some(key) = self.days.get(&dated) {
            *key
        } else {
            let thing = text::clip(&text::line(&content), 60);
            let key = period::owner(self.pen.conn, [one.date, None], one.period, &thing)?;
            self.days.insert(dated, key);
            key
        };
        self.counts.achievement += 1;
        let fold = text::fold(&text::line(&format!("{content} {who}")));
        self.achievement.execute(params![
            self.before.achievement + self.counts.achievement,
            key.code(),
            codec::iso(one.date),
            codec::code(one.kind),
            one.unit,
            who,
            content,
            one.campaign,
            fold
        ])?;
        Ok(())
    }

    /// The period that owns a decision, and that whose report prints it if it comes late.
    fn owner(&mut self, decision: &Decision, thing: &str) -> Outcome<(PeriodKey, Option<PeriodKey>)> {
        if decision.late.is_some() {
            return late::place(self.pen.conn, decision, thing);
        }
        let dated =
            (decision.kind == DecisionKind::Notice, decision.date, decision.received, decision.period);
        if let Some(key) = self.papers.get(&dated) {
            return Ok((*key, None));
        }
        let placed = late::place(self.pen.conn, decision, thing)?;
        self.papers.insert(dated, placed.0);
        Ok(placed)
    }

    fn line(&mut self, head: &Head) -> Outcome<i64> {
        let key = (head.form.code.clone(), head.authorities.clone());
        if let Some(n) = self.lines.get(&key) {
            return Ok(*n);
        }
        let n = commend::line_of(self.pen.conn, head)?;
        self.lines.insert(key, n);
        Ok(n)
    }

    fn decision(
        &mut self,
        decision: &Decision,
        rows: &[Recipient],
        achievements: &[(usize, usize)],
    ) -> Outcome<()> {
        let conn = self.pen.conn;
        let head = paper::head(decision, &self.catalogue)?;
        if rows.len() > limit::RECIPIENTS {
            return refuse(Problem::new("problem.store_too_many").num("max", limit::RECIPIENTS as i64));
        }
        self.campaign(decision.campaign)?;
        let (key, late) = self.owner(decision, &head.thing)?;
        self.counts.decision += 1;
        let n = self.before.decision + self.counts.decision;
        self.decision.execute(params![
            n,
            key.code(),
            codec::code(decision.kind),
            head.number,
            codec::iso(decision.date),
            codec::iso(decision.received),
            head.authorities,
            head.form.code,
            head.signer,
            decision.nature.map(codec::code),
            head.subject,
            head.note,
            decision.campaign,
            head.fold,
            late.map(PeriodKey::code)
        ])?;
        let (code, line) = (key.code(), self.line(&head)?);
        for (at, (row, position)) in rows.iter().zip(1_i64..).enumerate() {
            let row = commend::clean(conn, row, position)?;
            let slot = if row.basis == Basis::Named { Some(self.somebody(&row)? as i64 + 1) } else { None };
            let achievement = match achievements.iter().find(|(row, _)| *row == at) {
                Some((_, place)) => {
                    self.named = self.named.max(*place as i64 + 1);
                    Some(self.before.achievement + 1 + *place as i64)
                }
                None => row.achievement,
            };
            self.counts.award += 1;
            self.award.execute(params![
                self.before.award + self.counts.award,
                n,
                position,
                code,
                line,
                head.form.code,
                codec::code(row.kind),
                codec::code(row.basis),
                row.quantity,
                slot,
                row.unit,
                row.name,
                row.rank,
                row.post,
                achievement
            ])?;
        }
        Ok(())
    }

    /// The place of a named recipient among the people of the batch. Chosen from the list, with the kind and name it has
    /// there, it is that one; else one name in one unit is one recipient.
    fn somebody(&mut self, row: &Recipient) -> Outcome<usize> {
        if row.another {
            self.people.push(somebody(row, text::same_key(&row.name)));
            return Ok(self.people.len() - 1);
        }
        let typed = (row.kind, row.unit, row.name.clone());
        if row.party.is_none()
            && let Some(at) = self.typed.get(&typed)
        {
            return Ok(*at);
        }
        let same = text::same_key(&row.name);
        if let Some(id) = row.party {
            let found = match self.chosen.get(&id) {
                Some(at) => Some(*at),
                None => super::party::is(self.pen.conn, id, row.kind, &same)?.then(|| {
                    self.chosen.insert(id, self.people.len());
                    self.people.push(Somebody { known: Some(id), ..somebody(row, same.clone()) });
                    self.people.len() - 1
                }),
            };
            // who moved stands in the unit of the row that came last
            if let Some(one) = found.and_then(|at| self.people.get_mut(at)).filter(|one| one.same == same) {
                one.unit = row.unit;
                return Ok(found.unwrap_or_default());
            }
        }
        let key = (row.kind, row.unit, same.clone());
        let at = *self.same.entry(key).or_insert_with(|| {
            self.people.push(somebody(row, same));
            self.people.len() - 1
        });
        self.typed.insert(typed, at);
        Ok(at)
    }

    /// Code of a period that is scored and open, where these points may stand.
    fn scored(&mut self, key: PeriodKey, criterion: i64, value: CellValue) -> Outcome<String> {
        if !self.tables.contains_key(&key) {
            let (_, table) = scored::scored(self.pen.conn, key)?;
            self.tables.insert(key, table);
        }
        let Some(table) = self.tables.get(&key) else { return Ok(String::new()) };
        match table.criterion(criterion) {
            Some(leaf) if leaf.rule == Some(Rule::Direct) => {
                if let CellValue::Points(points) = value {
                    score::allowed(points, leaf, table)?;
                }
                Ok(key.code())
            }
            Some(other) => {
                refuse(Problem::new("problem.store_derived").text("criterion", other.code.clone()))
            }
            None => refuse(Problem::new("problem.store_criterion_unknown")),
        }
    }
}

fn somebody(row: &Recipient, same: String) -> Somebody {
    let (another, name) = (row.another, row.name.clone());
    Somebody { known: None, another, kind: row.kind, name, same, unit: row.unit }
}
