//! The third tab: the list of proposals, the page of one; and the achievements that wait too long. Draws only.
use super::deed::Page;
use super::proposals::{before, late_ids};
use super::units::Units;
use super::view_list::{day, head, panes};
use super::view_sheet::Pen;
use super::{State, options, rows, tally};
use crate::core::award::{Basis, Recipient, RecipientKind};
use crate::core::count::{Figures, LineKey, Scope, Tally, figures};
use crate::core::date::{self, Date};
use crate::core::proposal::{Followed, Proposal, ProposalRow, ProposalSheet, State as Fate, days};
use crate::core::text;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para;
use crate::kit::table::{self, Cell, Column, Line};
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the list of proposals.
pub(super) fn list(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let (left, right) = panes(area);
    let window = state.proposals(shelf);
    let cursor = head(state, shelf, look, left, f, window.and_then(|w| w.found));
    let mut seen = Seen { cursor, ..Seen::default() };
    let Some(window) = window else { return seen };
    if window.rows.is_empty() {
        empty(state, shelf, look, left, f);
        if state.proposed.filter().is_empty() {
            seen.next = Some((look.word("room.pr.empty_next").to_owned(), "Ctrl+N".to_owned()));
        }
        return seen;
    }
    let body = Rect { y: left.y + 2, height: left.height.saturating_sub(2), ..left };
    let page = usize::from(body.height.saturating_sub(1)).max(1);
    let (range, at) = state.proposed.shown(window.stretch(), page);
    let listed = window.rows.get(range).unwrap_or_default();
    let lines: Vec<Line> = listed.iter().map(|row| line(state, row, shelf, look)).collect();
    let whole =
        |r: &ProposalRow| state.everything || r.head.date.is_some_and(|d| d.year() != shelf.period.year);
    let columns = vec![
        Column::fixed(look.word("room.ac.col_day"), if listed.iter().any(whole) { 10 } else { 5 }),
        Column::flex(look.word("room.ac.col_number"), 9, 16).drop(1),
        Column::flex(look.word("room.ac.col_content"), 14, 60),
        Column::fixed(look.word("room.pr.col_collective"), 3).right(),
        Column::fixed(look.word("room.pr.col_individual"), 3).right(),
        Column::flex(look.word("room.pr.col_state"), 14, 26),
    ];
    table::draw(f, body, look, &columns, &lines, Some(&at), true);
    let Some(row) = state.proposal(shelf) else { return seen };
    seen.detail = Some(look.detail(Tone::Plain, &detail(row, shelf, look)));
    if let (Some(area), Some(Some(sheet))) = (right, shelf.proposal(row.head.id)) {
        pane(sheet, shelf, look, area, f);
    }
    seen
}

fn line(state: &State, row: &ProposalRow, shelf: &Shelf, look: &Look) -> Line {
    let p = &row.head;
    let day = day(state, shelf, p.date);
    let count = |n: i64| if n == 0 { look.glyphs.none.to_owned() } else { n.to_string() };
    let number =
        if p.number.is_empty() { look.word("room.ac.no_number").to_owned() } else { p.number.clone() };
    Line::new(vec![
        day.into(),
        number.into(),
        about(p, shelf).into(),
        count(row.collective).into(),
        count(row.individual).into(),
        fate(p, row.followed.as_ref(), row.left_out, shelf, look),
    ])
}

/// `Giấy khen: Cứu người bị đuối nước`.
fn about(p: &Proposal, shelf: &Shelf) -> String {
    let form = form(p, shelf);
    if p.subject.is_empty() { form } else { format!("{form}: {}", p.subject) }
}

fn form(p: &Proposal, shelf: &Shelf) -> String {
    let form = shelf.quarter().and_then(|q| q.catalogue.form(&p.form)).map(|f| f.name.clone());
    form.unwrap_or_else(|| p.form.clone())
}

fn by(p: &Proposal, shelf: &Shelf) -> String {
    shelf.quarter().map(|q| q.catalogue.authority_names(&p.authorities)).unwrap_or_default()
}

/// `đã gửi 12 ngày`, `√ 1790/QĐ-CAT`, why it was dropped.
fn fate(p: &Proposal, followed: Option<&Followed>, left_out: i64, shelf: &Shelf, look: &Look) -> Cell {
    match p.state {
        Fate::Pending => Cell::from(waiting(p, shelf, look)),
        Fate::Decided => {
            let number = followed.map_or("", |f| f.number.as_str());
            let number = if number.is_empty() { look.word("room.pr.decided") } else { number };
            let said = format!("{} {number}", look.glyphs.done);
            if left_out == 0 {
                return Cell::new(Role::Good, said);
            }
            Cell::new(
                Role::Warn,
                look.words.fill("room.pr.partly", &[("what", &said), ("n", &left_out.to_string())]),
            )
        }
        Fate::Dropped => Cell::new(Role::Muted, p.dropped.clone()),
    }
}

