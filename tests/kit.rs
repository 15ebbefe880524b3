//! The joinery from outside: drawn on a test terminal, driven by keys.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};
use thidua::core::date::Date;
use thidua::core::limit;
use thidua::core::problem::Problem;
use thidua::core::words::{Lang, Words};
use thidua::kit::field::{Did, Edit};
use thidua::kit::form::{Field, Form, FormEvent};
use thidua::kit::grid::{Grid, GridColumn, GridEvent};
use thidua::kit::look::{Look, Role, Seen};
use thidua::kit::table::{self, Cell, Column, Cursor, Line};
use thidua::kit::{para, popup};

pub fn look() -> Look {
    Look::new(Words::load(Lang::Vi), false, false)
}

pub fn key(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}
pub fn ctrl(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)
}

/// Draws with `draw` on `width` × `height` and gives the rows back, blanks at their ends left out.
pub fn screen(
    width: u16,
    height: u16,
    draw: impl FnOnce(&mut ratatui::Frame),
) -> (Vec<String>, Terminal<TestBackend>) {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(draw).unwrap();
    let buffer = terminal.backend().buffer();
    let rows = (0..height)
        .map(|y| {
            let row: String = (0..width).map(|x| buffer[(x, y)].symbol()).collect();
            row.trim_end().to_owned()
        })
        .collect();
    (rows, terminal)
}

fn has(terminal: &Terminal<TestBackend>, x: u16, y: u16, modifier: Modifier) -> bool {
    terminal.backend().buffer()[(x, y)].modifier.contains(modifier)
}

fn typed(edit: &mut Edit, text: &str) {
    for c in text.chars() {
        edit.key(&key(KeyCode::Char(c)));
    }
}
fn write(form: &mut Form, text: &str) {
    for c in text.chars() {
        form.key(&key(KeyCode::Char(c)));
    }
}

#[test]
fn marks_typed_after_their_letter_become_one_character() {
    let mut edit = Edit::line("");
    typed(&mut edit, "Nguye\u{302}\u{303}n");
    assert_eq!(edit.text(), "Nguyễn");
    assert_eq!(edit.caret(), (0, 6));
    edit.key(&key(KeyCode::Backspace));
    edit.key(&key(KeyCode::Backspace));
    assert_eq!(edit.text(), "Nguy", "one Backspace takes the whole letter");
    typed(&mut edit, "e\u{323}\u{302}");
    assert_eq!(edit.text(), "Nguyệ");
    // in the middle of a text too
    edit.key(&key(KeyCode::Home));
    typed(&mut edit, "o\u{302}");
    assert_eq!((edit.text().as_str(), edit.caret()), ("ôNguyệ", (0, 1)));
}

#[test]
fn an_input_method_rewrites_a_syllable() {
    let mut edit = Edit::line("");
    typed(&mut edit, "Khen thuo");
    for event in [KeyCode::Backspace, KeyCode::Backspace, KeyCode::Char('ư'), KeyCode::Char('ơ')] {
        assert_eq!(edit.key(&key(event)), Did::Changed);
    }
    typed(&mut edit, "ng");
    for (code, mods) in
        [('h', KeyModifiers::CONTROL), ('\u{7f}', KeyModifiers::NONE), ('\u{8}', KeyModifiers::NONE)]
    {
        edit.key(&KeyEvent::new(KeyCode::Char(code), mods));
    }
    typed(&mut edit, "ởng");
    assert_eq!(edit.text(), "Khen thưởng");
    edit.key(&ctrl('z'));
    assert_eq!(edit.text(), "Khen ", "the syllable is one step");
    edit.key(&ctrl('z'));
    assert_eq!(edit.text(), "");
    assert_eq!(edit.key(&ctrl('z')), Did::Moved);
    edit.key(&ctrl('y'));
    edit.key(&ctrl('y'));
    assert_eq!(edit.text(), "Khen thưởng");
}

const WITHIN: (Date, Date) = (Date::constant(2021, 4, 1), Date::constant(2021, 6, 30));

fn options(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(c, l)| ((*c).to_owned(), (*l).to_owned())).collect()
}
fn sample() -> Form {
    Form::new(vec![
        Field::line("number", "kit.form.next").required(),
        Field::date("signed", "kit.form.save", WITHIN),
        Field::choice("kind", "kit.form.undo", options(&[("c", "tập thể"), ("i", "cá nhân")])).value("c"),
        Field::checks("who", "kit.form.redo", options(&[("bca", "Bộ Công an"), ("ubnd", "UBND tỉnh")])),
        Field::combo(
            "unit",
            "kit.form.leave",
            options(&[("PV01", "Tham mưu"), ("PX05", "Thanh tra"), ("PV05", "Xây dựng phong trào")]),
            false,
        ),
        Field::count("heads", "kit.form.back").repeat("12"),
        Field::block("note", "kit.form.list", 3),
    ])
}
fn draw(form: &Form, width: u16, height: u16) -> (Vec<String>, Seen) {
    let mut seen = Seen::default();
    let (rows, _) = screen(width, height, |f| seen = form.draw(f, f.area(), &look()));
    (rows, seen)
}

