//! How the screens look on this machine: not the register's, which goes from machine to machine, but the terminal's.
use serde::{Deserialize, Serialize};

/// Which colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colours {
    /// the terminal's own ground and text
    #[default]
    Terminal,
    /// a white ground
    Light,
    /// a dark ground
    Dark,
    /// none
    Mono,
}

/// What the user chose for this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Prefs {
    /// colours
    pub colours: Colours,
    /// plain signs instead of the standard ones; `None`: never asked here, the register's own word counts
    pub plain: Option<bool>,
}

/// What the terminal can show, as far as its surroundings tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Depth {
    /// the named sixteen: a theme with a ground of its own becomes the terminal's own colours
    #[default]
    Few,
    /// 256 colours or more
    Many,
    /// none are wanted (`NO_COLOR`)
    None,
}

impl Depth {
    /// The colours that can be shown of those chosen.
    pub fn shown(self, chosen: Colours) -> Colours {
        match (self, chosen) {
            (Depth::None, _) => Colours::Mono,
            (Depth::Few, Colours::Light | Colours::Dark) => Colours::Terminal,
            (_, chosen) => chosen,
        }
    }
}

/// The circumstances of a machine at the start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Machine {
    /// what was chosen here before
    pub prefs: Prefs,
    /// what the terminal can show
    pub depth: Depth,
    /// where the file of the user's own keys lies, for the eyes
    pub keys_file: String,
    /// its text; `None`: there is none
    pub keys: Option<String>,
}
