//! The joinery from outside: drawn on a test terminal, driven by keys.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use thidua::core::date::Date;
use thidua::core::limit;
use thidua::core::words::{Lang, Words};
use thidua::kit::field::{Did, Edit};
use thidua::kit::form::{Field, Form, FormEvent};
use thidua::kit::look::{Look, Role, Seen};

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
fn a_form_is_drawn() {
    let mut form = sample();
    write(&mut form, "1764");
    form.key(&key(KeyCode::Tab));
    write(&mut form, "18/6");
    let (rows, seen) = draw(&form, 80, 12);
    println!("{}", rows.join("\n"));
    assert!(seen.unsaved);
    form.key(&key(KeyCode::Tab));
    form.key(&key(KeyCode::Tab));
    form.key(&key(KeyCode::Tab));
    form.key(&key(KeyCode::Char('p')));
    form.key(&key(KeyCode::Down));
    let (rows, _) = draw(&form, 80, 12);
    println!("{}", rows.join("\n"));
}