#[test]
fn a_form_is_walked_by_keys() {
    let mut form = sample();
    assert_eq!(form.focused(), "number");
    assert!(!form.changed());
    write(&mut form, "1764/QĐ-CAT");
    assert_eq!(form.key(&key(KeyCode::Enter)), FormEvent::Moved);
    write(&mut form, "18/6");
    form.key(&key(KeyCode::Tab));
    assert_eq!(form.key(&key(KeyCode::Right)), FormEvent::Changed("kind"));
    assert_eq!(form.code("kind").as_deref(), Some("i"));
    form.key(&key(KeyCode::Down));
    form.key(&key(KeyCode::Right));
    assert_eq!(form.key(&key(KeyCode::Char(' '))), FormEvent::Changed("who"));
    assert_eq!(form.codes("who"), ["ubnd"]);
    form.key(&key(KeyCode::Tab));
    write(&mut form, "thanh");
    assert_eq!(form.code("unit"), None);
    assert_eq!(form.key(&key(KeyCode::Enter)), FormEvent::Changed("unit"));
    assert_eq!(form.code("unit").as_deref(), Some("PX05"));
    assert_eq!(form.focused(), "heads");
    assert_eq!(form.key(&key(KeyCode::Char('='))), FormEvent::Changed("heads"));
    assert_eq!(form.count("heads"), Some(Some(12)));
    form.key(&key(KeyCode::BackTab));
    assert_eq!(form.focused(), "unit");
    form.key(&key(KeyCode::Tab));
    form.key(&key(KeyCode::Tab));
    assert_eq!(form.focused(), "note");
    assert_eq!(form.key(&key(KeyCode::Enter)), FormEvent::Changed("note"), "Enter is a new line in a block");
    form.key(&key(KeyCode::Tab));
    assert_eq!(form.focused(), "number", "Tab goes round");
    assert!(form.changed());
    assert_eq!(form.key(&ctrl('s')), FormEvent::Save);
    assert!(form.validate());
    assert_eq!(form.date("signed"), Some(Date::constant(2021, 6, 18)));
    assert_eq!(form.key(&key(KeyCode::Esc)), FormEvent::Leave);
    form.clean();
    assert!(!form.changed());
}

#[test]
fn the_focused_field_alone_has_marker_brackets_and_caret() {
    let mut form = sample();
    write(&mut form, "1764");
    form.key(&key(KeyCode::Tab));
    write(&mut form, "18/6");
    let (rows, seen) = draw(&form, 80, 10);
    assert_eq!(
        rows[..7],
        [
            " ô kế              1764",
            "►lưu              [18/6       ] 18/06/2021 (Quý II/21)",
            " hoàn tác          ● tập thể  ○ cá nhân",
            " làm lại           □ Bộ Công an  □ UBND tỉnh",
            " về",
            " ô trước",
            " mở danh sách",
        ]
    );
    assert_eq!(seen.cursor, Some(Position::new(23, 1)));
    assert!(seen.unsaved);
    assert_eq!(seen.detail, None);
    let (_, terminal) = screen(80, 10, |f| {
        form.draw(f, f.area(), &look());
    });
    assert!(has(&terminal, 19, 1, Modifier::UNDERLINED) && has(&terminal, 28, 1, Modifier::UNDERLINED));
    assert!(!has(&terminal, 18, 1, Modifier::UNDERLINED) && !has(&terminal, 19, 0, Modifier::UNDERLINED));
    form.key(&key(KeyCode::Tab));
    let (rows, seen) = draw(&form, 80, 10);
    assert_eq!(rows[1], " lưu               18/06/2021 (Quý II/21)");
    assert_eq!(seen.cursor, Some(Position::new(19, 2)), "the caret stands on the chosen sign");
}

#[test]
fn a_list_drops_under_its_field_and_is_found_without_accents() {
    let mut form = sample();
    form.focus("unit");
    form.key(&key(KeyCode::Down));
    let (rows, _) = draw(&form, 80, 12);
    assert_eq!(rows[4].trim_end(), "►về               [                                        ]");
    assert_eq!(
        rows[5..8],
        [
            " ô trước          ►Tham mưu",
            " mở danh sách      Thanh tra",
            "                   Xây dựng phong trào"
        ]
    );
    write(&mut form, "phong xay");
    let (rows, _) = draw(&form, 80, 12);
    assert_eq!(rows[5], " ô trước          ►Xây dựng phong trào");
    assert_eq!(rows[6], " mở danh sách");
    form.key(&key(KeyCode::Tab));
    assert_eq!(form.text("unit"), "Xây dựng phong trào");
    // by code, and Esc shuts the list before it leaves the form
    form.set("unit", "");
    form.focus("unit");
    write(&mut form, "px05");
    assert_eq!(form.code("unit").as_deref(), Some("PX05"), "a whole code names its option");
    assert_eq!(form.key(&key(KeyCode::Esc)), FormEvent::Moved);
    assert_eq!(form.key(&key(KeyCode::Esc)), FormEvent::Leave);
    // a text of nobody stands, with an error, where only the list may
    form.set("unit", "");
    write(&mut form, "không ai");
    form.key(&key(KeyCode::Tab));
    form.focus("unit");
    let (rows, seen) = draw(&form, 80, 12);
    assert!(rows[4].contains("[không ai ") && rows[4].ends_with("▲"), "{}", rows[4]);
    let (role, said) = seen.detail.unwrap();
    assert_eq!(role, Role::Bad);
    assert!(said.starts_with("▲ “không ai” không có trong danh sách"), "{said}");
}

#[test]
fn with_no_room_below_the_list_opens_upwards() {
    let mut form = Form::new(vec![
        Field::gap(),
        Field::head("kit.form.save"),
        Field::gap(),
        Field::combo("unit", "kit.form.leave", options(&[("a", "Một"), ("b", "Hai"), ("c", "Ba")]), true),
    ]);
    form.key(&key(KeyCode::Down));
    let (rows, _) = draw(&form, 60, 4);
    assert_eq!(rows[0], "                  ►Một");
    assert_eq!(rows[2], "                   Ba");
    assert!(rows[3].starts_with("►về"));
}

#[test]
fn a_wrong_date_keeps_its_text_and_says_the_way_out() {
    let mut form = sample();
    write(&mut form, "1");
    form.key(&key(KeyCode::Tab));
    write(&mut form, "31/6");
    form.key(&key(KeyCode::Tab));
    assert_eq!(form.text("signed"), "31/6");
    let (rows, _) = draw(&form, 80, 10);
    assert!(
        rows[1].starts_with(" lưu               31/6 ▲") || rows[1].starts_with(" lưu               31/6  ▲"),
        "{}",
        rows[1]
    );
    assert!(!form.validate());
    assert_eq!(form.focused(), "signed");
    let (_, seen) = draw(&form, 80, 10);
    assert!(seen.detail.unwrap().1.contains("31/6/2021"));
    // mending clears the mark
    form.key(&key(KeyCode::Backspace));
    assert!(!form.has_errors());
}

