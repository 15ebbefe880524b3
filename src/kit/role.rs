//! What a piece of the screen is. How it is painted says a theme.
use serde::Deserialize;

/// What a piece of the screen is; the theme decides how it is painted (look.md, section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// all reading
    #[default]
    Text,
    /// hints, units of measure, what lies behind an overlay
    Muted,
    /// title row, section titles, overlay titles
    Title,
    /// column heads, group rows
    Head,
    /// open room, period, `→`
    Accent,
    /// key names
    Key,
    /// selected row
    Select,
    /// cell or field under the caret
    Edit,
    /// done, highest level, rise
    Good,
    /// look again, unsaved
    Warn,
    /// error, over the quota, fall
    Bad,
    /// computed cells, what is only expected
    Derived,
    /// the state `đã khóa`
    Locked,
    /// the banner of the sample
    Sample,
}

impl Role {
    /// All roles, for the page that shows them and for tests.
    pub const ALL: [Role; 14] = [
        Role::Text,
        Role::Muted,
        Role::Title,
        Role::Head,
        Role::Accent,
        Role::Key,
        Role::Select,
        Role::Edit,
        Role::Good,
        Role::Warn,
        Role::Bad,
        Role::Derived,
        Role::Locked,
        Role::Sample,
    ];
}
