//! Room 9: a unit is added, corrected, leaves; head and deputy; what the store refuses stays in the form.
use super::bench::{Bench, unit};
use thidua::core::act::{Act, Refusal};
use thidua::core::date::Date;
use thidua::core::problem::Problem;
use thidua::core::quarter::State;
use thidua::core::register::Label;
use thidua::core::unit::{self as subject, Role};

#[test]
fn the_roster_shows_roles_dates_and_who_left() {
    let mut bench = Bench::new(80, 24);
    bench.keys("9").shows("Đơn vị của cụm, ngày 30/06/2021").shows("4 đơn vị");
    bench.shows("► 1  PV01  Phòng Tham mưu").shows("cụm trưởng").shows("cụm phó").shows("15/11/2020  –");
    bench.shows("4  –     Bệnh viện Công an tỉnh");
    bench.shows("Đã rời cụm: 1 (PV28 Phòng Kỹ thuật, đến 30/04/2021)");
    bench.keys("<Tab>").shows("Đơn vị không ở trong cụm ngày 30/06/2021").shows("PV28").lacks("PX05");
    bench.keys("<Tab>").shows("PX05");
}

#[test]
fn a_block_speaks_of_itself_as_a_block() {
    let mut bench = Bench::with(80, 24, |f| f.register.label = Label::Block);
    bench.keys("9").shows("Đơn vị của khối").shows("khối trưởng").shows("Đã rời khối").lacks("cụm trưởng");
}

#[test]
fn a_unit_is_added_and_then_selected() {
    let mut bench = Bench::new(80, 24);
    bench.keys("9<C-n>").shows("Thêm đơn vị vào cụm").lacks("Đến ngày");
    bench.keys("PH10<CR>Phòng Hậu cần<CR>1/4").shows("● chưa lưu");
    bench.done = ("act.unit_add", Some(6));
    bench.facts.units.push(unit(6, "PH10", "Phòng Hậu cần", Role::Member));
    bench.roster.push(unit(6, "PH10", "Phòng Hậu cần", Role::Member));
    bench.keys("<CR>").shows("► 5  PH10").shows("5 đơn vị");
    let from = Some(Date::constant(2021, 4, 1));
    let act = subject::Act::Add { code: "PH10".into(), name: "Phòng Hậu cần".into(), from };
    assert_eq!(bench.acts, [Act::Unit(act)]);
}

#[test]
fn two_units_of_one_name_are_refused_and_the_text_stays() {
    let mut bench = Bench::new(80, 24);
    bench.keys("9<C-n><CR>Phòng Tham mưu<CR>");
    let twice = Problem::new("problem.store_unit_twice").text("name", "Phòng Tham mưu").num("row", 1);
    bench.refuse = Some(Refusal::Problem(twice));
    bench.keys("<C-s>").shows("Thêm đơn vị vào cụm").shows("[Phòng Tham mưu").shows("▲");
    // mended in place and written
    bench.keys(" 2<C-s>").shows("4 đơn vị");
    assert_eq!(bench.acts.len(), 2);
}

#[test]
fn a_form_without_a_name_or_with_an_unreal_date_is_not_written() {
    let mut bench = Bench::new(80, 24);
    bench.keys("9<C-n><C-s>").shows("Chưa ghi Tên đơn vị");
    bench.keys("Phòng Hậu cần<CR>31/6<C-s>").shows("31/6").shows("không có thật");
    assert!(bench.acts.is_empty());
}

#[test]
fn a_unit_leaves_by_its_last_day() {
    let mut bench = Bench::new(80, 24);
    bench.keys("9<Down><Down><F2>").shows("Sửa đơn vị PX05");
    bench.keys("<Tab><Tab>31/5<C-s>");
    let Some(Act::Unit(subject::Act::Edit { unit })) = bench.acts.pop() else { panic!("no edit") };
    assert_eq!((unit.id, unit.rev, unit.to), (3, 3, Some(Date::constant(2021, 5, 31))));
    bench.shows("4 đơn vị");
}