#[test]
fn saving_asks_for_what_is_missing_and_refuses_letters_in_a_count() {
    let mut form = sample();
    assert_eq!(form.key(&ctrl('s')), FormEvent::Save);
    assert!(!form.validate());
    assert_eq!(form.focused(), "number");
    form.set("number", "1");
    form.set("heads", "mười");
    assert!(!form.validate());
    assert_eq!(form.focused(), "heads");
    form.set("heads", "?");
    assert!(form.validate());
    assert_eq!(form.count("heads"), Some(None));
    let mut exact = Form::new(vec![Field::count("n", "kit.form.next").exact().value("?")]);
    assert!(!exact.validate());
    // hidden fields are not asked for
    let mut hidden = Form::new(vec![
        Field::line("a", "kit.form.next").required().hidden(),
        Field::line("b", "kit.form.back"),
    ]);
    assert!(hidden.validate());
    hidden.show("a", true);
    assert!(!hidden.validate());
}

#[test]
fn what_is_too_much_is_refused_and_what_was_typed_stays() {
    let mut form = sample();
    write(&mut form, "1764");
    assert_eq!(form.paste(&"x".repeat(10_000_000)), FormEvent::Moved);
    assert_eq!(form.text("number"), "1764");
    let (rows, seen) = draw(&form, 80, 10);
    assert!(rows[0].contains('▲'));
    assert!(seen.detail.unwrap().1.contains("10 MB"));
    assert_eq!(form.paste(&"á".repeat(limit::LINE)), FormEvent::Moved, "four are there already");
    assert_eq!(form.text("number"), "1764");
    assert_eq!(form.paste("\t/QĐ-\r\nCAT\u{7}"), FormEvent::Changed("number"));
    assert_eq!(form.text("number"), "1764/QĐ- CAT");
    let mut edit = Edit::line(&"a".repeat(limit::LINE));
    assert!(matches!(edit.key(&key(KeyCode::Char('b'))), Did::Refused(_)));
    assert_eq!(edit.text().len(), limit::LINE);
}

#[test]
fn undo_stays_inside_the_form() {
    let mut form = sample();
    write(&mut form, "một hai");
    assert_eq!(form.key(&ctrl('z')), FormEvent::Changed("number"));
    assert_eq!(form.text("number"), "một");
    assert_eq!(form.key(&ctrl('z')), FormEvent::Changed("number"));
    for _ in 0..3 {
        assert_eq!(form.key(&ctrl('z')), FormEvent::Moved, "nothing left, and nothing falls through");
    }
    form.focus("kind");
    assert_eq!(form.key(&ctrl('z')), FormEvent::Moved);
    assert_eq!(form.key(&ctrl('k')), FormEvent::Ignored, "other commands are the app's");
}

#[test]
fn a_high_form_scrolls_to_the_focus() {
    let fields = [
        "kit.form.next",
        "kit.form.save",
        "kit.form.undo",
        "kit.form.redo",
        "kit.form.leave",
        "kit.form.back",
        "kit.form.list",
    ];
    let ids = ["a", "b", "c", "d", "e", "f", "g"];
    let mut form = Form::new(ids.iter().zip(fields).map(|(id, word)| Field::line(id, word)).collect());
    for id in ids {
        form.focus(id);
        let (rows, seen) = draw(&form, 60, 3);
        assert_eq!(rows.iter().filter(|r| r.starts_with('►')).count(), 1, "{id}");
        let y = seen.cursor.unwrap().y as usize;
        assert!(rows[y].starts_with('►'));
    }
}

#[test]
fn a_long_line_scrolls_by_cells_to_its_caret() {
    let mut edit = Edit::line("");
    typed(&mut edit, "Nguyễn Thị Mến, Đội trưởng Đội Tham mưu");
    let mut caret = None;
    let (rows, _) = screen(20, 1, |f| caret = edit.draw(f, Rect::new(0, 0, 10, 1), &look(), true));
    assert_eq!(rows[0], " Tham mưu");
    assert_eq!(caret, Some(Position::new(9, 0)));
    edit.key(&key(KeyCode::Home));
    let (rows, _) = screen(20, 1, |f| caret = edit.draw(f, Rect::new(0, 0, 10, 1), &look(), true));
    assert_eq!((rows[0].as_str(), caret), ("Nguyễn Thị", Some(Position::new(0, 0))));
    edit.key(&KeyEvent::new(KeyCode::Right, KeyModifiers::CONTROL));
    assert_eq!(edit.caret(), (0, 7));
    edit.key(&KeyEvent::new(KeyCode::End, KeyModifiers::SHIFT));
    edit.key(&key(KeyCode::Char('X')));
    assert_eq!(edit.text(), "Nguyễn X", "typing replaces the selection");
}

#[test]
fn a_block_wraps_and_the_arrows_walk_what_is_seen() {
    let mut edit = Edit::block("Khen thưởng đột xuất trong bảo vệ bầu cử\nDòng hai");
    let rows = || {
        screen(16, 6, |f| {
            edit.draw(f, Rect::new(0, 0, 16, 6), &look(), true);
        })
        .0
    };
    assert_eq!(rows()[..4], ["Khen thưởng đột", "xuất trong bảo", "vệ bầu cử", "Dòng hai"]);
    for _ in 0..3 {
        assert_eq!(edit.key(&key(KeyCode::Up)), Did::Moved);
    }
    assert_eq!(edit.key(&key(KeyCode::Up)), Did::Ignored, "above the first row the form goes on");
    assert_eq!(edit.caret(), (0, 8));
    edit.key(&key(KeyCode::Enter));
    assert_eq!(edit.text(), "Khen thư\nởng đột xuất trong bảo vệ bầu cử\nDòng hai");
    edit.key(&key(KeyCode::Backspace));
    assert!(edit.text().starts_with("Khen thưởng"));
}

