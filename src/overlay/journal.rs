//! The journal over the room: acts newest first, each opened field by field, old beside new; one act taken back by itself.
//! Only the acts around the selected one are on the shelf, so that a million are as near as ten.
use super::{Outcome, row};
use crate::core::ask::Ask;
use crate::core::backup::moment;
use crate::core::date;
use crate::core::journal::{ActKind, ActRow, ActSheet, BLOCK, Back, Became, Change, Value};
use crate::core::number;
use crate::core::text;
use crate::kit::keys::Row;
use crate::kit::look::{Look, Role};
use crate::kit::para::put_at as put;
use crate::kit::popup;
use crate::kit::table::Cursor;
use crate::shelf::Shelf;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;

/// Acts passed by one page key; most screens show about as many.
const PAGE: usize = 12;
/// Rows of the list or sheet, more than any screen has.
const TALL: u16 = 60;

/// The journal.
#[derive(Debug)]
pub struct Journal {
    /// number of the newest act, as far as known
    last: i64,
    /// place in the list, 0 the newest
    cursor: Cursor,
    /// the act opened, and the first line shown of it
    open: Option<(i64, usize)>,
}

impl Journal {
    pub(super) fn new(last: i64) -> Self {
        Self { last, cursor: Cursor::default(), open: None }
    }

    /// The number of the selected act.
    fn at(&self) -> i64 {
        self.last - i64::try_from(self.cursor.at).unwrap_or(0)
    }

    pub(super) fn needs(&self) -> Vec<Ask> {
        let mut blocks: Vec<i64> = [self.last, self.at(), self.at() - BLOCK, self.at() + BLOCK]
            .map(|n| n.clamp(1, self.last.max(1)))
            .map(block)
            .to_vec();
        blocks.sort_unstable();
        blocks.dedup();
        let mut needs: Vec<Ask> = blocks.into_iter().map(Ask::Acts).collect();
        needs.extend(self.open.map(|(n, _)| Ask::ActSheet(n)));
        needs
    }

    pub(super) fn keys(&self) -> Vec<Row> {
        match self.open {
            None => vec![
                row(&["Up", "Down"], "key.choose", 1),
                row(&["Enter"], "key.open", 2),
                row(&["Esc"], "key.close", 3),
            ],
            // whether it can be taken back stands on the sheet itself
            Some(_) => vec![row(&["Up", "Down"], "key.scroll", 1), row(&["Esc"], "key.back", 2)],
        }
    }

    /// Acts written meanwhile push the list down; the selected one stays selected.
    fn follow(&mut self, shelf: &Shelf) {
        let newest = shelf.acts(block(self.last)).map_or(self.last, |acts| acts.last);
        if newest > self.last {
            let more = usize::try_from(newest - self.last).unwrap_or(0);
            self.cursor.at += more;
            self.cursor.top += more;
            self.last = newest;
        }
    }

    pub(super) fn key(&mut self, key: &KeyEvent, shelf: &Shelf) -> Outcome {
        self.follow(shelf);
        if let Some((n, top)) = &mut self.open {
            match key.code {
                KeyCode::Char('z') if key.modifiers == KeyModifiers::CONTROL => {
                    return match shelf.act_sheet(*n) {
                        Some(Some(sheet)) => match &sheet.back {
                            Back::No(problem) => Outcome::Say(problem.clone()),
                            Back::Newest | Back::Alone => Outcome::UndoAct(*n),
                        },
                        _ => Outcome::Stay,
                    };
                }
                KeyCode::Esc | KeyCode::Left => self.open = None,
                KeyCode::Up => *top = top.saturating_sub(1),
                KeyCode::Down => *top += 1,
                KeyCode::PageUp => *top = top.saturating_sub(PAGE),
                KeyCode::PageDown => *top += PAGE,
                KeyCode::Home => *top = 0,
                _ => {}
            }
            return Outcome::Stay;
        }
        match key.code {
            KeyCode::Esc | KeyCode::F(12) => return Outcome::Close,
            KeyCode::Enter if self.last > 0 => self.open = Some((self.at(), 0)),
            _ => {
                self.cursor.key(key, usize::try_from(self.last).unwrap_or(0), PAGE);
            }
        }
        Outcome::Stay
    }

    pub(super) fn draw(&self, frame: &mut Frame, look: &Look, shelf: &Shelf) {
        match self.open {
            Some((n, top)) => draw_sheet(n, top, frame, look, shelf),
            None => self.list(frame, look, shelf),
        }
    }

