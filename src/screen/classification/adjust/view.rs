//! How the page of an adjustment looks: changes, who stands elsewhere, or the paper over them; with nothing prepared what it
//! is for, and what was applied before.
use super::{Page, grounded, moved, open, past, prepared, signed};
use crate::core::adjustment::Adjustment;
use crate::core::date;
use crate::core::level::Mark;
use crate::core::quarter::QuarterFacts;
use crate::core::unit::Unit;
use crate::kit::look::{Look, Role, Seen, Tone};
use crate::kit::para;
use crate::kit::table::{self, Column, Cursor, Line};
use crate::screen::changing;
use crate::shelf::Shelf;
use ratatui::Frame;
use ratatui::layout::Rect;

impl Page {
    /// Draws the page.
    pub(in crate::screen::classification) fn draw(
        &self,
        f: &mut Frame,
        area: Rect,
        look: &Look,
        shelf: &Shelf,
        facts: &QuarterFacts,
    ) -> Seen {
        let adjustment = prepared(facts);
        let period = self.period.label(look.lang);
        let n = adjustment.ordinal.to_string();
        let title = look.words.fill("room.cl.adjust_page", &[("n", &n), ("period", &period)]);
        let state = if open(facts).is_some() { look.word("room.cl.adjust_state") } else { "" };
        para::title(f, look, area, 0, &title, state, self.changed());
        let gap = u16::from(area.height > 15);
        let paper = u16::from(self.form.is_none() && !adjustment.changes.is_empty());
        if paper > 0 {
            para::put(
                f,
                look,
                area,
                (1, 1 + gap),
                Role::Text,
                &look.clip(&said_paper(&adjustment, look), 200),
            );
        }
        let top = 1 + gap + paper * (1 + gap);
        let body = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
        let moved = moved(facts, &adjustment);
        if let Some(form) = &self.form {
            let fields = Rect { height: 4.min(body.height), ..body };
            let mut seen = form.draw(f, fields, look);
            if body.height > 7 {
                para::put(f, look, body, (1, 5), Role::Title, &heading(&moved, look));
                let rest = Rect { y: body.y + 6, height: body.height - 6, ..body };
                changing::moves(f, rest, look, facts, &moved);
            }
            if seen.detail.is_none() {
                seen.detail = Some(look.detail(Tone::Plain, look.word("room.cl.adjust_paper_detail")));
            }
            let next = (look.word("room.cl.adjust_next_form").to_owned(), "Ctrl+S".to_owned());
            return Seen { next: Some(next), unsaved: self.changed(), ..seen };
        }
        if adjustment.changes.is_empty() {
            return self.empty(f, body, look, facts);
        }
        let all = adjustment.changes.len() as u16;
        // both tables have their room; where it is short the changes scroll
        let rows = all.min(body.height.saturating_sub(4 + moved.len() as u16).max(3));
        let count = all.to_string();
        para::put(
            f,
            look,
            body,
            (1, 0),
            Role::Title,
            &look.words.fill("room.cl.adjust_changes", &[("n", &count)]),
        );
        let list = Rect { y: body.y + 1, height: rows.min(body.height.saturating_sub(1)), ..body };
        self.rows.set(usize::from(rows));
        let mut cursor = self.cursor;
        cursor.fit(adjustment.changes.len());
        changing::list(f, list, look, facts, &adjustment.changes, &cursor, true);
        let y = 1 + rows + 1;
        if y + 1 < body.height {
            para::put(f, look, body, (1, y), Role::Title, &heading(&moved, look));
            let rest = Rect { y: body.y + y + 1, height: body.height - y - 1, ..body };
            changing::moves(f, rest, look, facts, &moved);
        }
        let late = grounded(shelf, facts, changing::offers);
        let detail = if late > 0 {
            look.detail(Tone::Warn, &look.words.fill("room.cl.adjust_late", &[("n", &late.to_string())]))
        } else if let Some(units) = behind(facts, &moved) {
            look.detail(Tone::Warn, &look.words.fill("room.cl.adjust_follow", &[("units", &units)]))
        } else {
            look.detail(Tone::Plain, &said(facts, &adjustment, &cursor, look))
        };
        let (next, key) = if signed(&adjustment) {
            ("room.cl.adjust_next", "F6")
        } else {
            ("room.cl.adjust_next_paper", "F2")
        };
        let next = (look.word(next).to_owned(), key.to_owned());
        Seen { detail: Some(detail), next: Some(next), ..Seen::default() }
    }