fn people() -> Grid {
    let units =
        options(&[("PV01", "PV01 Tham mưu"), ("PX03", "PX03 Công tác đảng"), ("PX05", "PX05 Thanh tra")]);
    let mut grid = Grid::new(
        "people",
        vec![
            GridColumn::choice("kind", "kit.form.next", options(&[("c", "Tập thể"), ("i", "Cá nhân")]))
                .cells(8, 8),
            GridColumn::line("name", "kit.form.save").cells(16, 30).required(),
            GridColumn::line("post", "kit.form.undo").cells(14, 20).drop(1),
            GridColumn::combo("unit", "kit.form.back", units, false).cells(14, 20),
        ],
    );
    grid.title("Được khen: 2", "dán bảng: Ctrl+V");
    grid.fill(vec![
        (7, vec!["Tập thể".into(), "Đội Tham mưu".into(), String::new(), "PV01 Tham mưu".into()]),
        (9, vec!["Cá nhân".into(), "Trần Văn Hạnh".into(), "Cán bộ".into(), "PX05 Thanh tra".into()]),
    ]);
    grid
}
fn enter(grid: &mut Grid, text: &str) {
    for c in text.chars() {
        grid.key(&key(KeyCode::Char(c)));
    }
}
fn grid_rows(grid: &Grid, width: u16, height: u16) -> (Vec<String>, Seen) {
    let mut seen = Seen::default();
    let (rows, _) = screen(width, height, |f| seen = grid.draw(f, f.area(), &look(), true));
    (rows, seen)
}

#[test]
fn a_grid_is_drawn_with_its_cell_in_brackets() {
    let mut grid = people();
    grid.go(1, 1);
    let (rows, seen) = grid_rows(&grid, 80, 6);
    assert_eq!(rows[0], " Được khen: 2                                                  dán bảng: Ctrl+V");
    assert_eq!(rows[1], "  Số  ô kế      lưu               hoàn tác        ô trước");
    assert_eq!(rows[2], "   1  Tập thể   Đội Tham mưu                      PV01 Tham mưu");
    assert_eq!(rows[3], "►  2  Cá nhân  [Trần Văn Hạnh   ] Cán bộ          PX05 Thanh tra");
    assert_eq!(seen.cursor, Some(Position::new(29, 3)));
    // narrow: the post drops, and comes back under the caret
    let (rows, _) = grid_rows(&grid, 60, 6);
    assert!(!rows[1].contains("hoàn tác"), "{}", rows[1]);
    grid.go(1, 2);
    let (rows, _) = grid_rows(&grid, 60, 6);
    assert!(rows[3].contains("[Cán bộ"), "{}", rows[3]);
}

#[test]
fn a_grid_is_filled_as_the_office_does() {
    let mut grid = people();
    grid.go(1, 1);
    assert_eq!(grid.key(&key(KeyCode::Enter)), GridEvent::Changed, "a row more");
    assert_eq!(grid.at(), (2, 1));
    assert_eq!(grid.cell(2, "kind"), "Cá nhân", "the first column repeats");
    enter(&mut grid, "Phan Đức Lợi");
    assert_eq!(grid.key(&key(KeyCode::Tab)), GridEvent::Changed);
    assert_eq!(grid.key(&ctrl('d')), GridEvent::Changed);
    assert_eq!(grid.cell(2, "post"), "Cán bộ");
    grid.key(&key(KeyCode::Right));
    enter(&mut grid, "cong tac");
    let (rows, _) = grid_rows(&grid, 80, 9);
    assert!(rows.iter().any(|r| r.contains("►PX03 Công tác đảng")), "{rows:?}");
    assert_eq!(grid.key(&key(KeyCode::Enter)), GridEvent::Changed);
    assert_eq!(
        grid.rows()[2],
        (0, ["Cá nhân", "Phan Đức Lợi", "Cán bộ", "PX03 Công tác đảng"].map(str::to_owned).to_vec())
    );
    assert_eq!(grid.code("unit", "PX03 Công tác đảng").as_deref(), Some("PX03"));
    assert_eq!(grid.rows().len(), 3, "an empty row is none");
    assert!(grid.changed());
    // Space goes round a choice; Escape gives the cell back
    grid.go(0, 0);
    grid.key(&key(KeyCode::Char(' ')));
    assert_eq!(grid.cell(0, "kind"), "Cá nhân");
    grid.go(0, 1);
    enter(&mut grid, "sai");
    grid.key(&key(KeyCode::Esc));
    assert_eq!(grid.cell(0, "name"), "Đội Tham mưu");
    assert_eq!(grid.key(&key(KeyCode::Esc)), GridEvent::Ignored, "the form leaves");
    assert_eq!(grid.key(&ctrl('z')), GridEvent::Changed);
    assert_eq!(grid.cell(0, "kind"), "Tập thể");
    assert_eq!(grid.key(&ctrl('y')), GridEvent::Changed);
    assert_eq!(grid.cell(0, "kind"), "Cá nhân");
}

#[test]
fn rows_go_and_come_back() {
    let mut grid = people();
    grid.go(0, 1);
    assert_eq!(grid.key(&KeyEvent::new(KeyCode::Delete, KeyModifiers::CONTROL)), GridEvent::Changed);
    assert_eq!(grid.rows().iter().map(|r| r.0).collect::<Vec<_>>(), [9]);
    assert_eq!(grid.key(&ctrl('z')), GridEvent::Changed);
    assert_eq!(grid.rows().iter().map(|r| r.0).collect::<Vec<_>>(), [7, 9]);
    assert_eq!(grid.key(&ctrl('n')), GridEvent::Changed);
    assert_eq!(grid.at(), (1, 0));
    assert_eq!(grid.key(&key(KeyCode::Delete)), GridEvent::Changed, "Delete in an empty row takes the row");
    assert_eq!(grid.key(&key(KeyCode::Backspace)), GridEvent::Changed, "edits, does not take the row");
    grid.key(&key(KeyCode::Esc));
    assert!(!grid.changed());
    grid.go(0, 0);
    assert_eq!(grid.key(&key(KeyCode::Up)), GridEvent::Before);
    grid.go(1, 3);
    assert_eq!(grid.key(&key(KeyCode::Tab)), GridEvent::After);
}

