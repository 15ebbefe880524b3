//! Find as it is drawn:
//!
//! ```text
//! ┌ Tìm ───────────────────────────────────────────────────────────┐
//! │ [nguyen van an                                               ] │
//! │ mọi đơn vị  Quý II/2021  mọi cấp khen  mọi hình thức  …        │
//! │                                                                │
//! │►Được khen   18/06/2021  PX03  Thiếu tá Nguyễn Văn Ấn  Giấy khen │
//! │                                                                │
//! │ the selected row in full                                       │
//! └─────────────────────────── 12 mục · Enter đến đó · Esc đóng ───┘
//! ```
use super::Find;
use super::filters::standing_word;
use crate::core::award::{Basis, RecipientKind};
use crate::core::date;
use crate::core::find::{Found, Hit, Kind, MOST, Standing};
use crate::core::text;
use crate::kit::look::{Look, Role};
use crate::kit::para::{paragraph, put};
use crate::kit::popup;
use crate::kit::table::{self, Cell, Column, Line};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// Rows of the detail under the list.
const DETAIL: u16 = 3;

/// Words key of a kind, as it stands before a row.
pub(in crate::overlay) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Unit => "find.kind_unit",
        Kind::Person => "find.kind_person",
        Kind::Collective => "find.kind_collective",
        Kind::Decision => "find.kind_decision",
        Kind::Notice => "find.kind_notice",
        Kind::Award => "find.kind_award",
        Kind::Proposal => "find.kind_proposal",
        Kind::Nominee => "find.kind_nominee",
        Kind::Achievement => "find.kind_achievement",
        Kind::Meeting => "find.kind_meeting",
        Kind::Report => "find.kind_report",
        Kind::Approval => "find.kind_approval",
        Kind::Result => "find.kind_result",
    }
}

impl Find {
    pub(in crate::overlay) fn draw(&self, f: &mut Frame, shelf: &Shelf, look: &Look) -> Option<Position> {
        let (found, fresh) = self.found(shelf);
        let keys = match found {
            Some(found) if !found.hits.is_empty() => look.words.fill("find.keys", &[("n", &count(found))]),
            _ => look.word("find.keys_none").to_owned(),
        };
        let inner = popup::whole(f, look, look.word("find.title"), &keys);
        let row = |n: u16| Rect { y: inner.y + n, height: inner.height.saturating_sub(n), ..inner };
        let caret = super::super::field(&self.field, f, look, row(0));
        let below = row(3);
        self.page.set(usize::from(below.height.saturating_sub(DETAIL + 1)).max(1));
        match found {
            None if self.query().is_empty() => teach(f, look, below),
            Some(found) if found.hits.is_empty() && fresh => self.nothing(f, shelf, look, below),
            Some(found) => self.list(f, look, below, found),
            None => {}
        }
        let open = self.filters.draw(f, look, row(1), shelf);
        self.filters.draw_list(f, look, row(2), shelf);
        if self.filters.open() { open } else { caret }
    }

    fn list(&self, f: &mut Frame, look: &Look, area: Rect, found: &Found) {
        let rows: Vec<Line> = found.hits.iter().map(|hit| line(hit, look)).collect();
        let unit = if area.width >= 100 { 14 } else { 6 };
        let columns = [
            Column::flex("", 8, 14),
            Column::fixed("", 10),
            Column::flex("", 4, unit),
            Column::flex("", 26, 200),
            Column::flex("", 8, 30),
        ];
        let list = Rect { height: area.height.saturating_sub(DETAIL + 1), ..area };
        table::draw(f, list, look, &columns, &rows, Some(&self.cursor), true);
        if let Some(hit) = found.hits.get(self.cursor.at) {
            let y = area.height.saturating_sub(DETAIL);
            detail(f, look, Rect { y: area.y + y, height: DETAIL.min(area.height), ..area }, hit);
        }
    }