#[test]
fn escape_from_a_changed_form_asks() {
    let mut bench = Bench::new(80, 24);
    bench.keys("9<F2><Esc>").shows("4 đơn vị").keys("<F2> X<Esc>").shows("Bỏ phần đã sửa");
    // the safe answer first: one stays, the text stands
    bench.keys("<CR>").shows("[Phòng Tham mưu X");
    bench.keys("<Esc><Up><CR>").shows("4 đơn vị").lacks("Phòng Tham mưu X");
    assert!(bench.acts.is_empty());
}

#[test]
fn head_and_deputy_are_chosen_by_typing() {
    let mut bench = Bench::new(80, 24);
    bench.keys("9<C-k>cum truong<CR>").shows("Cụm trưởng, cụm phó năm 2021").shows("PV01 Tham mưu");
    bench.keys("<C-a>thanh tra<CR><Tab>");
    bench.done = ("act.unit_roles", None);
    bench.keys("<C-s>").shows("4 đơn vị");
    assert_eq!(bench.acts, [Act::Unit(subject::Act::Roles { year: 2021, head: Some(3), deputy: Some(2) })]);
}

#[test]
fn the_same_unit_twice_in_the_lead_is_said_at_the_deputy() {
    let mut bench = Bench::new(80, 24);
    bench.keys("9<C-k>cum truong<CR><Tab><C-a>tham muu");
    bench.refuse = Some(Refusal::Problem(Problem::new("problem.store_roles_same").text("unit", "PV01")));
    bench.keys("<CR>").shows("Cụm trưởng, cụm phó năm 2021").shows("PV01");
    assert_eq!(bench.acts.len(), 1);
}

#[test]
fn delete_asks_the_register_and_a_refusal_is_shown() {
    let mut bench = Bench::new(80, 24);
    let records = Problem::new("problem.store_unit_records").text("unit", "PX01 Tổ chức cán bộ").num("n", 12);
    bench.refuse = Some(Refusal::Problem(records));
    bench.keys("9<Down><Del>").shows("PX01 Tổ chức cán bộ").shows("12");
    let label = "PX01 Tổ chức cán bộ".to_owned();
    assert_eq!(bench.acts, [Act::Unit(subject::Act::Remove { id: 2, rev: 3, label })]);
}

#[test]
fn a_locked_period_keeps_its_roster() {
    let mut bench = Bench::with(80, 24, |f| f.period.state = State::Locked);
    bench.keys("9<F2>").shows("Quý II/2021 đã khóa").keys("<C-n>").shows("Quý II/2021 đã khóa").keys("<Del>");
    assert!(bench.acts.is_empty());
}

#[test]
fn the_page_of_a_unit_stands_beside_the_list_or_opens() {
    let mut bench = Bench::new(120, 40);
    bench.keys("9").shows("│").shows("Khen thưởng Quý II/2021").shows("Biểu dương tại").shows("Quý I/21");
    bench.resize(80, 24).lacks("Khen thưởng Quý II/2021");
    bench.keys("<CR>").shows("PV01 Phòng Tham mưu").shows("951,10").shows("Xuất sắc");
    bench.resize(60, 16).lacks("951,10").keys("<PageDown>").shows("951,10").keys("<PageUp>").lacks("951,10");
    bench.resize(80, 24).keys("<Right>").shows("PX01 Phòng Tổ chức").shows("Chưa có khen thưởng nào");
    bench.keys("<Esc>").shows("► 2  PX01").shows("4 đơn vị");
}

#[test]
fn an_empty_roster_teaches() {
    let mut bench = Bench::with(80, 24, |f| {
        f.units.clear();
        f.left.clear();
    });
    bench.keys("9").shows("Cụm chưa có đơn vị nào.").shows("Ctrl+N    thêm đơn vị đầu tiên");
    bench.keys("<CR>").shows("Chưa có đơn vị nào ở đây").keys("<C-n>").shows("Thêm đơn vị vào cụm");
}

#[test]
fn every_size_is_drawn() {
    for (width, height) in [(60, 16), (61, 17), (80, 24), (99, 20), (100, 24), (120, 40), (200, 60)] {
        let mut bench = Bench::new(width, height);
        bench.keys("9").shows("PV01").keys("<CR>").screen();
        bench.keys("<Esc><F2>").shows("Sửa đơn vị").keys("<Esc><Tab>").shows("PV28");
        bench.resize(10, 3).screen();
    }
}
