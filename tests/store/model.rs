//! Random acts, undo, redo and reopening against a plain list of states: the same digest and the same figures at each step.
use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use thidua::core::count::Scope;
use thidua::core::level::{self, Mark};
use thidua::core::meeting::{self, Meeting, Part};
use thidua::core::number::Points;
use thidua::core::score::{self, CellValue, Round};
use thidua::core::unit;

const NAMES: [&str; 6] =
    ["Trần Văn Hạnh", "Lê Thị Ngọc Ánh", "Bùi Quốc Ẩn", "Đặng Mai Uyên", "Hồ Sỹ Đan", "Phan Đức Lợi"];

/// What is done next; numbers are places, taken modulo what there is.
#[derive(Debug, Clone)]
enum Step {
    New(Vec<(u8, u8, Option<u8>)>),
    Change(u8, u8, u8),
    Remove(u8),
    Score(u8, u8, bool, Option<u8>),
    Propose(u8, Option<u8>),
    Unit(u8),
    Meeting(u8),
    Text(u8, bool),
    Lock,
    Reopen,
    Undo,
    Redo,
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    let row = (any::<u8>(), any::<u8>(), proptest::option::weighted(0.8, 0..9_u8));
    prop_oneof![
        6 => proptest::collection::vec(row, 0..4).prop_map(Step::New),
        4 => (any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(a, b, c)| Step::Change(a, b, c)),
        2 => any::<u8>().prop_map(Step::Remove),
        5 => (any::<u8>(), any::<u8>(), any::<bool>(), proptest::option::of(any::<u8>()))
            .prop_map(|(a, b, c, d)| Step::Score(a, b, c, d)),
        3 => (any::<u8>(), proptest::option::weighted(0.7, any::<u8>())).prop_map(|(a, b)| Step::Propose(a, b)),
        1 => any::<u8>().prop_map(Step::Unit),
        1 => any::<u8>().prop_map(Step::Meeting),
        1 => (any::<u8>(), any::<bool>()).prop_map(|(a, b)| Step::Text(a, b)),
        1 => Just(Step::Lock),
        1 => Just(Step::Reopen),
        8 => Just(Step::Undo),
        5 => Just(Step::Redo),
        2 => Just(Step::Restart),
    ]
}