fn waiting(p: &Proposal, shelf: &Shelf, look: &Look) -> String {
    match days(p.date, Some(shelf.today)) {
        None => look.word("room.pr.waits").to_owned(),
        Some(0) => look.word("room.pr.sent_today").to_owned(),
        Some(n) => look.words.fill("room.pr.sent", &[("n", &n.to_string())]),
    }
}

fn detail(row: &ProposalRow, shelf: &Shelf, look: &Look) -> String {
    let p = &row.head;
    let who = tally::counted(heads(row.collective), heads(row.individual), &look.words);
    let args = [("by", by(p, shelf)), ("what", about(p, shelf)), ("who", who)];
    look.words.fill("room.pr.detail", &args.each_ref().map(|(n, v)| (*n, v.as_str())))
}

/// So many heads, as a figure.
fn heads(n: i64) -> Figures {
    let line = LineKey { kind: crate::core::award::LineKind::Legal, authorities: String::new() };
    let kind = RecipientKind::Collective;
    let tally = Tally {
        scope: Scope::All,
        line,
        form: String::new(),
        kind,
        basis: Basis::Named,
        records: n,
        known: n,
        unknown: 0,
        heads: n,
    };
    if n == 0 { figures(&[]) } else { figures(&[tally]) }
}

fn empty(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) {
    let filter = state.proposed.filter();
    if !filter.is_empty() {
        let said = look.words.fill("room.ac.none_found", &[("filter", &filter)]);
        para::paragraph(f, look, area, (3, 3), Role::Text, &said);
        return;
    }
    let period = shelf.period.label(look.words.lang);
    let mut row = if area.height > 14 { 4 } else { 2 };
    let key = if state.everything { "room.pr.empty_all" } else { "room.pr.empty" };
    let said = look.words.fill(key, &[("period", &period)]);
    row = para::paragraph(f, look, area, (3, row), Role::Text, &said) + 1;
    row = para::paragraph(f, look, area, (3, row), Role::Text, look.word("room.pr.empty_why")) + 1;
    for (key, word) in [("Ctrl+N", "room.pr.empty_add"), ("Ctrl+T", "room.pr.empty_propose")] {
        para::put(f, look, area, (3, row), Role::Key, key);
        row = para::paragraph(f, look, area, (13, row), Role::Text, look.word(word));
    }
}

/// The second pane.
fn pane(sheet: &ProposalSheet, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) {
    let mut pen = Pen::new(f, look, area);
    let p = &sheet.head;
    let units = Units::from(shelf);
    let number = if p.number.is_empty() { look.word("room.ac.no_number") } else { p.number.as_str() };
    let day = p.date.map_or_else(|| look.word("room.pr.no_day").to_owned(), date::full);
    pen.pair(Role::Title, &format!("{number}, {day}"), "");
    pen.pair(Role::Text, &form_line(p, shelf, look), "");
    pen.gap();
    pen.text(&p.subject, 4);
    for (_, content, day) in &sheet.acts {
        let day = day.map(date::full).unwrap_or_default();
        pen.text(&look.words.fill("room.pr.for_act", &[("what", content), ("day", &day)]), 3);
    }
    pen.gap();
    let (role, said) = state_line(sheet, shelf, look);
    pen.pair(role, &said, "");
    pen.gap();
    let room = usize::from(pen.left()).saturating_sub(1);
    for r in sheet.nominees.iter().take(room) {
        let role = if sheet.left_out.contains(&r.id) { Role::Muted } else { Role::Text };
        pen.pair(role, &rows::full_name(&r.rank, &r.name), &units.tag(r.unit));
    }
    let more = sheet.nominees.len().saturating_sub(room);
    if more > 0 {
        pen.pair(Role::Muted, &look.words.fill("room.ac.more", &[("n", &more.to_string())]), "");
    }
}

/// `Giám đốc Công an tỉnh: Giấy khen, đột xuất`.
fn form_line(p: &Proposal, shelf: &Shelf, look: &Look) -> String {
    let nature = p.nature.map_or("", |n| look.word(options::nature_word(n)));
    let form = form(p, shelf);
    let form = if nature.is_empty() { form } else { format!("{form}, {nature}") };
    format!("{}: {form}", by(p, shelf))
}