    fn list(&self, frame: &mut Frame, look: &Look, shelf: &Shelf) {
        let inner =
            popup::draw(frame, look, (76, TALL), look.word("journal.title"), look.word("journal.keys"));
        let edge = inner.x + inner.width;
        let cells = Cells::of(inner.width);
        put(frame, inner.x + 1, inner.y, &cells.heads(look), edge, look.style(Role::Head));
        let room = usize::from(inner.height.saturating_sub(4));
        let len = usize::try_from(self.last).unwrap_or(0);
        let top = self.cursor.first(len, room);
        for place in 0..room.min(len.saturating_sub(top)) {
            let n = self.last - i64::try_from(top + place).unwrap_or(0);
            let y = inner.y + 1 + place as u16;
            let selected = top + place == self.cursor.at;
            let act = find(shelf, n);
            let said = act.map_or_else(|| format!("#{n}"), |act| cells.line(act, look));
            let quiet = act.is_some_and(|act| act.undone);
            let (marker, role) = match (selected, quiet) {
                (true, _) => (look.glyphs.marker, Role::Select),
                (false, true) => (" ", Role::Muted),
                (false, false) => (" ", Role::Text),
            };
            let whole = text::left(&format!("{marker}{said}"), usize::from(inner.width));
            put(frame, inner.x, y, &whole, edge, look.style(role));
        }
        if let Some(act) = find(shelf, self.at()) {
            for (n, (role, said)) in about(act, look).into_iter().take(2).enumerate() {
                let y = inner.y + inner.height.saturating_sub(2) + n as u16;
                let said = text::clip(&said, usize::from(inner.width.saturating_sub(2)));
                put(frame, inner.x + 1, y, &said, edge, look.style(role));
            }
        }
    }
}

fn block(n: i64) -> i64 {
    (n - 1).max(0) / BLOCK
}

fn find(shelf: &Shelf, n: i64) -> Option<&ActRow> {
    shelf.acts(block(n))?.rows.iter().find(|act| act.n == n)
}

/// Widths of the list's columns.
struct Cells {
    what: usize,
}

impl Cells {
    const NUMBER: usize = 8;
    const WHEN: usize = 17;
    const STATE: usize = 13;

    fn of(width: u16) -> Self {
        Self { what: usize::from(width).saturating_sub(Self::NUMBER + Self::WHEN + Self::STATE + 2) }
    }
    fn heads(&self, look: &Look) -> String {
        self.row(
            look,
            ["journal.head_n", "journal.head_at", "journal.head_what"].map(|k| look.word(k)),
            look.word("journal.head_state"),
        )
    }
    fn line(&self, act: &ActRow, look: &Look) -> String {
        let word = match (act.undone, act.kind) {
            (true, _) => look.word("journal.undone"),
            (false, ActKind::Barrier) => look.word("journal.barrier"),
            (false, _) => "",
        };
        let warn = if act.outside > 0 || act.backwards { look.glyphs.warn } else { "" };
        let state = [word, warn].iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join(" ");
        self.row(look, [&format!("#{}", act.n), &moment(&act.at), &what(act, look)], &state)
    }
    fn row(&self, look: &Look, [n, at, what]: [&str; 3], state: &str) -> String {
        let what = look.left(what, self.what.saturating_sub(2));
        format!("{}{}{what}  {state}", look.left(n, Self::NUMBER), look.left(at, Self::WHEN))
    }
}

/// The sentence of an act, as it was said when it was done.
fn what(act: &ActRow, look: &Look) -> String {
    let thing = match &act.did {
        Some(did) => {
            let said = look.words.fill(did, &[("thing", &act.thing)]);
            let mut chars = said.chars();
            chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
        }
        None => act.thing.clone(),
    };
    look.words.fill(&act.what, &[("thing", &thing)])
}

/// Who, why, and what else there is to say about an act.
fn about(act: &ActRow, look: &Look) -> Vec<(Role, String)> {
    let fill = |key: &str, args: &[(&str, &str)]| look.words.fill(key, args);
    let who = if act.secretary.is_empty() { &act.user } else { &act.secretary };
    let count = number::count(act.rows, look.words.lang);
    let mut first = fill("journal.by", &[("who", who), ("user", &act.user), ("n", &count)]);
    if !act.why.is_empty() {
        first.push_str(&fill("journal.why", &[("why", &act.why)]));
    }
    let mut lines = vec![(Role::Text, first)];
    let warn = |text: String| (Role::Warn, format!("{} {text}", look.glyphs.warn));
    if act.outside > 0 {
        lines.push(warn(fill("journal.outside", &[("n", &number::count(act.outside, look.words.lang))])));
    }
    if act.backwards {
        lines.push(warn(look.word("journal.backwards").to_owned()));
    }
    if let Some(of) = act.of {
        lines.push((Role::Text, fill("journal.of", &[("n", &of.to_string())])));
    }
    lines
}

/// A line of the sheet.
type Line = (Role, String);

