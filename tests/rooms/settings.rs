//! Room 0: each part is saved as one act over the row as it was read; what is refused stays typed.
#![expect(clippy::panic, reason = "a test fails where it stands")]
use super::bench::Bench;
use thidua::core::act::{Act, Refusal};
use thidua::core::prefs::{Colours, Prefs};
use thidua::core::problem::Problem;
use thidua::core::quarter::State;
use thidua::core::register::{Act as OfRegister, Label, Register};
use thidua::core::score;
use thidua::core::words::Lang;

fn saved(bench: &mut Bench) -> Register {
    match bench.acts.pop() {
        Some(Act::Register(OfRegister::Save(register))) => register,
        other => panic!("not the register: {other:?}"),
    }
}

#[test]
fn the_parts_stand_left_and_their_values_right() {
    let mut bench = Bench::new(80, 24);
    bench.keys("0").shows("Thiết lập").shows("►Thể thức văn bản").shows("│ Cơ quan chủ quản  –");
    bench.keys("<Down>").shows("Cụm thi đua số 4").shows("Trung tá Hoàng Thị Mến").shows("cụm, cụm trưởng");
    bench.keys("<Down>").shows("Mẫu: 1.000 điểm").shows("Xuất sắc: từ 90%, không quá 25%");
    bench.keys("<End><Up>").shows("/so/cum-4.db").shows("128 lượt ghi, dấu 1a2b3c4d");
    bench.keys("<CR>").shows("►Mở sổ khác").keys("<Esc>").lacks("Mở sổ khác");
    assert!(bench.acts.is_empty());
}

#[test]
fn the_letterhead_is_saved_over_the_row_as_read() {
    let mut bench = Bench::new(80, 24);
    bench.keys("0<CR>CÔNG AN TỈNH HỒNG LAM<Tab>CỤM THI ĐUA SỐ 4<Tab>Hồng Lam<Tab>BC-CTĐ<Tab>");
    bench.keys(
        "TM. CỤM THI ĐUA<CR>KT. TRƯỞNG PHÒNG<Tab>PHÓ TRƯỞNG PHÒNG<Tab>Võ Minh Khang<Tab>Như trên<CR>Lưu: VT",
    );
    bench.shows("● chưa lưu").keys("<C-s>").shows("►Thể thức văn bản").lacks("chưa lưu");
    let register = saved(&mut bench);
    let head = &register.letterhead;
    assert_eq!((register.rev, register.cluster.as_str()), (5, "Cụm thi đua số 4"));
    assert_eq!((head.place.as_str(), head.symbol.as_str()), ("Hồng Lam", "BC-CTĐ"));
    assert_eq!(head.sign_form, "TM. CỤM THI ĐUA\nKT. TRƯỞNG PHÒNG");
    assert_eq!(head.recipients, "Như trên\nLưu: VT");
}

#[test]
fn an_unchanged_part_writes_nothing_and_a_changed_one_asks_before_it_is_left() {
    let mut bench = Bench::new(80, 24);
    bench.keys("0<F2><C-s>").shows("Enter");
    for n in [1, 2, 8, 9, 10] {
        bench.keys(&"<Down>".repeat(n)).keys("<CR>").lacks("chưa lưu").keys("<C-s>").shows("sửa phần này");
        bench.keys("<Home>");
    }
    bench
        .keys("<F2>X<Esc>")
        .shows("Bỏ phần đã sửa")
        .keys("<CR>")
        .shows("[X")
        .keys("<Esc><Up><CR>")
        .lacks("[X");
    assert!(bench.acts.is_empty());
}

#[test]
fn names_and_label_are_saved_and_an_empty_name_is_not() {
    let mut bench = Bench::new(80, 24);
    bench.keys("0<Down><CR><C-a><BS><C-s>").shows("Chưa ghi Tên");
    bench.keys("Khối thi đua số 2<Tab><Tab><Tab><Right><C-s>");
    let register = saved(&mut bench);
    assert_eq!((register.cluster.as_str(), register.label), ("Khối thi đua số 2", Label::Block));
    assert!(bench.acts.is_empty());
}

#[test]
fn table_and_levels_of_the_period_are_chosen() {
    let mut bench = Bench::new(80, 24);
    bench.keys("0<Down><Down><CR>").shows("Xuất sắc 90, Tốt").keys("<C-a>khong<CR><C-s>");
    let period = bench.facts.period.key;
    assert_eq!(bench.acts, [Act::Score(score::Act::Use { period, table: None, levels: 9 })]);
}