/// What became of it, in a sentence.
fn state_line(sheet: &ProposalSheet, shelf: &Shelf, look: &Look) -> (Role, String) {
    let p = &sheet.head;
    match p.state {
        Fate::Pending => (Role::Text, waiting(p, shelf, look)),
        Fate::Dropped => (Role::Muted, look.words.fill("room.pr.dropped", &[("why", &p.dropped)])),
        Fate::Decided => {
            let followed = sheet.followed.as_ref();
            let number = followed.map(|f| f.number.clone()).filter(|n| !n.is_empty());
            let number = number.unwrap_or_else(|| look.word("room.ac.no_number").to_owned());
            let day = followed.and_then(|f| f.date);
            let took = days(p.date, day).map(|n| n.to_string());
            let day = day.map(date::full).unwrap_or_default();
            let key = if took.is_some() { "room.pr.decided_after" } else { "room.pr.decided_by" };
            let args =
                [("number", number.as_str()), ("day", &day), ("n", took.as_deref().unwrap_or_default())];
            let said = format!("{} {}", look.glyphs.done, look.words.fill(key, &args));
            if sheet.left_out.is_empty() {
                return (Role::Good, said);
            }
            let n = sheet.left_out.len().to_string();
            (Role::Warn, look.words.fill("room.pr.partly_page", &[("what", &said), ("n", &n)]))
        }
    }
}

/// Draws the page of one proposal.
pub(super) fn page(page: &Page, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let mut seen = Seen::default();
    let sheet = match shelf.proposal(page.id) {
        Some(Some(sheet)) => sheet,
        Some(None) => {
            para::title(f, look, area, 0, look.word("room.pr.gone"), "", false);
            return seen;
        }
        None => return seen,
    };
    let p = &sheet.head;
    let (role, fate) = state_line(sheet, shelf, look);
    para::title(f, look, area, 0, look.word("room.pr.title"), "", false);
    para::put_right(f, look, area, 0, role, &fate);
    let number =
        if p.number.is_empty() { look.word("room.ac.no_number").to_owned() } else { p.number.clone() };
    let day = p.date.map_or_else(|| look.word("room.pr.no_day").to_owned(), date::full);
    let acts: Vec<String> = sheet
        .acts
        .iter()
        .map(|(_, content, day)| {
            let day = day.map(|d| format!("{} ", date::full(d))).unwrap_or_default();
            format!("{day}{}", text::line(content))
        })
        .collect();
    let mut row = 2;
    for (label, value) in [
        ("room.ac.f_number", number),
        ("room.pr.f_date", day),
        ("room.ac.f_form", form_line(p, shelf, look)),
        ("room.ac.f_subject", p.subject.clone()),
        ("room.pr.f_act", acts.join("; ")),
        ("room.ac.f_note", text::line(&p.note)),
    ] {
        if !value.is_empty() {
            para::pair(f, look, area, row, 16, look.word(label), &value);
            row += 1;
        }
    }
    row += 1;
    let rest = Rect { y: area.y + row, height: area.height.saturating_sub(row), ..area };
    nominees(page, sheet, shelf, look, rest, f);
    let hint = match p.state {
        Fate::Pending => "room.pr.hint_pending",
        Fate::Decided => "room.pr.hint_decided",
        Fate::Dropped => "room.pr.hint_dropped",
    };
    let at = page.cursor.at.min(sheet.nominees.len().saturating_sub(1));
    let own = sheet.nominees.get(at);
    let reason = own.map(|r| r.guard_reason.as_str()).filter(|r| !r.is_empty());
    // what one of several was put forward for stands with him; of one for all it stands above
    let act = own.and_then(|r| act_of(r, sheet)).filter(|_| several(sheet));
    let said = match (reason, act) {
        (Some(why), _) => look.words.fill("room.guard.recorded", &[("why", why)]),
        (None, Some((_, content, day))) => {
            let day = day.map(date::full).unwrap_or_default();
            look.words.fill("room.pr.for_act", &[("what", &text::line(content)), ("day", &day)])
        }
        (None, None) => look.word(hint).to_owned(),
    };
    seen.detail = Some(look.detail(if reason.is_some() { Tone::Warn } else { Tone::Plain }, &said));
    seen
}

/// The achievement a nominee is put forward for.
fn act_of<'a>(r: &Recipient, sheet: &'a ProposalSheet) -> Option<&'a (i64, String, Option<Date>)> {
    sheet.acts.iter().find(|(n, ..)| Some(*n) == r.achievement)
}

/// Are they put forward for several achievements, or some for none?
fn several(sheet: &ProposalSheet) -> bool {
    let bare = sheet.nominees.iter().any(|r| r.achievement.is_none());
    sheet.acts.len() + usize::from(bare) > 1
}

