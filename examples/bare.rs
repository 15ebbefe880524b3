//! A bare list of 1,000,000 rows, and nothing else: what the terminal library itself costs, to measure the program against.
//! `cargo run --release --example bare`; ↑ ↓ `PageUp` `PageDown` Home End move, `q` quits. It waits for a key and draws once a key.
use crossterm::event::{self, Event, KeyCode, KeyEventKind};
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;

const ROWS: usize = 1_000_000;

fn main() -> std::io::Result<()> {
    let mut terminal = ratatui::try_init()?;
    let (mut at, mut top) = (0_usize, 0_usize);
    let end = loop {
        let mut page = 1;
        let drawn = terminal.draw(|frame| {
            let area = frame.area();
            page = usize::from(area.height.max(1));
            top = top.min(at).max((at + 1).saturating_sub(page));
            let lines: Vec<Line<'_>> = (top..ROWS.min(top + page))
                .map(|row| {
                    let style = if row == at { Modifier::REVERSED } else { Modifier::empty() };
                    Line::styled(format!("{:>9}  row {}", row + 1, row + 1), Style::new().add_modifier(style))
                })
                .collect();
            frame.render_widget(ratatui::text::Text::from(lines), area);
        });
        if let Err(error) = drawn {
            break Err(error);
        }
        at = match event::read() {
            Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => match key.code {
                KeyCode::Char('q') => break Ok(()),
                KeyCode::Up => at.saturating_sub(1),
                KeyCode::Down => at + 1,
                KeyCode::PageUp => at.saturating_sub(page),
                KeyCode::PageDown => at + page,
                KeyCode::Home => 0,
                KeyCode::End => ROWS,
                _ => at,
            },
            Ok(_) => at,
            Err(error) => break Err(error),
        }
        .min(ROWS - 1);
    };
    ratatui::try_restore()?;
    end
}