fn draw_sheet(n: i64, top: usize, frame: &mut Frame, look: &Look, shelf: &Shelf) {
    let sheet = match shelf.act_sheet(n) {
        Some(Some(sheet)) => sheet,
        found => {
            let inner = popup::draw(frame, look, (76, 3), &format!("#{n}"), look.word("journal.keys_no"));
            let key = if found.is_none() { "journal.reading" } else { "journal.missing" };
            let edge = inner.x + inner.width;
            return put(frame, inner.x + 1, inner.y + 1, look.word(key), edge, look.style(Role::Muted));
        }
    };
    let title = format!("#{n} {}", what(&sheet.act, look));
    let keys = match sheet.back {
        Back::No(_) => "journal.keys_no",
        Back::Newest | Back::Alone => "journal.keys_sheet",
    };
    let inner = popup::draw(frame, look, (76, TALL), &title, look.word(keys));
    let width = usize::from(inner.width.saturating_sub(2));
    let (foot_role, foot) = back(sheet, look);
    let foot = text::wrap(&foot, width);
    let lines = lines(sheet, look, width);
    let room = usize::from(inner.height).saturating_sub(foot.len() + 1);
    let top = top.min(lines.len().saturating_sub(room));
    for (place, (role, said)) in lines.iter().skip(top).take(room).enumerate() {
        line(frame, look, inner, place as u16, *role, said);
    }
    let below = lines.len().saturating_sub(top + room);
    if below > 0 {
        let more = look.words.fill("journal.more", &[("n", &below.to_string())]);
        line(frame, look, inner, room as u16, Role::Muted, &more);
    }
    for (place, said) in foot.iter().enumerate() {
        line(frame, look, inner, (room + 1 + place) as u16, foot_role, said);
    }
}

fn line(frame: &mut Frame, look: &Look, inner: Rect, row: u16, role: Role, said: &str) {
    if row < inner.height {
        put(frame, inner.x + 1, inner.y + row, said, inner.x + inner.width, look.style(role));
    }
}

/// Can it be taken back, and how or why not?
fn back(sheet: &ActSheet, look: &Look) -> Line {
    match &sheet.back {
        Back::Newest => (Role::Text, look.word("journal.back_newest").to_owned()),
        Back::Alone => (Role::Text, look.word("journal.back_alone").to_owned()),
        Back::No(problem) => (Role::Muted, look.say(problem)),
    }
}

fn lines(sheet: &ActSheet, look: &Look, width: usize) -> Vec<Line> {
    let mut lines: Vec<Line> =
        vec![(Role::Text, look.words.fill("journal.when", &[("at", &moment(&sheet.act.at))]))];
    lines.extend(
        about(&sheet.act, look)
            .into_iter()
            .flat_map(|(role, said)| text::wrap(&said, width).into_iter().map(move |part| (role, part))),
    );
    for change in &sheet.changes {
        lines.push((Role::Text, String::new()));
        lines.extend(of_change(change, look, width));
    }
    let hidden = sheet.act.rows - i64::try_from(sheet.changes.len()).unwrap_or(0);
    if sheet.changes.len() >= crate::core::journal::ROWS && hidden > 0 {
        let more = look.words.fill("journal.rows_more", &[("n", &number::count(hidden, look.words.lang))]);
        lines.push((Role::Muted, more));
    }
    if !sheet.outside.is_empty() {
        lines.push((Role::Text, String::new()));
        lines.push((Role::Warn, format!("{} {}", look.glyphs.warn, look.word("journal.outside_head"))));
        lines.extend(sheet.outside.iter().flat_map(|change| of_change(change, look, width)));
    }
    lines
}

/// A changed row: what it is, then its fields, old → new.
fn of_change(change: &Change, look: &Look, width: usize) -> Vec<Line> {
    let name: Vec<String> = change.name.iter().map(|v| print(v, look)).collect();
    let became = look.word(match change.became {
        Became::Written => "journal.written",
        Became::Changed => "journal.changed",
        Became::Gone => "journal.gone",
    });
    let head = format!("{} {}: {became}", look.word(&change.table), name.join(", "));
    let mut lines = vec![(Role::Head, text::clip(&head, width))];
    for field in &change.fields {
        let label = look.left(look.word(&field.label), 20);
        let said = match change.became {
            Became::Written => print(&field.new, look),
            Became::Gone => print(&field.old, look),
            Became::Changed => {
                format!("{} {} {}", print(&field.old, look), look.glyphs.step, print(&field.new, look))
            }
        };
        let mut parts = text::wrap(&said, width.saturating_sub(24)).into_iter();
        let first = parts.next().unwrap_or_default();
        lines.push((Role::Text, format!("  {label}  {first}")));
        lines.extend(parts.map(|part| (Role::Text, format!("{}{part}", " ".repeat(24)))));
    }
    lines
}

/// A value in the words of the screen.
fn print(value: &Value, look: &Look) -> String {
    match value {
        Value::Empty => look.glyphs.none.to_owned(),
        Value::Text(said) => said.replace('\n', " / "),
        // a code that no word is known for yet is shown as it is, rather than not at all
        Value::Word(key) if !look.words.has(key) => key.rsplit('.').next().unwrap_or_default().to_owned(),
        Value::Word(key) => look.word(key).to_owned(),
        Value::Num(n) => number::count(*n, look.words.lang),
        Value::Points(points) => points.short(look.words.lang),
        Value::Date(day) => date::full(*day),
        Value::Period(key) => key.label(look.words.lang),
        Value::Moment(at) => moment(at),
        Value::Said(all) => all.iter().map(|p| look.words.say(p)).collect::<Vec<_>>().join("; "),
    }
}