    /// What does not match, and what to loosen.
    fn nothing(&self, f: &mut Frame, shelf: &Shelf, look: &Look, area: Rect) {
        let typed = text::clip(&text::line(&self.field.text()), 60);
        let key = if typed.is_empty() { "find.none_filtered" } else { "find.none" };
        let y = paragraph(f, look, area, (1, 0), Role::Text, &look.words.fill(key, &[("text", &typed)]));
        let kept = self.filters.kept(shelf).join(", ");
        let hint = if kept.is_empty() {
            look.word("find.none_words").to_owned()
        } else {
            look.words.fill("find.none_filter", &[("kept", &kept)])
        };
        paragraph(f, look, area, (1, y), Role::Text, &hint);
    }
}

/// `12`, `40+`: hits are never counted to the end.
fn count(found: &Found) -> String {
    if found.more { format!("{MOST}+") } else { found.hits.len().to_string() }
}

/// What Find is for, and how it reads what is typed.
fn teach(f: &mut Frame, look: &Look, area: Rect) {
    let mut y = paragraph(f, look, area, (1, 0), Role::Text, look.word("find.teach"));
    y = paragraph(f, look, area, (1, y), Role::Text, look.word("find.teach_words"));
    let keys = [("Tab", "find.teach_filter"), ("F3", "find.teach_page"), ("Enter", "find.teach_enter")];
    for (y, (key, word)) in (y + 1..).zip(keys) {
        put(f, look, area, (1, y), Role::Key, key);
        put(f, look, area, (9, y), Role::Text, look.word(word));
    }
}

pub(in crate::overlay) fn line(hit: &Hit, look: &Look) -> Line {
    let day = match (hit.date, hit.period) {
        (Some(day), _) => date::full(day),
        (None, Some(_)) => "?".to_owned(),
        (None, None) => String::new(),
    };
    Line::new(vec![
        Cell::new(Role::Muted, look.word(kind_word(hit.kind))),
        Cell::from(day),
        Cell::from(hit.unit.clone()),
        Cell::from(title(hit, look)),
        outcome(hit, look),
    ])
}

/// Who or what, in one line.
fn title(hit: &Hit, look: &Look) -> String {
    let period = hit.period.map_or_else(String::new, |p| p.label(look.words.lang));
    match hit.kind {
        Kind::Meeting => [period.as_str(), hit.title.as_str()].join(" · ").trim_end_matches(" · ").to_owned(),
        Kind::Approval => format!("{period} · {}", hit.number),
        Kind::Report => format!("{period} · {}", hit.title),
        Kind::Result => result(hit, look, false),
        Kind::Award if hit.count.is_some() => counted(hit, look),
        Kind::Decision | Kind::Notice | Kind::Proposal if hit.title.is_empty() => hit.form.clone(),
        _ => hit.title.clone(),
    }
}

