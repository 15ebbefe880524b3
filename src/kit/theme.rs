//! Themes: what each role looks like, from `assets/themes/*.toml`. The files name colours, the program only roles.
use super::role::Role;
use crate::core::prefs::Colours;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A colour as a theme names it: of the named sixteen, or a place among the 256.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Ink {
    Place(u8),
    Name(String),
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "attributes of a terminal, each on or off by itself")]
struct Paint {
    ink: Option<Ink>,
    bold: bool,
    faint: bool,
    reversed: bool,
    underlined: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    ground: Option<Ink>,
    role: BTreeMap<Role, Paint>,
}

/// The paint of every role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Theme {
    ground: Option<Color>,
    styles: [Style; Role::ALL.len()],
}

fn colour(ink: &Ink) -> Option<Color> {
    Some(match ink {
        Ink::Place(n) => Color::Indexed(*n),
        Ink::Name(name) => match name.as_str() {
            "cyan" => Color::Cyan,
            "green" => Color::Green,
            "yellow" => Color::Yellow,
            "red" => Color::Red,
            "magenta" => Color::Magenta,
            "blue" => Color::Blue,
            _ => return None,
        },
    })
}

fn style(paint: &Paint) -> Style {
    let attributes = [
        (paint.bold, Modifier::BOLD),
        (paint.faint, Modifier::DIM),
        (paint.reversed, Modifier::REVERSED),
        (paint.underlined, Modifier::UNDERLINED),
    ];
    let plain = Style { fg: paint.ink.as_ref().and_then(colour), ..Style::new() };
    attributes.into_iter().filter(|a| a.0).fold(plain, |style, a| style.add_modifier(a.1))
}

impl Theme {
    /// The theme of these colours. A file that does not read leaves every role plain (a test forbids that).
    pub fn of(colours: Colours) -> Self {
        let text = match colours {
            Colours::Terminal => include_str!("../../assets/themes/terminal.toml"),
            Colours::Light => include_str!("../../assets/themes/light.toml"),
            Colours::Dark => include_str!("../../assets/themes/dark.toml"),
            Colours::Mono => include_str!("../../assets/themes/mono.toml"),
        };
        let file: File = toml::from_str(text).unwrap_or_default();
        let styles = Role::ALL.map(|role| file.role.get(&role).map(style).unwrap_or_default());
        Self { ground: file.ground.as_ref().and_then(colour), styles }
    }
    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        Role::ALL
            .iter()
            .position(|r| *r == role)
            .and_then(|n| self.styles.get(n))
            .copied()
            .unwrap_or_default()
    }
    /// Lays the ground under all that was drawn; what has a colour keeps it.
    pub fn lay(&self, buffer: &mut Buffer) {
        let Some(ground) = self.ground else { return };
        let text = self.style(Role::Text).fg.unwrap_or(Color::Reset);
        for cell in &mut buffer.content {
            if cell.bg == Color::Reset {
                cell.bg = ground;
            }
            if cell.fg == Color::Reset {
                cell.fg = text;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Colours; 4] = [Colours::Terminal, Colours::Light, Colours::Dark, Colours::Mono];

    /// The value every terminal gives a place of the 256 from 16 on: a cube of six steps a colour, then grays.
    fn value(colour: Color) -> [f64; 3] {
        let Color::Indexed(n @ 16..) = colour else { panic!("{colour:?} has no value of its own") };
        if n >= 232 {
            return [f64::from(8 + 10 * u16::from(n - 232)) / 255.0; 3];
        }
        let step = |s: u8| if s == 0 { 0.0 } else { f64::from(55 + 40 * u16::from(s)) / 255.0 };
        let n = n - 16;
        [step(n / 36), step(n / 6 % 6), step(n % 6)]
    }

    fn light(colour: Color) -> f64 {
        let [r, g, b] =
            value(colour).map(|c| if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_theme_reads_and_names_every_role() {
        for (colours, text) in ALL.into_iter().zip([
            include_str!("../../assets/themes/terminal.toml"),
            include_str!("../../assets/themes/light.toml"),
            include_str!("../../assets/themes/dark.toml"),
            include_str!("../../assets/themes/mono.toml"),
        ]) {
            let file: File = toml::from_str(text).unwrap();
            for role in Role::ALL {
                assert!(file.role.contains_key(&role), "{colours:?} {role:?}");
            }
            assert!(file.role.values().filter_map(|p| p.ink.as_ref()).all(|ink| colour(ink).is_some()));
        }
    }

    #[test]
    fn every_role_is_legible_on_a_ground_of_its_own() {
        for colours in [Colours::Light, Colours::Dark] {
            let theme = Theme::of(colours);
            let ground = theme.ground.unwrap();
            for role in Role::ALL {
                let style = theme.style(role);
                let ratio = contrast(style.fg.unwrap(), ground);
                assert!(ratio >= 4.5, "{colours:?} {role:?}: {ratio:.2}");
                assert!(!style.add_modifier.contains(Modifier::DIM), "faint would fall below: {role:?}");
            }
        }
        assert!((contrast(Color::Indexed(231), Color::Indexed(16)) - 21.0).abs() < 0.01);
    }

    /// What colour tells is told without it too: by a sign or words in the sentence, or by these attributes.
    #[test]
    fn mono_has_no_colour_and_the_terminals_own_keeps_to_the_named_sixteen() {
        for role in Role::ALL {
            let (own, mono) =
                (Theme::of(Colours::Terminal).style(role), Theme::of(Colours::Mono).style(role));
            assert_eq!((mono.fg, mono.bg), (None, None), "{role:?}");
            assert!(!mono.add_modifier.contains(Modifier::DIM), "{role:?}");
            assert!(
                !matches!(own.fg, Some(Color::Indexed(_) | Color::Rgb(..))) && own.bg.is_none(),
                "{role:?}"
            );
        }
        assert!(Theme::of(Colours::Mono).style(Role::Bad).add_modifier.contains(Modifier::BOLD));
        assert!(Theme::of(Colours::Terminal).style(Role::Muted).add_modifier.contains(Modifier::DIM));
    }

    #[test]
    fn the_ground_lies_under_everything_and_keeps_colours() {
        use ratatui::layout::Rect;
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
        let theme = Theme::of(Colours::Dark);
        buffer.set_string(0, 0, "a", theme.style(Role::Good));
        theme.lay(&mut buffer);
        assert_eq!(buffer[(0, 0)].fg, Color::Indexed(114));
        assert_eq!(buffer[(1, 0)].fg, Color::Indexed(252));
        assert!(buffer.content.iter().all(|c| c.bg == Color::Indexed(234)));
    }
}
