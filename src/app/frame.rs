//! The frame around every room, row by row as the look has it: header, room bar, the one rule, then the room,
//! then detail, next step, footer. Overlays lie over it.
use super::App;
use super::keys;
use crate::core::quarter::{State, state_word};
use crate::core::text;
use crate::effect::Room;
use crate::kit::keys::Row;
use crate::kit::look::{Role, Seen};
use crate::kit::para::put_at as put;
use crate::overlay::{self, Overlay};
use crate::screen;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Smallest screen the rooms are drawn for.
pub const SMALLEST: (u16, u16) = (60, 16);

impl App {
    /// Draws everything.
    pub fn draw(&mut self, frame: &mut Frame) {
        let area = frame.area();
        self.changed = false;
        self.fit(area.height);
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            self.too_small(frame, area);
            return self.look.finish(frame.buffer_mut(), None);
        }
        let body = Rect { x: 0, y: 3, width: area.width, height: area.height - 7 };
        let seen = if let Some(first) = &self.first {
            self.first_head(frame, area, first.step());
            let body = Rect { y: 2, height: area.height - 6, ..body };
            screen::first::view(first, &self.shelf, &self.look, body, frame)
        } else {
            self.header(frame, area);
            self.bar_rows(frame, area);
            screen::view(&self.rooms, self.room, &self.shelf, &self.look, body, frame)
        };
        self.foot(frame, area, &seen);
        self.overlays_over(frame, &seen);
        let raw = seen.raw.filter(|_| self.overlays.is_empty());
        self.look.finish(frame.buffer_mut(), raw);
    }

    fn too_small(&self, frame: &mut Frame, area: Rect) {
        let text = self
            .look
            .words
            .fill("app.small", &[("w", &SMALLEST.0.to_string()), ("h", &SMALLEST.1.to_string())]);
        for (n, line) in text::wrap(&text, usize::from(area.width)).iter().enumerate() {
            let y = u16::try_from(n).unwrap_or(u16::MAX);
            if y < area.height {
                put(frame, 0, y, line, area.width, self.look.style(Role::Text));
            }
        }
    }

    fn first_head(&self, frame: &mut Frame, area: Rect, step: (usize, usize)) {
        let right =
            self.look.words.fill("first.step", &[("n", &step.0.to_string()), ("of", &step.1.to_string())]);
        self.line(frame, area, 0, (self.look.word("first.title"), Role::Title), (&right, Role::Muted));
        let rule = self.look.glyphs.rule.repeat(usize::from(area.width));
        put(frame, 0, 1, &rule, area.width, self.look.style(Role::Text));
    }

    /// Text from column 2 and text that ends in column w−1, on one row; the left gives way.
    fn line(
        &self,
        frame: &mut Frame,
        area: Rect,
        y: u16,
        (left, left_role): (&str, Role),
        (right, right_role): (&str, Role),
    ) {
        let width = usize::from(area.width);
        let taken = text::width(right);
        let room = width.saturating_sub(2 + if taken > 0 { taken + 2 } else { 0 });
        put(frame, 1, y, &text::clip(left, room), area.width, self.look.style(left_role));
        let x = width.saturating_sub(1 + taken);
        put(frame, x as u16, y, right, area.width, self.look.style(right_role));
    }

    fn header(&self, frame: &mut Frame, area: Rect) {
        let wide = area.width >= 100;
        let period = self.shelf.period.label(self.look.words.lang);
        let glyphs = self.look.glyphs;
        let state = self.shelf.quarter().map(|q| q.period.state);
        let mut state_text = state.map_or(String::new(), |s| self.look.word(state_word(s)).to_owned());
        if self.shelf.read_only {
            state_text = format!("{state_text} · {}", self.look.word("app.read_only"));
        }
        let period_text = format!("{} {period} {}", glyphs.prev, glyphs.next);
        let right = format!("{period_text}  {state_text}");
        let mut left = String::new();
        if self.register.sample {
            self.look.word("app.sample").clone_into(&mut left);
        } else if wide {
            self.look.word("app.name").clone_into(&mut left);
        }
        let after = if left.is_empty() { 0 } else { text::width(&left) + 3 };
        let mut names = self.register.cluster.clone();
        if !self.register.sample || wide {
            names = format!("{names} · {}", self.register.province);
        }
        let room = usize::from(area.width).saturating_sub(text::width(&right) + 4 + after);
        let names = text::clip(&names, room);
        if after > 0 {
            let role = if self.register.sample { Role::Sample } else { Role::Title };
            put(frame, 1, 0, &left, area.width, self.look.style(role));
            put(frame, 1 + (after - 3) as u16, 0, " · ", area.width, self.look.style(Role::Text));
        }
        put(frame, 1 + after as u16, 0, &names, area.width, self.look.style(Role::Text));
        let x = usize::from(area.width).saturating_sub(1 + text::width(&right));
        put(frame, x as u16, 0, &period_text, area.width, self.look.style(Role::Accent));
        let role = if state >= Some(State::Locked) { Role::Locked } else { Role::Text };
        let x = x + text::width(&period_text) + 2;
        put(frame, x as u16, 0, &state_text, area.width, self.look.style(role));
    }

    fn bar_rows(&self, frame: &mut Frame, area: Rect) {
        if let Some(at) = self.bar {
            return self.bar_focused(frame, area, at);
        }
        // where a jump led here, the way back stands before the names of rooms
        let back = self.back_to().map(|back| format!("Esc {back}"));
        let taken = back.as_ref().map_or(0, |back| text::width(back) + 1);
        let names = self.bar_names(usize::from(area.width), taken);
        let mut x = 1;
        let mut open = (0, 0);
        for (room, text) in &names {
            let role = if *room == self.room { Role::Accent } else { Role::Text };
            put(frame, x, 1, text, area.width, self.look.style(role));
            let w = text::width(text) as u16;
            if *room == self.room {
                open = (x, w);
            }
            x += w + 2;
        }
        let hint = back.as_deref().unwrap_or(self.look.word("app.bar_hint"));
        let at = area.width.saturating_sub(1 + text::width(hint) as u16);
        if at > x {
            put(frame, at, 1, hint, area.width, self.look.style(Role::Muted));
        }
        let rule = self.look.glyphs.rule.repeat(usize::from(area.width));
        put(frame, 0, 2, &rule, area.width, self.look.style(Role::Text));
        let under = self.look.glyphs.rule_open.repeat(usize::from(open.1));
        put(frame, open.0, 2, &under, area.width, self.look.style(Role::Accent));
    }

    /// Digits, and as many names as fit: always the open room's; names fall from the right.
    fn bar_names(&self, width: usize, taken: usize) -> Vec<(Room, String)> {
        let name = |r: Room| format!("{} {}", r.digit(), self.look.word(r.word()));
        let mut named = if width >= 100 { Room::ALL.len() } else { 0 };
        loop {
            let row: Vec<(Room, String)> = Room::ALL
                .into_iter()
                .enumerate()
                .map(|(n, r)| (r, if n < named || r == self.room { name(r) } else { r.digit().to_string() }))
                .collect();
            let wide: usize = row.iter().map(|(_, t)| text::width(t) + 2).sum();
            if wide + taken < width || named == 0 {
                return row;
            }
            named -= 1;
        }
    }

    /// With the focus on the bar, rows 2 and 3 show all ten names; the body does not move.
    fn bar_focused(&self, frame: &mut Frame, area: Rect, at: Room) {
        let text = |n: usize, room: Room| {
            let marker = if room == at { self.look.glyphs.marker } else { " " };
            (n, room, format!("{marker}{} {}", room.digit(), self.look.word(room.word())))
        };
        let rooms: Vec<_> = Room::ALL.into_iter().enumerate().map(|(n, room)| text(n, room)).collect();
        // each column as wide as its two names need, what is left over shared out; equal ones where they do not fit
        let all = usize::from(area.width - 2);
        let need = |column: usize| {
            rooms.iter().filter(|r| r.0 % 5 == column).map(|r| text::width(&r.2) + 1).max().unwrap_or(0)
        };
        let needed: usize = (0..5).map(need).sum();
        let wide = |column: usize| match all.checked_sub(needed) {
            Some(spare) => need(column) + spare / 5,
            None => all / 5,
        };
        for (n, room, text) in &rooms {
            let x = 1 + (0..n % 5).map(wide).sum::<usize>();
            let role = if *room == at { Role::Select } else { Role::Text };
            let shown = text::clip(text, wide(n % 5).saturating_sub(1));
            put(frame, x as u16, 1 + (n / 5) as u16, &shown, area.width, self.look.style(role));
        }
    }

    fn foot(&self, frame: &mut Frame, area: Rect, seen: &Seen) {
        let h = area.height;
        let (role, detail) =
            self.hint().or_else(|| seen.detail.clone()).unwrap_or((Role::Text, String::new()));
        // A sentence that is too long for its row ends on it and begins on the blank one above: its end says the way out.
        let lines = text::wrap(&detail, usize::from(area.width.saturating_sub(2)));
        let (first, rest) = match lines.as_slice() {
            [first, rest @ ..] if !rest.is_empty() => (first.as_str(), rest.join(" ")),
            _ => ("", detail),
        };
        if !first.is_empty() {
            self.line(
                frame,
                area,
                h - 4,
                (&text::left(first, usize::from(area.width.saturating_sub(2))), role),
                ("", Role::Text),
            );
        }
        self.line(frame, area, h - 3, (&rest, role), ("", Role::Text));
        if let Some((text, key)) = seen.next.clone().or_else(|| self.next_hint()) {
            let arrow =
                if text.is_empty() { String::new() } else { format!("{} {text}", self.look.glyphs.step) };
            self.line(frame, area, h - 2, (&arrow, Role::Text), (&key, Role::Key));
            put(
                frame,
                1,
                h - 2,
                if text.is_empty() { "" } else { self.look.glyphs.step },
                area.width,
                self.look.style(Role::Accent),
            );
        }
        self.footer(frame, area, h - 1, seen.unsaved);
    }

    /// The sentence of the next step, where the room has none of its own.
    fn next_hint(&self) -> Option<(String, String)> {
        if self.first.is_some() {
            return None;
        }
        let step = crate::core::checklist::next(self.shelf.steps())?;
        let text = self.look.words.fill("app.next", &[("step", &self.look.say(&step.what))]);
        Some((text, self.look.word("app.next_key").to_owned()))
    }

    fn footer(&self, frame: &mut Frame, area: Rect, y: u16, unsaved: bool) {
        let saved = if self.first.is_some() {
            self.look.word("app.no_register").to_owned()
        } else if unsaved {
            match self.kept_at() {
                Some(time) => self.look.words.fill("app.kept", &[("time", time)]),
                None => self.look.word("app.unsaved").to_owned(),
            }
        } else if area.width >= 100 && !self.last.1.is_empty() {
            self.look.words.fill("app.saved_at", &[("n", &self.last.0.to_string()), ("time", &self.last.1)])
        } else {
            self.look.words.fill("app.saved", &[("n", &self.last.0.to_string())])
        };
        let room = usize::from(area.width).saturating_sub(text::width(&saved) + 4);
        let mut x = 1usize;
        for (key, label) in self.footer_keys(room) {
            put(frame, x as u16, y, &key, area.width, self.look.style(Role::Key));
            x += text::width(&key) + 1;
            put(frame, x as u16, y, &label, area.width, self.look.style(Role::Muted));
            x += text::width(&label) + 2;
        }
        let at = usize::from(area.width).saturating_sub(1 + text::width(&saved));
        put(frame, at as u16, y, &saved, area.width, self.look.style(Role::Muted));
    }

    /// The 4 to 7 keys of now: F1 first, Ctrl+K last, the room's between as far as they fit.
    fn footer_keys(&self, room: usize) -> Vec<(String, String)> {
        let mut rows: Vec<Row> = if let Some(overlay) = self.overlays.last() {
            overlay.keys()
        } else {
            let mut rows = self.room_rows();
            // The set-up has hardly a command to list, but everybody may want to leave it.
            let few = self.first.is_some();
            rows.extend(
                self.keymap.apply(None, keys::rows()).into_iter().filter(|r| !few || r.word == "key.help"),
            );
            if !self.drafts.lost.is_empty() {
                rows.iter_mut().filter(|r| r.word == "key.drafts").for_each(|r| r.footer = 2);
            }
            rows
        };
        rows.retain(|r| r.footer > 0 && r.blocked.is_none());
        rows.sort_by_key(|r| r.footer);
        let back = self.back_to().filter(|_| self.overlays.is_empty());
        let shown = |r: &Row| {
            let label = back.clone().filter(|_| r.chords.first() == Some(&"Esc"));
            (r.key(&self.look.words), label.unwrap_or_else(|| self.look.word(r.word).to_owned()))
        };
        let wide = |k: &(String, String)| text::width(&k.0) + 1 + text::width(&k.1) + 2;
        let mut keys: Vec<(String, String)> = rows.iter().map(shown).collect();
        // Keys in the middle fall first: help and the command list always stand.
        while keys.iter().map(wide).sum::<usize>() > room + 2 && keys.len() > 2 {
            keys.remove(keys.len() - 2);
        }
        keys.truncate(9);
        keys
    }

    fn overlays_over(&self, frame: &mut Frame, seen: &Seen) {
        let mut cursor = if self.bar.is_some() { None } else { seen.cursor };
        if let Some(overlay) = self.overlays.last() {
            cursor = overlay::draw(overlay, frame, &self.look, &self.shelf);
        }
        if let Some(at) = cursor {
            frame.set_cursor_position(at);
        }
    }

    /// The help overlay as things stand.
    pub(super) fn help(&self) -> Overlay {
        let title = match &self.first {
            Some(_) => self.look.word("help.here").to_owned(),
            None => self.look.words.fill("help.in_room", &[("room", self.look.word(self.room.word()))]),
        };
        Overlay::help(title, self.room_rows(), self.keymap.apply(None, keys::rows()))
    }

    /// The command list: this room's commands, the global ones, then those of the other rooms.
    pub(super) fn commands(&self) -> Overlay {
        let mut rooms = Vec::new();
        if self.first.is_none() {
            rooms.push((self.room, self.room_rows()));
            for room in Room::ALL.into_iter().filter(|r| *r != self.room) {
                let rows = screen::keys(&self.rooms, room, &self.shelf);
                rooms.push((room, self.keymap.apply(Some(room), rows)));
            }
        }
        Overlay::commands(rooms, &self.keymap.apply(None, keys::rows()), &self.look)
    }
}