    /// Nothing prepared: what an adjustment is, and those in force, each with its paper a key away.
    fn empty(&self, f: &mut Frame, area: Rect, look: &Look, facts: &QuarterFacts) -> Seen {
        let mut y = 0;
        for key in ["room.cl.adjust_empty", "room.cl.adjust_empty_why", "room.cl.adjust_empty_how"] {
            y = para::paragraph(f, look, area, (3, y), Role::Text, look.word(key)) + 1;
        }
        let past = past(facts);
        let next = (look.word("room.cl.adjust_next_empty").to_owned(), "Ctrl+N".to_owned());
        let seen = Seen { next: Some(next), ..Seen::default() };
        if past.is_empty() || y + 1 >= area.height {
            return seen;
        }
        para::put(f, look, area, (1, y), Role::Title, look.word("room.cl.adjust_applied"));
        let list = Rect { y: area.y + y + 1, height: area.height - y - 1, ..area };
        let lines: Vec<Line> = past.iter().map(|a| Line::new(vec![in_force(a, look).into()])).collect();
        let mut cursor = self.cursor;
        cursor.fit(lines.len());
        table::draw(f, list, look, &[Column::flex("", 20, 200)], &lines, Some(&cursor), true);
        let told = |a: &&Adjustment| look.words.fill("room.cl.adjust_past", &[("line", &in_force(a, look))]);
        let said = past.get(cursor.at).map(|a| look.detail(Tone::Plain, &told(a)));
        Seen { detail: said, ..seen }
    }
}

/// `Lần 1, 77/QĐ-CAT ngày 02/08/2021: Kết luận kiểm tra (2 thay đổi)`
fn in_force(adjustment: &Adjustment, look: &Look) -> String {
    let args = [
        ("n", adjustment.ordinal.to_string()),
        ("number", adjustment.number.clone()),
        ("date", adjustment.date.map_or_else(|| "?".to_owned(), date::full)),
        ("reason", adjustment.reason.clone()),
        ("changes", adjustment.changes.len().to_string()),
    ];
    look.words.fill("room.cl.adjust_line", &args.each_ref().map(|(k, v)| (*k, v.as_str())))
}

/// `Văn bản 77/QĐ-CAT ngày 02/08/2021: Kết luận kiểm tra`, or what of it is not there yet.
fn said_paper(adjustment: &Adjustment, look: &Look) -> String {
    let missing = look.word("room.cl.adjust_missing");
    let or = |text: &str| if text.is_empty() { missing.to_owned() } else { text.to_owned() };
    let day = adjustment.date.map(date::full).unwrap_or_default();
    let args = [("number", or(&adjustment.number)), ("date", or(&day)), ("reason", or(&adjustment.reason))];
    look.words.fill("room.cl.adjust_paper", &args.each_ref().map(|(k, v)| (*k, v.as_str())))
}

/// Units whose dự kiến changes and whose level does not.
fn behind(facts: &QuarterFacts, moved: &[crate::core::change::Moved]) -> Option<String> {
    let left = moved.iter().filter(|m| m.was.suggested != m.now.suggested && m.was.mark == m.now.mark);
    let differs = left.filter(|m| m.now.mark != m.now.suggested.map(Mark::Level));
    let tags: Vec<&str> = differs.filter_map(|m| facts.unit(m.unit)).map(Unit::tag).collect();
    (!tags.is_empty()).then(|| tags.join(", "))
}

fn heading(moved: &[crate::core::change::Moved], look: &Look) -> String {
    let told = moved.iter().filter(|m| m.told()).count();
    match (moved.is_empty(), told) {
        (true, _) => look.word("room.cl.adjust_nobody").to_owned(),
        (false, 0) => look.word("room.cl.adjust_points").to_owned(),
        (false, told) => {
            let rest = moved.len() - told;
            let key = if rest > 0 { "room.cl.adjust_moved_rest" } else { "room.cl.adjust_moved" };
            look.words.fill(key, &[("n", &told.to_string()), ("rest", &rest.to_string())])
        }
    }
}

/// The selected change, whole.
fn said(facts: &QuarterFacts, adjustment: &Adjustment, cursor: &Cursor, look: &Look) -> String {
    let change = adjustment.changes.get(cursor.at);
    change.map_or_else(String::new, |c| look.say(&crate::core::change::told(facts, c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::change::{Moved, Stand};
    use crate::core::points::Points;
    use crate::core::words::{Lang, Words};

    #[test]
    fn the_heading_parts_who_moves_from_who_only_gains_or_loses_points() {
        let look = Look::new(Words::load(Lang::Vi), false, false);
        let stand = |rank, total| Stand {
            total: Some(Points(total)),
            rate: None,
            rank: Some(rank),
            suggested: None,
            mark: None,
        };
        let moved = |unit, was, now| Moved { unit, was, now };
        let (up, down) = (moved(1, stand(2, 900), stand(1, 950)), moved(2, stand(1, 940), stand(2, 940)));
        let points = moved(3, stand(3, 800), stand(3, 790));
        assert_eq!(heading(&[up, down, points], &look), "Đổi hạng hoặc mức: 2 đơn vị; chỉ đổi điểm: 1");
        assert_eq!(heading(&[up, down], &look), "Đổi hạng hoặc mức: 2 đơn vị");
        assert_eq!(heading(&[points], &look), "Chỉ đổi điểm, không đổi hạng và mức");
    }
}