#[test]
fn a_table_from_word_is_pasted_into_rows() {
    let mut grid = people();
    grid.go(1, 0);
    let pasted =
        "tap the\tĐội Vũ trang\t\tPX05\r\nCá nhân\tNguye\u{302}\u{303}n Văn Ấn\tPhó đội trưởng\tPZ99\r\n";
    grid.paste(pasted).unwrap();
    let rows = grid.rows();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[1], (9, ["Tập thể", "Đội Vũ trang", "", "PX05 Thanh tra"].map(str::to_owned).to_vec()));
    assert_eq!(
        rows[2],
        (0, ["Cá nhân", "Nguyễn Văn Ấn", "Phó đội trưởng", "PZ99"].map(str::to_owned).to_vec())
    );
    assert!(!grid.validate());
    assert_eq!(grid.at(), (2, 3));
    let (rows, seen) = grid_rows(&grid, 80, 8);
    assert!(rows[4].contains("[PZ99") && rows[4].contains("]▲"), "{}", rows[4]);
    assert!(seen.detail.unwrap().1.starts_with("▲ Dòng 3, cột ô trước: “PZ99”"));
    // one line goes into the cell
    grid.go(0, 1);
    grid.paste("Đội Hậu cần").unwrap();
    assert_eq!(grid.rows()[0].1[1], "Đội Hậu cần");
    assert!(grid.paste(&"x\n".repeat(600_000)).is_err());
    assert!(grid.paste(&"x\n".repeat(limit::RECIPIENTS + 1)).is_err());
}

#[test]
fn a_row_that_lacks_its_name_is_told() {
    let mut grid = people();
    grid.go(1, 1);
    grid.key(&key(KeyCode::Delete));
    assert!(!grid.validate());
    let (_, seen) = grid_rows(&grid, 80, 6);
    assert_eq!(seen.detail.unwrap().1, "▲ Dòng 2: chưa ghi lưu. Gõ vào ô này hoặc bỏ dòng (Ctrl+Delete)");
}

#[test]
fn an_input_method_types_into_a_cell() {
    let mut grid = people();
    grid.go(1, 1);
    for code in ['t', 'h', 'u', 'o', '\u{8}', '\u{8}', 'ư', 'ơ', '\u{8}', 'ở', 'n', 'g'] {
        grid.key(&key(KeyCode::Char(code)));
    }
    assert_eq!(grid.rows()[1].1[1], "thưởng");
}

#[test]
fn form_and_grid_are_one_walk() {
    let mut form = Form::new(vec![Field::line("number", "kit.form.next")]).with_grid(people());
    assert_eq!(form.key(&key(KeyCode::Enter)), FormEvent::Moved, "Enter goes on to the grid");
    assert!(form.in_grid() && form.focused() == "people");
    assert_eq!(form.key(&key(KeyCode::Char('x'))), FormEvent::Changed("people"));
    assert_eq!(form.key(&key(KeyCode::Esc)), FormEvent::Moved);
    assert_eq!(form.key(&key(KeyCode::BackTab)), FormEvent::Moved);
    assert_eq!(form.focused(), "number");
    assert_eq!(form.key(&key(KeyCode::BackTab)), FormEvent::Moved);
    assert!(form.in_grid(), "round the ends");
    assert_eq!(form.key(&key(KeyCode::Esc)), FormEvent::Leave);
    let (rows, seen) = draw(&form, 80, 10);
    assert!(rows[0].starts_with(" ô kế") && rows[1].starts_with(" Được khen"));
    assert!(seen.cursor.is_some());
    if let Some(grid) = form.grid_mut() {
        grid.set(1, "name", "");
    }
    assert!(!form.validate());
    assert!(form.in_grid());
}

#[test]
fn a_form_that_is_only_read_says_why_and_is_walked_through() {
    let why = Problem::new("problem.read_only");
    let mut form =
        Form::new(vec![Field::line("number", "kit.form.next").value("98/TB-CAT")]).with_grid(people());
    form.read_only(Some(why.clone()));
    let (rows, seen) = draw(&form, 80, 10);
    assert!(rows[0].contains(" 98/TB-CAT") && !rows.concat().contains('['), "{rows:?}");
    assert_eq!(seen.cursor, None);
    assert!(seen.detail.unwrap().1.contains(&look().say(&why)));
    assert!(form.rows().iter().all(|r| r.word != "kit.form.save"));
    for event in [key(KeyCode::Char('x')), key(KeyCode::Backspace), ctrl('s'), ctrl('z')] {
        assert_eq!(form.key(&event), FormEvent::Moved);
    }
    form.key(&key(KeyCode::Enter));
    assert!(form.in_grid());
    form.key(&KeyEvent::new(KeyCode::End, KeyModifiers::CONTROL));
    form.key(&key(KeyCode::Enter));
    assert_eq!(form.grid().map(|g| (g.at().0, g.len())), Some((1, 2)), "no row more");
    assert!(!draw(&form, 80, 10).0.concat().contains('['));
    assert_eq!(form.key(&key(KeyCode::Esc)), FormEvent::Leave);
    form.read_only(None);
    assert_eq!(form.key(&key(KeyCode::Char('x'))), FormEvent::Changed("people"));
}

#[test]
fn the_ends_of_a_grid_are_one_key_away() {
    let mut grid = people();
    grid.fill((0..157).map(|n| (n, vec!["Tập thể".into(), format!("Đội {n}")])).collect());
    grid.go(3, 1);
    assert_eq!(grid.key(&KeyEvent::new(KeyCode::End, KeyModifiers::CONTROL)), GridEvent::Moved);
    assert_eq!(grid.at(), (156, 1));
    grid.key(&key(KeyCode::PageUp));
    assert_eq!(grid.at(), (146, 1));
    grid.key(&KeyEvent::new(KeyCode::Home, KeyModifiers::CONTROL));
    assert_eq!(grid.at(), (0, 1));
}

#[test]
fn a_day_that_is_still_ahead_is_taken_and_warned_of() {
    let (from, today) = (jiff::civil::date(2021, 4, 1), jiff::civil::date(2021, 7, 22));
    let field = || Field::date("day", "kit.form.next", (from, today)).by(today);
    let said = |value: &str| {
        let mut form = Form::new(vec![field().value(value)]);
        assert!(form.validate());
        let (rows, seen) = draw(&form, 80, 4);
        (rows[0].contains('▲'), seen.detail.map(|(_, said)| said).unwrap_or_default())
    };
    assert_eq!(said("22/07/2021"), (false, String::new()));
    let (sign, told) = said("02/08/2031");
    assert!(sign && told.contains("02/08/2031 còn ở phía trước, hôm nay là 22/07/2021"), "{told}");
}