/// One row as the model counts it: unit, name or nobody, quantity.
type Line = (i64, Option<&'static str>, Option<i64>);

/// The register as a plain value.
#[derive(Debug, Clone, Default, PartialEq)]
struct Plain {
    decisions: BTreeMap<i64, Vec<Line>>,
    cells: BTreeMap<(i64, i64, Round), i64>,
    marks: BTreeMap<i64, i64>,
}

impl Plain {
    /// Turns that are known, rows that are not, and distinct named recipients.
    fn figures(&self) -> (i64, i64, usize) {
        let rows = || self.decisions.values().flatten();
        let known = rows().filter_map(|r| if r.1.is_some() { Some(1) } else { r.2 }).sum();
        let unknown = rows().filter(|r| r.1.is_none() && r.2.is_none()).count() as i64;
        let heads: BTreeSet<_> = rows().filter_map(|r| r.1.map(|name| (r.0, name))).collect();
        (known, unknown, heads.len())
    }
}

/// The desk, and every state it has been in since the last barrier: digest and plain value.
struct World {
    desk: Desk,
    states: Vec<(String, Plain)>,
    at: usize,
    leaves: Vec<(i64, i64)>,
    levels: Vec<i64>,
}

impl World {
    fn new() -> World {
        let desk = desk();
        let facts = desk.quarter(Q2);
        let direct = |l: &&score::Criterion| l.rule == Some(score::Rule::Direct);
        World {
            leaves: facts.table.unwrap().leaves().filter(direct).map(|l| (l.id, l.maximum.0)).collect(),
            levels: facts.levels.unwrap().levels.iter().map(|l| l.id).collect(),
            states: vec![(desk.store.digest().unwrap(), Plain::default())],
            at: 0,
            desk,
        }
    }
    fn plain(&self) -> &Plain {
        &self.states[self.at].1
    }
    /// Does an act; `then` says what becomes of the plain value.
    fn act(&mut self, act: &Act, then: impl FnOnce(&mut Plain, Option<i64>)) {
        match self.desk.store.apply(act, &stamp()) {
            Ok(done) => {
                let mut plain = self.plain().clone();
                then(&mut plain, done.row);
                self.states.truncate(self.at + 1);
                self.states.push((self.desk.store.digest().unwrap(), plain));
                self.at += 1;
                if matches!(act, Act::Level(level::Act::Lock { .. } | level::Act::Reopen { .. })) {
                    self.states.drain(..self.at);
                    self.at = 0;
                }
            }
            Err(refusal) => {
                assert!(!matches!(refusal, Refusal::Store(_)), "{refusal:?}");
                assert_eq!(self.desk.store.digest().unwrap(), self.states[self.at].0);
            }
        }
    }
    fn nth(&self, place: u8) -> Option<i64> {
        let keys: Vec<i64> = self.plain().decisions.keys().copied().collect();
        keys.get(usize::from(place) % keys.len().max(1)).copied()
    }
    fn save(&mut self, head: Decision, rows: Vec<Recipient>) {
        let lines: Vec<Line> = rows
            .iter()
            .map(|r| {
                let name = NAMES.iter().find(|n| **n == r.name).copied();
                (r.unit.unwrap(), name, if name.is_some() { Some(1) } else { r.quantity })
            })
            .collect();
        let act = Act::Award(award::Act::Save { decision: head, recipients: rows, same: Some(true) });
        self.act(&act, |plain, row| {
            plain.decisions.insert(row.unwrap(), lines);
        });
    }
    fn step(&mut self, step: &Step) {
        match step {
            Step::New(rows) => {
                let rows = rows
                    .iter()
                    .map(|(unit, name, count)| {
                        let unit = i64::from(unit % 4) + 1;
                        if name % 3 == 0 {
                            let count = count.map(i64::from);
                            count_row(RecipientKind::Individual, Basis::Turns, count, Some(unit))
                        } else {
                            person(NAMES[usize::from(*name) % NAMES.len()], unit)
                        }
                    })
                    .collect();
                self.save(decision("1764/QĐ-CAT", day("2021-06-18")), rows);
            }
            Step::Change(which, unit, name) => {
                let Some(id) = self.nth(*which) else { return };
                let mut sheet = self.desk.sheet(id);
                if which % 2 == 0 && !sheet.recipients.is_empty() {
                    sheet.recipients.remove(0);
                }
                sheet
                    .recipients
                    .push(person(NAMES[usize::from(*name) % NAMES.len()], i64::from(unit % 4) + 1));
                sheet.head.subject = format!("lần {name}");
                self.save(sheet.head, sheet.recipients);
            }
            Step::Remove(which) => {
                let Some(id) = self.nth(*which) else { return };
                let rev = self.desk.sheet(id).head.rev;
                let act = Act::Award(award::Act::Remove { id, rev, label: "QĐ".into() });
                self.act(&act, |plain, _| {
                    plain.decisions.remove(&id);
                });
            }
            Step::Score(unit, leaf, first, value) => self.score(*unit, *leaf, *first, *value),
            Step::Propose(unit, level) => {
                let unit = i64::from(unit % 4) + 1;
                let level = level.map(|l| self.levels[usize::from(l) % self.levels.len()]);
                let rows = vec![(unit, level.map(Mark::Level), "thảo luận".to_owned())];
                let act = Act::Level(level::Act::Propose { period: Q2, rows, label: "PV01".into() });
                self.act(&act, |plain, _| {
                    plain.marks.remove(&unit);
                    plain.marks.extend(level.map(|l| (unit, l)));
                });
            }
            Step::Unit(name) => {
                let name = format!("Đội {}", name % 5);
                self.act(&Act::Unit(unit::Act::Add { code: String::new(), name, from: None }), |_, _| ());
            }
            Step::Meeting(place) => {
                let rev = self.desk.quarter(Q2).meeting.rev;
                let meeting = Meeting { rev, place: format!("Phòng {place}"), ..Meeting::default() };
                self.act(&Act::Meeting(meeting::Act::Save { period: Q2, meeting }), |_, _| ());
            }
            Step::Text(part, some) => {
                let text = if *some { format!("Đoạn {part}") } else { String::new() };
                let texts = vec![(Part::ALL[usize::from(*part) % 8], text)];
                self.act(&Act::Meeting(meeting::Act::Texts { period: Q2, texts }), |_, _| ());
            }
            Step::Lock => {
                // Often everything is proposed only for this.
                self.act(&Act::Level(level::Act::Lock { period: Q2 }), |_, _| ());
            }
            Step::Reopen => {
                let act = Act::Level(level::Act::Reopen { period: Q2, reason: "ghi thiếu".into() });
                self.act(&act, |_, _| ());
            }
            Step::Undo => {
                let may = self.at > 0;
                assert_eq!(self.desk.store.undo(&stamp()).is_ok(), may);
                self.at -= usize::from(may);
            }
            Step::Redo => {
                let may = self.at + 1 < self.states.len();
                assert_eq!(self.desk.store.redo(&stamp()).is_ok(), may);
                self.at += usize::from(may);
            }
            Step::Restart => {
                let path = self.desk.path();
                let fresh = Store::open(&path, Access::Write).unwrap();
                std::mem::replace(&mut self.desk.store, fresh).close();
            }
        }
    }
    fn score(&mut self, unit: u8, leaf: u8, first: bool, value: Option<u8>) {
        let unit = i64::from(unit % 4) + 1;
        let (leaf, maximum) = self.leaves[usize::from(leaf) % self.leaves.len()];
        let round = if first { Round::First } else { Round::Own };
        let there = self.plain().cells.get(&(unit, leaf, round)).copied();
        let value = value.map(|v| i64::from(v) * 25 % maximum);
        let points = |n: Option<i64>| n.map(|n| CellValue::Points(Points(n)));
        let act = Act::Score(score::Act::Set {
            period: Q2,
            unit,
            criterion: leaf,
            round,
            old: points(there),
            value: points(value),
            comment: String::new(),
            reason: "xem lại".into(),
            label: "PV01".into(),
        });
        self.act(&act, |plain, _| {
            plain.cells.remove(&(unit, leaf, round));
            plain.cells.extend(value.map(|v| ((unit, leaf, round), v)));
        });
    }
    fn agrees(&self) {
        assert_eq!(self.desk.store.digest().unwrap(), self.states[self.at].0, "another digest");
        let facts = self.desk.quarter(Q2);
        let all = || facts.tallies.iter().filter(|t| t.scope == Scope::All && t.form.is_empty());
        let heads: i64 = all().map(|t| t.heads).sum();
        let found = (all().map(|t| t.known).sum(), all().map(|t| t.unknown).sum(), heads as usize);
        assert_eq!(found, self.plain().figures());
        let cells = facts.cells.iter().filter_map(|c| match c.value {
            CellValue::Points(points) => Some(((c.unit, c.criterion, c.round), points.0)),
            CellValue::NotAssigned => None,
        });
        assert_eq!(cells.collect::<BTreeMap<_, _>>(), self.plain().cells);
        let marks = facts.marks.iter().filter_map(|m| match m.proposed {
            Some(Mark::Level(level)) => Some((m.unit, level)),
            _ => None,
        });
        assert_eq!(marks.collect::<BTreeMap<_, _>>(), self.plain().marks);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 400, ..ProptestConfig::default() })]
    #[test]
    fn random_acts_undo_and_redo_like_a_plain_list(steps in proptest::collection::vec(step(), 1..45)) {
        let mut world = World::new();
        for step in &steps {
            world.step(step);
            world.agrees();
        }
        world.desk.clean();
        world.desk = world.desk.again();
        world.agrees();
    }
}

#[test]
fn a_lock_in_the_middle_of_much_undoing_ends_it() {
    let mut world = World::new();
    for unit in 0..4 {
        world.step(&Step::Propose(unit, Some(1)));
    }
    for step in [Step::Undo, Step::Redo, Step::Lock, Step::Undo, Step::Redo, Step::New(vec![]), Step::Reopen]
    {
        world.step(&step);
        world.agrees();
    }
    world.step(&Step::New(vec![(0, 1, None)]));
    world.step(&Step::Restart);
    world.step(&Step::Undo);
    world.step(&Step::Undo);
    world.agrees();
    world.desk.clean();
}
