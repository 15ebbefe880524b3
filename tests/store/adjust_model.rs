//! Adjustments in any order, against a plain list of versions: what is prepared moves nothing, what is applied is what it
//! showed, and every version before can be read as it was.
use super::adjust::{Q1, apply, next, papered, save, version};
use super::sample::sample;
use super::*;
use proptest::prelude::*;
use thidua::core::adjustment::{self, Change, Stage};
use thidua::core::change;
use thidua::core::level::Mark;
use thidua::core::number::Points;
use thidua::core::score::CellValue;

/// What is done next; numbers are places, taken modulo what there is.
#[derive(Debug, Clone)]
enum Step {
    Score(u8, u8, Option<u8>),
    Level(u8, u8),
    Apply,
    Drop,
    Undo,
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (any::<u8>(), any::<u8>(), proptest::option::weighted(0.8, any::<u8>()))
            .prop_map(|(a, b, c)| Step::Score(a, b, c)),
        3 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Step::Level(a, b)),
        3 => Just(Step::Apply),
        1 => Just(Step::Drop),
        2 => Just(Step::Undo),
        1 => Just(Step::Restart),
    ]
}

struct World {
    desk: Desk,
    /// what stood before each applied one, and what stands now
    versions: Vec<QuarterFacts>,
}

impl World {
    fn now(&self) -> &QuarterFacts {
        self.versions.last().unwrap()
    }
    fn open(&self) -> Option<adjustment::Adjustment> {
        self.desk.quarter(Q1).adjustments.into_iter().find(|a| a.stage == Stage::Open)
    }
    /// One change more in the prepared one; refused or taken, nothing of the quarter moves.
    fn more(&mut self, change: Change) {
        let mut changes = self.open().map(|a| a.changes).unwrap_or_default();
        changes.push(change);
        let act = save(next(&self.desk, changes));
        let _ = self.desk.store.apply(&act, &stamp());
    }
    fn step(&mut self, step: &Step) {
        let facts = self.now().clone();
        let unit = |n: u8| facts.units[usize::from(n) % facts.units.len()].id;
        match step {
            Step::Score(who, leaf, value) => {
                let leaves: Vec<_> = facts.table.as_ref().unwrap().leaves().filter(|l| l.asked()).collect();
                let leaf = leaves[usize::from(*leaf) % leaves.len()];
                let step = facts.table.as_ref().unwrap().step.0;
                let points = |n: u8| Points(i64::from(n) * step % (leaf.maximum.0 / step * step + 1));
                let value = value.map_or(CellValue::NotAssigned, |n| CellValue::Points(points(n)));
                self.more(Change::Score { unit: unit(*who), criterion: leaf.id, value: Some(value) });
            }
            Step::Level(who, level) => {
                let levels = &facts.levels.as_ref().unwrap().levels;
                let mark = Mark::Level(levels[usize::from(*level) % levels.len()].id);
                self.more(Change::Level { unit: unit(*who), mark, reason: "kết luận".into() });
            }
            Step::Apply => {
                let Some(open) = self.open() else { return };
                let wanted = change::apply(&self.desk.quarter(Q1), &open.changes);
                let shown = change::difference(&self.desk.quarter(Q1), &wanted);
                if self.desk.store.apply(&apply(papered(open)), &stamp()).is_err() {
                    return;
                }
                let after = self.desk.quarter(Q1);
                assert_eq!(change::difference(&facts, &after), shown, "applied it is what it showed");
                self.versions.push(after);
            }
            Step::Drop => {
                let Some(open) = self.open() else { return };
                let (id, rev, label) = (open.id, open.rev, "lần".into());
                self.desk.does(Act::Adjust(adjustment::Act::Drop { period: Q1, id, rev, label }));
            }
            Step::Undo => {
                let _ = self.desk.store.undo(&stamp());
            }
            Step::Restart => {
                let fresh = Store::open(&self.desk.path(), Access::Write).unwrap();
                std::mem::replace(&mut self.desk.store, fresh).close();
            }
        }
    }
    fn agrees(&self) {
        assert_eq!(change::difference(self.now(), &self.desk.quarter(Q1)), [], "what stands");
        for (n, facts) in self.versions.iter().enumerate() {
            let read = version(&self.desk, n as u32).unwrap();
            assert_eq!(change::difference(facts, &read), [], "version {n}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 60, ..ProptestConfig::default() })]
    #[test]
    fn prepared_moves_nothing_applied_is_what_it_showed_and_versions_stay(
        steps in proptest::collection::vec(step(), 4..16)
    ) {
        let desk = sample();
        let versions = vec![desk.quarter(Q1)];
        let mut world = World { desk, versions };
        for step in &steps {
            world.step(step);
            world.agrees();
        }
        world.desk.clean();
    }
}