fn nominees(page: &Page, sheet: &ProposalSheet, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) {
    let units = Units::from(shelf);
    let of = |kind| heads(sheet.nominees.iter().filter(|n| n.kind == kind).count() as i64);
    let counted = tally::counted(of(RecipientKind::Collective), of(RecipientKind::Individual), &look.words);
    para::title(f, look, area, 0, &look.words.fill("room.pr.counted", &[("what", &counted)]), "", false);
    let decided = sheet.head.state == Fate::Decided;
    let mut columns = vec![
        Column::flex(look.word("room.pr.col_nominee"), 18, 44),
        Column::flex(look.word("room.ac.col_post"), 10, 24).drop(1),
        Column::flex(look.word("room.ac.col_unit"), 6, 34),
    ];
    let several = several(sheet);
    if several {
        columns.push(Column::flex(look.word("room.pr.f_act"), 12, 40).drop(2));
    }
    if decided {
        columns.push(Column::flex(look.word("room.pr.col_result"), 10, 16));
    }
    let result = |r: &Recipient| {
        if sheet.left_out.contains(&r.id) {
            Cell::new(Role::Muted, look.word("room.pr.left_out"))
        } else {
            Cell::new(Role::Good, look.glyphs.done)
        }
    };
    let lines: Vec<Line> = sheet
        .nominees
        .iter()
        .map(|r| {
            let mark =
                if r.guard_reason.is_empty() { String::new() } else { format!("{} ", look.glyphs.warn) };
            let name = format!("{mark}{}", rows::full_name(&r.rank, &r.name));
            let mut cells: Vec<Cell> = vec![
                name.into(),
                r.post.clone().into(),
                r.unit.map_or_else(String::new, |id| units.label(id)).into(),
            ];
            if several {
                let act = act_of(r, sheet);
                cells.push(act.map_or_else(|| look.glyphs.none.to_owned(), |(_, c, _)| text::line(c)).into());
            }
            if decided {
                cells.push(result(r));
            }
            Line::new(cells)
        })
        .collect();
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    table::draw(f, body, look, &columns, &lines, Some(&page.cursor), true);
}

/// Draws the achievements that wait too long for a proposal.
pub(super) fn late(state: &State, shelf: &Shelf, look: &Look, area: Rect, f: &mut Frame) -> Seen {
    let listed = shelf.overdue(before(shelf), true);
    head(state, shelf, look, area, f, listed.map(|r| r.len() as i64));
    let mut seen = Seen::default();
    let Some(listed) = listed else { return seen };
    let limit = shelf.quarter().map_or(0, |q| q.register.overdue_days).to_string();
    if listed.is_empty() {
        let said = look.words.fill("room.pr.late_none", &[("n", &limit)]);
        para::paragraph(f, look, area, (3, 3), Role::Text, &said);
        return seen;
    }
    let units = Units::from(shelf);
    let columns = vec![
        Column::fixed(look.word("room.ac.col_day"), 5),
        Column::flex(look.word("room.ac.col_unit"), 6, 12),
        Column::flex(look.word("room.ac.col_who"), 8, if area.width > 90 { 30 } else { 14 }).drop(1),
        Column::flex(look.word("room.ac.col_what"), 20, 70),
        Column::flex(look.word("room.pr.col_waits"), 9, 12),
    ];
    let lines: Vec<Line> = listed
        .iter()
        .map(|row| {
            let a = &row.achievement;
            let day = a.date.map_or_else(|| "?".to_owned(), |d| date::short(d, shelf.period.year));
            let n = days(a.date, Some(shelf.today)).unwrap_or(0).to_string();
            let unit =
                a.unit.map_or_else(|| look.word("room.ac.whole_short").to_owned(), |id| units.tag(Some(id)));
            let waits = format!("{} {}", look.glyphs.warn, look.words.fill("room.pr.days", &[("n", &n)]));
            Line::new(vec![
                day.into(),
                unit.into(),
                text::line(&a.who).into(),
                text::line(&a.content).into(),
                Cell::new(Role::Warn, waits),
            ])
        })
        .collect();
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let ids = late_ids(shelf);
    table::draw(f, body, look, &columns, &lines, Some(&state.proposals.late.cursor(&ids)), true);
    if let Some(row) = listed.get(state.proposals.late.place(&ids)) {
        seen.detail = Some(look.detail(Tone::Plain, &text::line(&row.achievement.content)));
    }
    seen.next = Some((look.word("room.pr.late_next").to_owned(), "Ctrl+T".to_owned()));
    seen
}
