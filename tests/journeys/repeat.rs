//! What is typed once and not again: the value above, the head of a decision before, a whole list copied.
use crate::common::Driver;
use thidua::core::ask::{Ask, Facts};
use thidua::core::award::{AwardRow, DecisionKind};
use thidua::core::period::PeriodKey;

fn awards(d: &Driver) -> Vec<AwardRow> {
    let Facts::Awards(rows) = d.store().answer(&Ask::Awards(PeriodKey::quarter(2021, 2))).unwrap() else {
        unreachable!()
    };
    rows.to_vec()
}

/// A register with a decision and a notice in it.
fn written() -> Driver {
    let mut d = Driver::new_register();
    d.keys("2<C-n>1450/QĐ-CAT<Tab>12/5<Tab><Tab><Tab>Cứu người bị đuối nước<Tab>Đại tá Lê Quang Đức<C-n>");
    d.keys("Thiếu tá Nguyễn Văn Ấn<Tab>Cán bộ<Tab>px03<CR>Đại úy Lê An<Tab>=<Tab>pv01<C-s>").expect("√");
    d.keys("<C-n>214/TB-CAT<Tab>30/5<Tab><Tab><Tab><Tab>Biểu dương tháng 5/2021<C-n><BTab>ltt<Tab>31<Tab>pv01<C-s>");
    d.expect("√ Đã ghi thông báo 214/TB-CAT");
    d
}

#[test]
fn the_cell_above_comes_with_one_key() {
    let d = written();
    let posts: Vec<_> =
        awards(&d).into_iter().filter(|r| !r.recipient.name.is_empty()).map(|r| r.recipient.post).collect();
    assert_eq!(posts, ["Cán bộ", "Cán bộ"]);
}

#[test]
fn a_notice_begins_as_the_last_one_with_its_month_advanced() {
    // after a restart, so nothing is remembered but the register
    let mut d = written().restart();
    d.keys("2<C-n>")
        .keys("<F4>")
        .expect("Lấy theo quyết định, thông báo trước")
        .expect("Biểu dương tháng 5/2021");
    d.keys("<CR>")
        .expect("● thông báo tháng")
        .expect("Biểu dương tháng 6/2021")
        .expect("Biểu dương tại thông báo");
    d.keys("230/TB-CAT<Tab>30/6<C-n><BTab>ltt<Tab>9<Tab>px03<C-s>").expect("√ Đã ghi thông báo 230/TB-CAT");
    // on demand in a single field
    d.keys("<C-n>1460/QĐ-CAT<Tab>13/5<Tab><Tab><Tab>=<Tab><C-d>")
        .expect("Cứu người bị đuối nước")
        .expect("Lê Quang Đức");
}

#[test]
fn a_decision_is_copied_with_or_without_its_people() {
    let mut d = written();
    d.keys("<Down><C-d>").expect("Sao chép QĐ 1450/QĐ-CAT").keys("<CR>").expect("Ghi quyết định khen thưởng");
    d.expect("Cứu người bị đuối nước").expect("Lê Quang Đức").expect("chưa ghi ai").expect_not("1450/QĐ-CAT");
    d.keys("<Esc><C-d><Down><CR>")
        .expect("Được khen: 2 cá nhân")
        .keys("1500/QĐ-CAT<Tab>20/6<Tab><Tab><Tab><C-a>Cứu nạn<C-s>");
    d.expect("√ Đã ghi quyết định 1500/QĐ-CAT");
    let named: Vec<_> = awards(&d).into_iter().filter(|r| r.kind == DecisionKind::Decision).collect();
    assert_eq!(named.len(), 4);
    let parties: std::collections::HashSet<_> = named.iter().map(|r| r.recipient.party).collect();
    assert_eq!(parties.len(), 2, "the same two persons, twice commended");
}

#[test]
fn enter_in_the_last_list_of_a_form_takes_and_saves() {
    let mut d = Driver::demo();
    d.keys("2<Tab><C-n>9/5<Tab><Tab>px03<Tab>Đại úy Lê An<Tab>Cứu người<Tab>75 ngày<CR>")
        .expect("√ Đã ghi thành tích");
}

#[test]
fn a_unit_is_found_by_its_initials_in_form_and_grid() {
    let mut d = Driver::new_register();
    d.keys("2<C-n>1/QĐ<Tab>1/6<C-n>Đại úy Lê An<Tab><Tab>tccb").expect("PX01 Tổ chức cán bộ");
    d.keys("<CR>Đại úy Bùi Bá<Tab><Tab>tham<C-s>").expect("√ Đã ghi quyết định 1/QĐ");
    let units: std::collections::HashSet<_> = awards(&d).into_iter().map(|r| r.recipient.unit).collect();
    assert_eq!(units.len(), 2);
}

#[test]
fn a_day_is_echoed_in_full_while_it_is_typed() {
    let mut d = Driver::new_register();
    d.keys("2<C-n>1/QĐ<Tab>265").expect("26/05/2021").keys("<Tab>").expect("26/05/2021 (Quý II/21)");
    // two readings inside nothing of the period: said, not guessed
    d.keys("<BTab><C-a>112<Tab><BTab>").expect("112");
}
