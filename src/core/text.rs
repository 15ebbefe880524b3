//! Vietnamese text: what every boundary does to it, how it is compared, sorted, measured and cut.
//! Pure; the only home of widths and slicing. Nothing else in the house may slice a string by bytes.

/// One line of user text: NFC, controls and tabs become blanks, NBSP becomes a blank, runs of blanks
/// collapse, ends are trimmed. What was typed is otherwise left as typed.
pub fn line(_raw: &str) -> String {
    todo!()
}
/// A block of user text: NFC, `\r\n` and `\r` become `\n`, other controls go, line ends are trimmed,
/// leading and trailing empty lines go.
pub fn block(_raw: &str) -> String {
    todo!()
}
/// The accent-free key used to search: NFD, marks stripped, đ → d, lower case, blanks collapsed.
/// `Hoá`, `Hóa`, NFC and NFD are equal under it.
pub fn fold(_text: &str) -> String {
    todo!()
}
/// Equality of names as people read them: tones kept, but case, NFC/NFD, blanks and the place of the
/// tone mark (`Hoà`/`Hòa`, `uỷ`/`ủy`) do not matter. Two texts are the same name when their keys are equal.
pub fn same_key(_text: &str) -> String {
    todo!()
}
/// Vietnamese order of a unit's or a campaign's name, as lower-case hex of the ICU sort key (locale vi).
pub fn sort_key(_text: &str) -> String {
    todo!()
}
/// Vietnamese order of a person's name: by given name (last word), then family, then middle names.
pub fn name_key(_name: &str) -> String {
    todo!()
}
/// Width on screen, in cells.
pub fn width(_text: &str) -> usize {
    todo!()
}
/// `text` within `cells` cells, cut at a grapheme, the last cell `…` (or `mark`) when cut.
pub fn clip(_text: &str, _cells: usize) -> String {
    todo!()
}
/// `clip`, then blanks on the right up to exactly `cells`.
pub fn left(_text: &str, _cells: usize) -> String {
    todo!()
}
/// `clip`, then blanks on the left up to exactly `cells`.
pub fn right(_text: &str, _cells: usize) -> String {
    todo!()
}
/// Words wrapped to lines of at most `cells` cells; a word longer than a line is cut at a grapheme.
/// Explicit newlines are kept. Never an empty vector.
pub fn wrap(_text: &str, _cells: usize) -> Vec<String> {
    todo!()
}
