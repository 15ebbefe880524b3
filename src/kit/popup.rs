//! The frame of an overlay. A border means: this lies over the room; nothing else in the house has one.
use super::look::{Look, Role};
use super::para::{clear, fade};
use crate::core::text;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Widest overlay, in cells.
pub const WIDEST: u16 = 78;
/// Widest overlay that is a room of its own (`whole`), in cells.
const WHOLE: u16 = 118;
/// Rows above it that stay free: header, room bar, rule.
const TOP: u16 = 3;
/// Rows below it that stay free: detail, next step, footer.
const BOTTOM: u16 = 3;

/// Draws the frame for `inside` cells (width, height) centred over the room, the room behind made faint.
/// `keys` stand in the bottom line at the right (`Enter ghi · Esc bỏ`). Returns the inner area, whose first
/// column belongs to the marker and whose last stays blank.
pub fn draw(f: &mut Frame, look: &Look, inside: (u16, u16), title: &str, keys: &str) -> Rect {
    let narrow = (inside.0.min(WIDEST - 2), inside.1);
    frame(f, look, narrow, title, keys)
}

/// As `draw`, over the whole body: for what is read and worked in like a room.
pub fn whole(f: &mut Frame, look: &Look, title: &str, keys: &str) -> Rect {
    // the marker of the room's own selection would stand beside the border
    let body = Rect { y: TOP, height: f.area().height.saturating_sub(TOP + BOTTOM), width: 1, x: 0 };
    clear(f, body);
    frame(f, look, (WHOLE - 2, u16::MAX - 2), title, keys)
}

fn frame(f: &mut Frame, look: &Look, inside: (u16, u16), title: &str, keys: &str) -> Rect {
    let whole = f.area();
    let body = Rect {
        y: whole.y + TOP.min(whole.height),
        height: whole.height.saturating_sub(TOP + BOTTOM),
        ..whole
    };
    fade(f, look, body);
    let width = (inside.0 + 2).min(body.width.saturating_sub(2));
    let height = (inside.1 + 2).min(body.height);
    if width < 4 || height < 3 {
        return Rect::default();
    }
    let frame =
        Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 2, width, height };
    clear(f, frame);
    border(f, look, frame, title, keys);
    Rect { x: frame.x + 1, y: frame.y + 1, width: width - 2, height: height - 2 }
}

fn border(f: &mut Frame, look: &Look, frame: Rect, title: &str, keys: &str) {
    let g = look.glyphs;
    let inner = frame.width as usize - 2;
    let plain = Style::new();
    let (top, bottom) = (frame.y, frame.bottom() - 1);
    let line = g.rule.repeat(inner);
    let buf = f.buffer_mut();
    buf.set_string(frame.x, top, format!("{}{line}{}", g.corners[0], g.corners[1]), plain);
    buf.set_string(frame.x, bottom, format!("{}{line}{}", g.corners[2], g.corners[3]), plain);
    for y in top + 1..bottom {
        buf.set_string(frame.x, y, g.pane, plain);
        buf.set_string(frame.right() - 1, y, g.pane, plain);
    }
    if !title.is_empty() {
        let shown = format!(" {} ", look.clip(title, inner.saturating_sub(3)));
        buf.set_string(frame.x + 1, top, shown, look.style(Role::Title));
    }
    if !keys.is_empty() {
        let shown = format!(" {} ", look.clip(keys, inner.saturating_sub(3)));
        let x = frame.right() - 2 - text::width(&shown) as u16;
        buf.set_string(x, bottom, shown, plain);
    }
}