fn standings() -> (Vec<Column>, Vec<Line>) {
    let columns = vec![
        Column::fixed("Hạng", 4).right(),
        Column::flex("Đơn vị", 10, 40),
        Column::fixed("Tổng", 8).right(),
        Column::fixed("I", 6).right().drop(5).group("700"),
        Column::fixed("II", 6).right().drop(4),
        Column::fixed("III", 5).right().drop(3),
        Column::fixed("Trừ", 5).right().drop(2),
        Column::fixed("Tám kỳ", 23).drop(1),
    ];
    let row = |rank: &str, unit: &str| -> Line {
        let minus = Cell::new(Role::Bad, "−1,00");
        vec![
            rank.into(),
            unit.into(),
            "938,75".into(),
            "652,25".into(),
            "190,00".into(),
            "93,50".into(),
            minus,
            "1  2  2  1  2  1  1  4".into(),
        ]
        .into()
    };
    let rows = vec![
        row("1", "PV01 Tham mưu"),
        row("4", "PX03 Công tác đảng, công tác chính trị"),
        Line::new(vec!["–".into(), "PV06 Hồ sơ".into(), "chưa có số liệu".into()]).span(2),
        row("", "Cộng").total(),
    ];
    (columns, rows)
}

#[test]
fn a_table_drops_columns_and_brings_them_back() {
    let (columns, rows) = standings();
    let drawn = |width, at| {
        screen(width, 9, |f| {
            table::draw(f, f.area(), &look(), &columns, &rows, Some(&Cursor::at(at)), true);
        })
    };
    let (text, terminal) = drawn(80, 1);
    assert_eq!(
        text[..7],
        [
            "                                                   700",
            " Hạng  Đơn vị                                Tổng       I      II    III    Trừ",
            "    1  PV01 Tham mưu                       938,75  652,25  190,00  93,50  −1,00",
            "►   4  PX03 Công tác đảng, công tác ch…    938,75  652,25  190,00  93,50  −1,00",
            "    –  PV06 Hồ sơ                        chưa có số liệu",
            "",
            "       Cộng                                938,75  652,25  190,00  93,50  −1,00",
        ]
    );
    assert!(text.iter().all(|row| row.chars().count() <= 79), "the margin stays free");
    let buffer = terminal.backend().buffer();
    assert!((0..80).all(|x| has(&terminal, x, 3, Modifier::REVERSED)), "edge to edge");
    assert!((0..80).all(|x| buffer[(x, 3)].fg == Color::Reset), "no colour inside the selection");
    assert_eq!(buffer[(76, 2)].fg, Color::Red);
    assert!(has(&terminal, 7, 1, Modifier::BOLD) && !has(&terminal, 7, 2, Modifier::BOLD));
    let (text, _) = drawn(120, 1);
    assert!(text[1].ends_with("Tám kỳ"), "{}", text[1]);
    assert!(text[3].contains("PX03 Công tác đảng, công tác chính trị"));
    let (text, _) = drawn(40, 1);
    assert!(!text[1].contains("III") && text[1].contains("Tổng"), "{}", text[1]);
}

#[test]
fn without_focus_only_the_marker_shows() {
    let (columns, rows) = standings();
    let (text, terminal) = screen(80, 9, |f| {
        table::draw(f, f.area(), &look(), &columns, &rows, Some(&Cursor::at(0)), false);
    });
    assert!(text[2].starts_with('►'));
    assert!((0..80).all(|x| !has(&terminal, x, 2, Modifier::REVERSED)));
}

#[test]
fn a_list_scrolls_with_its_cursor() {
    let columns = [Column::flex("", 5, 20)];
    let rows: Vec<Line> = (1..=9).map(|n| vec![Cell::from(format!("dòng {n}"))].into()).collect();
    let mut cursor = Cursor::default();
    let shown = |cursor: &Cursor| {
        screen(30, 4, |f| {
            table::draw(f, f.area(), &look(), &columns, &rows, Some(cursor), true);
        })
        .0
    };
    for (code, at, first) in [
        (KeyCode::Down, 1, " dòng 1"),
        (KeyCode::PageDown, 5, " dòng 3"),
        (KeyCode::End, 8, " dòng 6"),
        (KeyCode::Down, 8, " dòng 6"),
        (KeyCode::Up, 7, " dòng 6"),
        (KeyCode::PageUp, 3, "►dòng 4"),
        (KeyCode::Home, 0, "►dòng 1"),
    ] {
        assert!(cursor.key(&key(code), rows.len(), 4));
        assert_eq!((cursor.at, shown(&cursor)[0].as_str()), (at, first), "{code:?}");
    }
    assert!(!cursor.key(&key(KeyCode::Char('j')), 9, 4));
    assert!(!cursor.key(&KeyEvent::new(KeyCode::Left, KeyModifiers::CONTROL), 9, 4));
    cursor.key(&key(KeyCode::End), 9, 4);
    cursor.fit(2);
    assert_eq!(cursor.at, 1);
    assert!(cursor.key(&key(KeyCode::Down), 0, 4));
    assert_eq!(cursor.at, 0);
}

#[test]
fn the_plain_set_draws_ascii_and_mono_has_no_colour() {
    let plain = Look::new(Words::load(Lang::Vi), true, true);
    let mut form = sample();
    form.focus("kind");
    let (rows, _) = screen(80, 8, |f| {
        form.draw(f, f.area(), &plain);
    });
    assert_eq!(rows[2], ">hoàn tác          (x) tập thể  ( ) cá nhân");
    assert_eq!(rows[3], " làm lại           [ ] Bộ Công an  [ ] UBND tỉnh");
    let (columns, lines) = standings();
    let (rows, terminal) = screen(60, 9, |f| {
        table::draw(f, f.area(), &plain, &columns, &lines, Some(&Cursor::at(1)), true);
    });
    assert!(rows[3].starts_with(">   4  PX03") && rows[3].contains(".. "), "{}", rows[3]);
    let buffer = terminal.backend().buffer();
    assert!(buffer.content().iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset));
    let (rows, _) = screen(60, 16, |f| {
        popup::draw(f, &plain, (30, 3), "Lý do", "Enter ghi");
    });
    assert_eq!(rows[5].trim(), "+ Lý do -----------------------+");
}

