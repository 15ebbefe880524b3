//! What the settings write: the register's own row, the catalogue of commendations, the level sets.
use super::{Q2, desk, stamp};
use thidua::core::act::Act;
use thidua::core::register::{self, Register};

fn save(register: &Register) -> Act {
    Act::Register(register::Act::Save(register.clone()))
}

#[test]
fn the_terms_of_reminders_are_kept_within_their_bounds() {
    let mut desk = desk();
    let mut register = desk.store.register().unwrap();
    assert_eq!((register.overdue_days, register.lookback_months), (10, 12));
    (register.overdue_days, register.lookback_months) = (15, 0);
    desk.does(save(&register));
    let there = desk.quarter(Q2).register;
    assert_eq!((there.overdue_days, there.lookback_months), (15, 0));
    for (days, months, key) in [
        (0, 12, "problem.store_overdue"),
        (1000, 12, "problem.store_overdue"),
        (10, -1, "problem.store_lookback"),
        (10, 121, "problem.store_lookback"),
    ] {
        let wrong = Register { overdue_days: days, lookback_months: months, ..there.clone() };
        assert_eq!(desk.refuses(save(&wrong)).problem().key, key);
    }
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(desk.quarter(Q2).register.overdue_days, 10);
}