#[test]
fn a_period_with_scores_keeps_its_table_and_says_so_at_the_field() {
    let mut bench = Bench::new(80, 24);
    let period = bench.facts.period.key;
    let used =
        Problem::new("problem.store_table_used").with("period", thidua::core::problem::Arg::Period(period));
    bench.refuse = Some(Refusal::Problem(used));
    bench.keys("0<Down><Down><CR><C-a>khong<CR><C-s>").shows("không chấm điểm").shows("▲");
    let mut locked = Bench::with(80, 24, |f| f.period.state = State::Locked);
    locked.keys("0<Down><Down><CR>").shows("Quý II/2021 đã khóa");
    assert!(locked.acts.is_empty());
}

/// To a part, by its place in the list.
fn part(bench: &mut Bench, n: usize) -> &mut Bench {
    bench.keys("0<Home>").keys(&"<Down>".repeat(n))
}

const LANGUAGE: usize = 9;
const DISPLAY: usize = 10;

#[test]
fn the_language_changes_at_once_and_is_kept() {
    let mut bench = Bench::new(80, 24);
    part(&mut bench, LANGUAGE).keys("<CR><Right><C-s>").shows("Settings").shows("►Language");
    assert_eq!(saved(&mut bench).lang, Lang::En);
}

#[test]
fn a_screen_that_was_switched_comes_back_to_the_language_of_the_register() {
    let mut bench = Bench::new(80, 24);
    bench.keys("0<F9>").shows("Settings");
    part(&mut bench, LANGUAGE).keys("<CR><C-s>").shows("Thiết lập");
    assert!(bench.acts.is_empty());
}

#[test]
fn colours_and_signs_are_tried_at_once_and_kept_on_this_machine_alone() {
    let mut bench = Bench::new(80, 24);
    part(&mut bench, DISPLAY)
        .keys("<CR>")
        .shows("cửa sổ này chỉ có 16 màu")
        .shows("● theo cửa sổ  ○ không màu");
    // tried: the screen shows it, the line that tests the signs stays as it is
    bench.keys("<Tab><Right>").shows(">Bộ dấu").shows("► √ ● ○ ▲ ▼").shows("(x) giản dị");
    bench.keys("<Esc><Up><CR>").shows("►Màu, ký tự").shows("chuẩn ► √ ▲");
    assert!(bench.prefs.is_empty(), "left, so nothing is remembered");
    bench.keys("<CR><Tab><Right><C-s>").shows(">Màu, ký tự").lacks("►Màu");
    assert_eq!(bench.prefs, [Prefs { colours: Colours::Terminal, plain: Some(true) }]);
    assert!(bench.acts.is_empty(), "the register is not written");
    bench.keys("<CR><Right><C-s>").shows("không màu");
    assert_eq!(bench.prefs.last().unwrap().colours, Colours::Mono);
}

#[test]
fn a_row_changed_elsewhere_is_saved_over_as_it_stands_now() {
    let mut bench = Bench::new(80, 24);
    bench.refuse = Some(Refusal::Stale(Problem::new("problem.store_cluster_empty")));
    bench.facts.register.rev = 6;
    bench.keys("0<CR>X<C-s>");
    assert_eq!(saved(&mut bench).rev, 5);
    bench.keys("<C-s>");
    assert_eq!(saved(&mut bench).rev, 6);
}

#[test]
fn every_size_is_drawn() {
    for (width, height) in [(60, 16), (79, 17), (80, 24), (100, 24), (120, 40)] {
        let mut bench = Bench::new(width, height);
        bench.keys("0").shows("Thể thức văn bản");
        for _ in 0..5 {
            bench.keys("<CR>").screen();
            bench.keys("<Esc><Esc><Down>").screen();
            bench.keys("<Esc>");
        }
    }
}

#[test]
fn what_points_to_a_part_calls_it_by_its_name() {
    use thidua::core::words::{Lang, Words};
    for lang in [Lang::Vi, Lang::En] {
        let words = Words::load(lang);
        let part = words.get("room.se.scoring");
        for key in ["room.tb.about", "room.se.about_level_sets"] {
            assert!(words.get(key).contains(part), "{key}: {part}");
        }
    }
}