#[test]
fn an_overlay_lies_over_a_faint_room_and_under_the_rule() {
    let mut inner = Rect::default();
    let (rows, terminal) = screen(80, 24, |f| {
        for y in 0..24 {
            para::put(f, &look(), f.area(), (1, y), Role::Bad, &"chữ ".repeat(19));
        }
        inner = popup::draw(f, &look(), (58, 6), "Lý do · Trung tâm Huấn luyện", "Enter ghi · Esc bỏ");
    });
    assert_eq!(inner, Rect::new(11, 9, 58, 6));
    assert!(rows[8].contains("┌ Lý do · Trung tâm Huấn luyện ─") && rows[8].contains("─┐"), "{}", rows[8]);
    assert!(rows[15].contains("─ Enter ghi · Esc bỏ ─┘"), "{}", rows[15]);
    assert!(rows[9].contains("│                                                          │"));
    let buffer = terminal.backend().buffer();
    assert!(has(&terminal, 1, 5, Modifier::DIM) && buffer[(1, 5)].fg == Color::Reset);
    assert!(!has(&terminal, 1, 1, Modifier::DIM), "header and room bar stay");
    // as wide and high as it may be
    screen(120, 24, |f| inner = popup::draw(f, &look(), (200, 200), "", ""));
    assert_eq!(inner, Rect::new(22, 4, 76, 16));
}

#[test]
fn small_hands() {
    let (rows, _) = screen(40, 8, |f| {
        let area = f.area();
        para::title(f, &look(), area, 0, "Sửa quyết định khen thưởng, dài quá", "", true);
        para::tabs(f, &look(), area, 1, &["Khen thưởng", "Đề nghị 3"], 0, "9 mục");
        assert_eq!(
            para::paragraph(
                f,
                &look(),
                area,
                (3, 2),
                Role::Text,
                "Giấy đã ký đến trước, sổ ghi theo giấy: một quyết định"
            ),
            4
        );
        para::pair(f, &look(), area, 4, 18, "Địa danh", "Hồng Lam");
    });
    assert_eq!(rows[0], " Sửa quyết định khen thưởn…  ● chưa lưu");
    assert_eq!(rows[1], " [Khen thưởng]  Đề nghị 3         9 mục");
    assert_eq!(
        rows[2..5],
        ["   Giấy đã ký đến trước, sổ ghi theo", "   giấy: một quyết định", " Địa danh          Hồng Lam"]
    );
    assert_eq!(para::bar(&look(), 3, 12, 10), "██▌");
    assert_eq!(para::bar(&look(), 1, 1000, 10), "▌");
    assert_eq!(para::bar(&look(), 0, 12, 10), "");
    assert_eq!(para::bar(&look(), 40, 12, 4), "████");
}

fn any_key() -> impl Strategy<Value = KeyEvent> {
    let codes = prop_oneof![
        prop::sample::select(vec![
            KeyCode::Enter,
            KeyCode::Tab,
            KeyCode::BackTab,
            KeyCode::Esc,
            KeyCode::Backspace,
            KeyCode::Delete,
            KeyCode::Insert,
            KeyCode::Up,
            KeyCode::Down,
            KeyCode::Left,
            KeyCode::Right,
            KeyCode::Home,
            KeyCode::End,
            KeyCode::PageUp,
            KeyCode::PageDown,
            KeyCode::F(2),
        ]),
        prop::sample::select("aêđ ơ\u{301}\u{323}\u{302}1?=/tP漢👨‍👩‍👧".chars().collect::<Vec<_>>())
            .prop_map(KeyCode::Char),
        prop::sample::select("zydnahs".chars().collect::<Vec<_>>()).prop_map(KeyCode::Char),
    ];
    let mods = prop::sample::select(vec![
        KeyModifiers::NONE,
        KeyModifiers::NONE,
        KeyModifiers::CONTROL,
        KeyModifiers::SHIFT,
    ]);
    (codes, mods).prop_map(|(code, mods)| KeyEvent::new(code, mods))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]
    /// Whatever is typed, at whatever size: no panic, the caret on the screen, every text in NFC.
    #[test]
    fn any_keys_at_any_size(events in prop::collection::vec(any_key(), 1..60), width in 1_u16..100, height in 1_u16..20) {
        let mut fields = sample().with_grid(people());
        fields.restore(&[("note".into(), "một hai ba bốn năm\nsáu".into())]);
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        for event in events {
            fields.key(&event);
            let mut seen = Seen::default();
            terminal.draw(|f| seen = fields.draw(f, f.area(), &look())).unwrap();
            if let Some(at) = seen.cursor {
                prop_assert!(at.x < width && at.y < height, "{at:?} outside {width}×{height}");
            }
            for (_, value) in fields.values() {
                prop_assert!(unicode_normalization::is_nfc(&value));
            }
        }
        fields.paste("a\tb\nc\td");
        fields.validate();
        terminal.draw(|f| { fields.draw(f, f.area(), &look()); }).unwrap();
    }

    /// A form that is only read holds what it held, whatever is typed into it.
    #[test]
    fn no_key_changes_a_form_that_is_only_read(events in prop::collection::vec(any_key(), 1..60)) {
        let mut form = sample().with_grid(people());
        form.read_only(Some(Problem::new("problem.read_only")));
        let held = |form: &Form| (form.values(), form.grid().map(Grid::rows));
        let before = held(&form);
        for event in events {
            form.key(&event);
            form.paste("a\tb");
        }
        prop_assert_eq!(held(&form), before);
        prop_assert!(!form.changed());
    }

    /// A table of any shape fits its area, and what may not drop does not.
    #[test]
    fn any_table_at_any_size(widths in prop::collection::vec((1_u16..30, 0_u8..4), 0..10), width in 0_u16..140, height in 1_u16..12, at in 0_usize..12) {
        let columns: Vec<Column> = widths.iter().map(|(w, d)| if w % 2 == 0 { Column::fixed("Đầu", *w) } else { Column::flex("Đầu", *w, w * 2) }.drop(*d)).collect();
        let plan = table::layout(&columns, &vec![20; columns.len()], width, None);
        for (n, c) in columns.iter().enumerate() {
            prop_assert!(c.drop > 0 || plan.columns.iter().any(|p| p.0 == n));
        }
        if plan.columns.iter().any(|p| columns[p.0].drop > 0) {
            prop_assert!(plan.columns.iter().all(|(_, x, w)| x + w < width));
        }
        let rows: Vec<Line> = (0..8).map(|n| columns.iter().map(|_| Cell::from(format!("ô {n}"))).collect::<Vec<_>>().into()).collect();
        screen(width.max(1), height, |f| { table::draw(f, f.area(), &look(), &columns, &rows, Some(&Cursor::at(at)), true); });
    }
}