/// `Quý II/21 · hạng 2 · 953,00`; what is not there is left out. `whole`: `Quý II/2021 · hạng 2 · 953,00 điểm · 95,30%`, and
/// whether the period is still open.
fn result(hit: &Hit, look: &Look, whole: bool) -> String {
    let Some(had) = &hit.result else { return String::new() };
    let lang = look.words.lang;
    let period = hit.period.map(|p| if whole { p.label(lang) } else { p.brief(lang) });
    let rank = had.rank.map(|n| look.words.fill("find.rank", &[("n", &n.to_string())]));
    let total = had
        .total
        .map(|t| if whole { look.words.fill("find.total", &[("n", &t.show(lang))]) } else { t.show(lang) });
    let rate = had.rate.filter(|_| whole).map(|r| format!("{}%", r.show(lang)));
    let open = (whole && hit.standing == Some(Standing::Pending)).then(|| look.word("find.open").to_owned());
    [period, rank, total, rate, open].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// `31 lượt tập thể · 214/TB-CAT`: a number without names says its paper.
fn counted(hit: &Hit, look: &Look) -> String {
    let Some((kind, basis, quantity)) = hit.count else { return String::new() };
    let key = match (kind, basis) {
        (RecipientKind::Collective, Basis::Turns) => "find.turns_collective",
        (RecipientKind::Individual, Basis::Turns) => "find.turns_individual",
        (RecipientKind::Collective, _) => "find.heads_collective",
        (RecipientKind::Individual, _) => "find.heads_individual",
    };
    let n = quantity.map_or_else(|| "?".to_owned(), |n| n.to_string());
    let said = look.words.fill(key, &[("n", &n)]);
    if hit.number.is_empty() { said } else { format!("{said} · {}", hit.number) }
}

/// What came of it: at the right.
fn outcome(hit: &Hit, look: &Look) -> Cell {
    let state = |standing: Standing| look.word(standing_word(standing)).to_owned();
    let number = |n: i64| look.words.fill("find.awards", &[("n", &n.to_string())]);
    match (hit.kind, hit.standing) {
        (Kind::Award, Some(Standing::Cancelled)) => {
            Cell::new(Role::Warn, format!("{} {}", look.glyphs.warn, state(Standing::Cancelled)))
        }
        (Kind::Award, _) => Cell::from(hit.form.clone()),
        (Kind::Decision | Kind::Notice, _) if hit.number.is_empty() => {
            Cell::from(look.word("find.no_number"))
        }
        (Kind::Decision | Kind::Notice | Kind::Approval, _) => Cell::from(hit.number.clone()),
        (Kind::Proposal | Kind::Nominee, Some(standing)) => Cell::from(state(standing)),
        (Kind::Achievement, _) if hit.awards == 0 => Cell::new(Role::Muted, look.word("find.uncommended")),
        (Kind::Achievement, _) => {
            Cell::new(Role::Good, format!("{} {}", look.glyphs.done, number(hit.awards)))
        }
        (Kind::Person | Kind::Collective, _) => Cell::from(number(hit.awards)),
        (Kind::Result, _) => match hit.result.as_ref().map(|r| r.level.as_str()) {
            Some(level) if !level.is_empty() => Cell::from(level.to_owned()),
            _ => Cell::new(Role::Muted, look.word("find.no_level")),
        },
        _ => Cell::default(),
    }
}

/// The selected row in full: its text, then what is known of it.
pub(in crate::overlay) fn detail(f: &mut Frame, look: &Look, area: Rect, hit: &Hit) {
    let cells = usize::from(area.width.saturating_sub(2));
    let said = if hit.kind == Kind::Result { result(hit, look, true) } else { title(hit, look) };
    let mut lines = text::wrap(&said, cells);
    let state = hit.standing.filter(|_| matches!(hit.kind, Kind::Award)).map(|s| look.word(standing_word(s)));
    let period = hit
        .period
        .filter(|_| !matches!(hit.kind, Kind::Result | Kind::Meeting | Kind::Approval | Kind::Report));
    let period = period.map_or_else(String::new, |p| p.label(look.words.lang));
    let days = hit.days.filter(|d| *d >= 0).map(|d| look.words.fill("find.days", &[("n", &d.to_string())]));
    let days = days.unwrap_or_default();
    let state = state.unwrap_or_default();
    let facts = [hit.more.as_str(), &hit.number, &hit.form, &hit.by, state, &days, &period];
    let facts: Vec<&str> = facts.into_iter().filter(|t| !t.is_empty()).collect();
    let facts = text::wrap(&facts.join(" · "), cells);
    // the facts take one row at least: of two long texts the first gives way
    let room = usize::from(area.height);
    let own = room.saturating_sub(facts.len().min(room - 1)).max(1);
    if lines.len() > own {
        lines.truncate(own);
        if let Some(last) = lines.last_mut() {
            *last = look.clip(&format!("{last}…"), cells);
        }
    }
    for (n, (role, shown)) in lines
        .iter()
        .map(|l| (Role::Text, l))
        .chain(facts.iter().map(|l| (Role::Muted, l)))
        .take(room)
        .enumerate()
    {
        put(f, look, area, (1, n as u16), role, shown);
    }
}