#[test]
fn a_text_that_several_options_answer_is_never_taken_silently() {
    let units = [
        ("Công an huyện Sơn Dương", "Công an huyện Sơn Dương"),
        ("Công an huyện Yên Lạc", "Công an huyện Yên Lạc"),
        ("Công an huyện Yên Bình", "Công an huyện Yên Bình"),
        ("Phòng Tham mưu", "PV01 Tham mưu"),
    ];
    let fields = vec![
        Field::combo("unit", "kit.form.leave", options(&units), false),
        Field::line("note", "kit.form.list"),
    ];
    let mut form = Form::new(fields);
    write(&mut form, "yen");
    form.key(&key(KeyCode::Enter));
    assert_eq!((form.text("unit").as_str(), form.has_errors()), ("yen", true));
    form.key(&key(KeyCode::BackTab));
    let (rows, seen) = draw(&form, 80, 10);
    assert!(rows.concat().contains('▲') && seen.detail.unwrap().1.contains("“yen” khớp 2 mục"), "{rows:?}");
    form.key(&key(KeyCode::Down));
    form.key(&key(KeyCode::Down));
    form.key(&key(KeyCode::Enter));
    assert_eq!((form.text("unit").as_str(), form.has_errors()), ("Công an huyện Yên Bình", false));
    form.key(&key(KeyCode::BackTab));
    write(&mut form, "yen l");
    form.key(&key(KeyCode::Enter));
    assert_eq!(form.text("unit"), "Công an huyện Yên Lạc", "one best match is meant");

    let columns = vec![GridColumn::combo("unit", "kit.form.leave", options(&units), false)];
    let mut grid = Grid::new("g", columns);
    for c in "yen".chars() {
        grid.key(&key(KeyCode::Char(c)));
    }
    grid.key(&key(KeyCode::Enter));
    grid.key(&key(KeyCode::Up));
    assert_eq!(grid.cell(0, "unit"), "yen");
    assert!(grid.has_errors() && !grid.validate());
    // ↓ on the marked cell opens its list
    grid.key(&key(KeyCode::Down));
    grid.key(&key(KeyCode::Enter));
    assert_eq!(grid.cell(0, "unit"), "Công an huyện Yên Lạc");
    assert!(!grid.has_errors());
}

/// Rows of a tree: level and name.
fn tree(rows: &[(&str, &str)]) -> Grid {
    let columns = vec![GridColumn::line("level", "kit.form.next"), GridColumn::line("name", "kit.form.save")];
    let mut grid = Grid::new("g", columns).tree("level", "name", "kit.form.undo");
    grid.fill(rows.iter().map(|(level, name)| (0, vec![(*level).to_owned(), (*name).to_owned()])).collect());
    grid
}

fn held(grid: &Grid) -> Vec<String> {
    grid.rows().into_iter().map(|(_, cells)| cells.concat()).collect()
}

#[test]
fn a_row_of_a_tree_moves_and_goes_in_with_all_that_stands_under_it() {
    let alt = |code| KeyEvent::new(code, KeyModifiers::ALT);
    let held_down = |code| KeyEvent::new(code, KeyModifiers::CONTROL);
    let mut grid = tree(&[("1", "a"), ("2", "b"), ("2", "c"), ("1", "d"), ("2", "e")]);
    assert_eq!(grid.key(&held_down(KeyCode::Up)), GridEvent::Moved, "the first stays");
    grid.key(&held_down(KeyCode::Down));
    assert_eq!(held(&grid), ["1d", "2e", "1a", "2b", "2c"]);
    assert_eq!(grid.at().0, 2, "the caret goes with it");
    grid.key(&held_down(KeyCode::Up));
    assert_eq!(held(&grid), ["1a", "2b", "2c", "1d", "2e"]);
    // inside its group a row changes places with its neighbours alone
    grid.go(2, 1);
    assert_eq!(grid.key(&held_down(KeyCode::Down)), GridEvent::Moved);
    grid.key(&held_down(KeyCode::Up));
    assert_eq!(held(&grid), ["1a", "2c", "2b", "1d", "2e"]);
    // a group goes under the one before it, with its own rows, and no deeper than that allows
    grid.go(3, 1);
    grid.key(&alt(KeyCode::Right));
    grid.key(&alt(KeyCode::Right));
    assert_eq!(held(&grid), ["1a", "2c", "2b", "3d", "4e"]);
    assert_eq!(grid.key(&alt(KeyCode::Right)), GridEvent::Moved);
    grid.key(&alt(KeyCode::Left));
    assert_eq!(held(&grid), ["1a", "2c", "2b", "2d", "3e"]);
    for _ in 0..3 {
        grid.key(&ctrl('z'));
    }
    assert_eq!(held(&grid), ["1a", "2c", "2b", "1d", "2e"]);
    // a row added begins at the level of the one before it; alone, that says nothing
    grid.go(4, 1);
    grid.key(&ctrl('n'));
    assert_eq!(held(&grid).len(), 5);
    grid.key(&key(KeyCode::Char('f')));
    assert_eq!(held(&grid)[5], "2f");
}
