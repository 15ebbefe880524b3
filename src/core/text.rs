//! Vietnamese text: what every boundary does to it, how it is compared, sorted, measured and cut.
//! Pure; the only home of widths and slicing. Nothing else in the house may slice a string by bytes.
use icu_collator::{
    Collator, CollatorBorrowed, CollatorPreferences, options::CollatorOptions,
    preferences::CollationNumericOrdering,
};
use icu_locale_core::locale;
use std::fmt::Write as _;
use std::sync::LazyLock;
use unicode_normalization::{IsNormalized, UnicodeNormalization, char::is_combining_mark, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// One line of user text: NFC, controls and tabs become blanks, NBSP becomes a blank, runs of blanks
/// collapse, ends are trimmed, invisible marks (zero width, direction, soft hyphen) go. What was typed is
/// otherwise left as typed. Doing it twice changes nothing.
pub fn line(raw: &str) -> String {
    // Most texts come from the register, which holds clean lines of composed letters.
    if all_lone(raw) && !raw.starts_with(' ') && !raw.ends_with(' ') && !raw.contains("  ") {
        return raw.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    let mut blank = false;
    for c in raw.chars().filter(|c| !is_invisible(*c)) {
        if c.is_whitespace() || c.is_control() {
            blank = true;
            continue;
        }
        if blank && !out.is_empty() {
            out.push(' ');
        }
        blank = false;
        out.push(c);
    }
    nfc(out)
}

/// Composed; most texts are, and are only looked at.
fn nfc(text: String) -> String {
    let composed = text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes;
    if composed { text } else { text.nfc().collect() }
}

/// A block of user text: NFC, `\r\n` and `\r` become `\n`, a tab becomes a blank, other controls go, line
/// ends are trimmed, leading and trailing empty lines go. Blanks inside a line stay as typed.
pub fn block(raw: &str) -> String {
    let unified = raw.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = unified.split('\n').map(block_line).collect();
    let first = lines.iter().position(|l| !l.is_empty()).unwrap_or(lines.len());
    let last = lines.iter().rposition(|l| !l.is_empty()).map_or(first, |n| n + 1);
    lines.get(first..last).unwrap_or_default().join("\n")
}

fn block_line(raw: &str) -> String {
    let kept: String = raw
        .chars()
        .filter(|c| !is_invisible(*c))
        .filter_map(|c| match c {
            '\t' | '\u{a0}' | '\u{202f}' | '\u{2028}' | '\u{2029}' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect();
    nfc(kept).trim_end().to_owned()
}

/// Marks that take no cell and that nobody typed on purpose; they come along from web pages and sheets and
/// would make equal names differ. The joiner U+200D stays: it holds pictographs together.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The accent-free key used to search: NFD, marks stripped, đ → d, lower case, blanks collapsed.
/// `Hoá`, `Hóa`, NFC and NFD are equal under it.
pub fn fold(text: &str) -> String {
    let plain = |t: &str| -> String {
        t.nfd()
            .filter(|c| !is_combining_mark(*c))
            .map(|c| if matches!(c, 'đ' | 'Đ') { 'd' } else { c })
            .collect()
    };
    let mut plain_text = plain(text);
    if plain_text.is_ascii() {
        plain_text.make_ascii_lowercase();
    } else {
        // Twice, because a few capitals (İ) become a letter and a mark when made small.
        plain_text = plain(&plain_text.to_lowercase());
    }
    line(&plain_text)
}

/// Does `text` begin with `start`, both as `fold` has them? Most differ in their first letter, and are not folded whole.
pub fn begins(text: &str, start: &str) -> bool {
    let first = |t: &str| {
        let c = t.chars().next().filter(|c| *c != ' ' && is_lone(*c))?;
        Some(fold(c.encode_utf8(&mut [0; 4])))
    };
    match (first(text), first(start)) {
        (Some(a), Some(b)) if a != b => false,
        _ => fold(text).starts_with(&fold(start)),
    }
}

/// Equality of names as people read them: tones kept, but case, NFC/NFD, blanks and the place of the
/// tone mark (`Hoà`/`Hòa`, `uỷ`/`ủy`) do not matter. Two texts are the same name when their keys are equal.
/// A key, never shown: the tone of a syllable stands behind it.
pub fn same_key(text: &str) -> String {
    tones_last(&line(text).to_lowercase())
}

/// Moves the tone of each word behind the word, so that its place inside cannot matter. The marks that make
/// letters (ă â ê ô ơ ư) stay.
fn tones_last(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut tones = String::new();
    let mut vowel = false;
    for c in text.nfd() {
        if vowel && is_tone(c) {
            tones.push(c);
            continue;
        }
        if !is_combining_mark(c) {
            vowel = "aeiouyAEIOUY".contains(c);
            if !c.is_alphabetic() {
                out.push_str(&tones);
                tones.clear();
            }
        }
        out.push(c);
    }
    out.push_str(&tones);
    out
}

/// huyền, sắc, ngã, hỏi, nặng
fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// Vietnamese order of a unit's or a campaign's name, as lower-case hex of the ICU sort key (locale vi).
/// Digits count as numbers (`Đội 2` before `Đội 10`); the place of the tone mark does not matter. The keys
/// change with the collation data, so a store must be able to write them anew.
pub fn sort_key(text: &str) -> String {
    hex(&collation(&tones_last(&line(text))))
}

/// Vietnamese order of a person's name: by given name (last word), then family, then middle names; each
/// with its tones before the next is looked at. Case does not matter, lists often print families in capitals.
pub fn name_key(name: &str) -> String {
    let name = tones_last(&line(name).to_lowercase());
    let words: Vec<&str> = name.split(' ').collect();
    let (family, middle, given) = match words.as_slice() {
        [] => ("", String::new(), ""),
        [given] => ("", String::new(), *given),
        [family, middle @ .., given] => (*family, middle.join(" "), *given),
    };
    // A sort key holds no zero byte, so a zero ends a part below everything that could follow in it.
    let mut key = collation(given);
    for part in [family, middle.as_str()] {
        key.push(0);
        key.extend(collation(part));
    }
    hex(&key)
}

/// Built once: immutable data compiled in, and building it costs more than a key.
static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    let mut wish = CollatorPreferences::from(locale!("vi"));
    wish.numeric_ordering = Some(CollationNumericOrdering::True);
    Collator::try_new(wish, CollatorOptions::default()).ok()
});

fn collation(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() * 2);
    match COLLATOR.as_ref().map(|c| c.write_sort_key_to(text, &mut key)) {
        Some(Ok(())) => key,
        // The data is compiled in, a test forbids this arm; an accent-free order is still an order.
        _ => fold(text).into_bytes(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// The pieces that are drawn, with their cells: graphemes without controls, as the terminal library draws them.
/// Every text of every frame passes here: one made of lone letters alone is not looked up in the tables of Unicode.
pub fn pieces(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let (plain, other) = if all_lone(text) { (text, "") } else { ("", text) };
    let graphemes = other.graphemes(true).filter(|g| !g.contains(char::is_control));
    letters(plain).map(|(_, g)| (g, 1)).chain(graphemes.map(|g| (g, g.width())))
}

/// The letters of `text` with the text of each.
pub fn letters(text: &str) -> impl Iterator<Item = (char, &str)> {
    text.char_indices().filter_map(|(at, c)| Some((c, text.get(at..at + c.len_utf8())?)))
}

/// Is it made of letters and signs alone that take one cell each and never join?
pub fn all_lone(text: &str) -> bool {
    text.chars().all(is_lone)
}

/// One cell, and a grapheme of its own beside any other of these: printed ASCII, the Latin letters that carry their marks,
/// dashes, quotation marks and the cut, the lines and signs of the screens.
pub fn is_lone(c: char) -> bool {
    matches!(c, ' '..='~' | '·' | 'À'..='ɏ' | 'Ḁ'..='ỿ' | '‐'..='‧' | '‹' | '›' | '→' | '√' | '≤' | '≥' | '─'..='▟' | '■' | '□' | '▲'
        | '►' | '▼' | '○' | '●')
}

/// Width on screen, in cells. Controls take none: they are not drawn.
pub fn width(text: &str) -> usize {
    let mut cells = 0;
    for c in text.chars() {
        if !is_lone(c) {
            return pieces(text).map(|(_, cells)| cells).sum();
        }
        cells += 1;
    }
    cells
}

/// `text` within `cells` cells, cut at a grapheme, the last cell `…` when cut. Controls go.
pub fn clip(text: &str, cells: usize) -> String {
    fit(text, cells).0
}

/// `text` within `cells` cells, its beginning cut off and marked `…`: of a path the end is what tells it from others.
pub fn clip_start(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return clip(text, cells);
    }
    let parts: Vec<(&str, usize)> = pieces(text).collect();
    let (mut out, mut used) = (Vec::new(), 1);
    for (grapheme, wide) in parts.into_iter().rev() {
        if used + wide > cells {
            break;
        }
        used += wide;
        out.push(grapheme);
    }
    out.push(if cells == 0 { "" } else { "…" });
    out.into_iter().rev().collect()
}

/// `clip`, then blanks on the right up to exactly `cells`.
pub fn left(text: &str, cells: usize) -> String {
    let (mut out, used) = fit(text, cells);
    out.push_str(&" ".repeat(cells.saturating_sub(used)));
    out
}

/// `clip`, then blanks on the left up to exactly `cells`.
pub fn right(text: &str, cells: usize) -> String {
    let (cut, used) = fit(text, cells);
    let mut out = " ".repeat(cells.saturating_sub(used));
    out.push_str(&cut);
    out
}

/// The clipped text and its cells, in one walk: every cell of a table passes here at every draw.
fn fit(text: &str, cells: usize) -> (String, usize) {
    if all_lone(text) {
        return fit_lone(text, cells);
    }
    let mut out = String::with_capacity(text.len());
    let mut used = 0;
    // where to go back to, should the text not fit: the longest beginning that leaves a cell for the mark
    let mut kept = (0, 0);
    for (grapheme, wide) in pieces(text) {
        if used + wide > cells {
            out.truncate(kept.0);
            if cells == 0 {
                return (out, 0);
            }
            out.push('…');
            return (out, kept.1 + 1);
        }
        out.push_str(grapheme);
        used += wide;
        if used < cells {
            kept = (out.len(), used);
        }
    }
    (out, used)
}

/// As `fit`, where each letter takes one cell.
fn fit_lone(text: &str, cells: usize) -> (String, usize) {
    let Some((over, _)) = text.char_indices().nth(cells) else {
        return (text.to_owned(), text.chars().count());
    };
    let kept = text.char_indices().nth(cells.saturating_sub(1)).map_or(over, |(at, _)| at);
    let cut = if cells == 0 { "" } else { "…" };
    (format!("{}{cut}", text.get(..kept).unwrap_or_default()), cells)
}

/// Words wrapped to lines of at most `cells` cells; a word longer than a line is cut at a grapheme.
/// Explicit newlines are kept. Never an empty vector. With no room at all (0 cells) it wraps to one cell; a
/// grapheme wider than the line stands alone on its own.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, cells, &mut lines);
    }
    lines
}

fn wrap_paragraph(text: &str, cells: usize, lines: &mut Vec<String>) {
    let mut now = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let wide = width(word);
        if !now.is_empty() && used + 1 + wide <= cells {
            now.push(' ');
            now.push_str(word);
            used += 1 + wide;
            continue;
        }
        if !now.is_empty() {
            lines.push(std::mem::take(&mut now));
            used = 0;
        }
        for (g, w) in pieces(word) {
            if !now.is_empty() && used + w > cells {
                lines.push(std::mem::take(&mut now));
                used = 0;
            }
            now.push_str(g);
            used += w;
        }
    }
    lines.push(now);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_letters_are_as_unicode_has_them() {
        let lone: Vec<char> = ('\0'..='\u{ffff}').filter(|c| is_lone(*c)).collect();
        assert!(lone.len() > 700);
        for c in &lone {
            assert_eq!(c.to_string().width(), 1, "{c}");
        }
        for c in &lone {
            assert_eq!(c.nfc().collect::<String>(), c.to_string(), "a clean line holds composed letters");
        }
        let text: String = lone.iter().flat_map(|c| [*c, *c, 'n', *c]).collect();
        let graphemes: Vec<(&str, usize)> = text.graphemes(true).map(|g| (g, g.width())).collect();
        assert_eq!(pieces(&text).collect::<Vec<_>>(), graphemes);
    }

    fn sorted(names: &[&str], key: fn(&str) -> String) -> Vec<String> {
        let mut all: Vec<String> = names.iter().rev().map(|n| (*n).to_owned()).collect();
        all.sort_by_key(|n| key(n));
        all
    }

    #[test]
    fn line_makes_one_clean_line() {
        assert_eq!(line("\t Công\u{a0}an\r\n  tỉnh\u{200b} "), "Công an tỉnh");
        assert_eq!(line("Ho\u{300}a"), "Hòa");
        assert_eq!(line("\u{0}\u{feff} "), "");
    }

    #[test]
    fn block_keeps_paragraphs_and_inner_blanks() {
        assert_eq!(block("\r\n\n a  b \t\r\nc\rd\u{7}\n\n"), " a  b\nc\nd");
        assert_eq!(block("\n \n"), "");
    }

    #[test]
    fn fold_forgets_marks_case_and_d() {
        assert_eq!(fold("  ĐƯỜNG  Hoá "), "duong hoa");
        assert_eq!(fold("Hoá"), fold("Ho\u{301}a"));
        assert_eq!(fold("Đắk Lắk, PC08"), "dak lak, pc08");
    }

    #[test]
    fn same_key_keeps_tones_but_not_their_place() {
        assert_eq!(same_key("Nguyễn  Văn HOÀ"), same_key("nguyễn văn hòa"));
        assert_eq!(same_key("Uỷ ban"), same_key("Ủy ban"));
        assert_eq!(same_key("Thu\u{301}y"), same_key("Thuý"));
        assert_ne!(same_key("Hòa"), same_key("Hóa"));
        assert_ne!(same_key("Hòa"), same_key("Hoa"));
        assert_ne!(same_key("Đan"), same_key("Dan"));
        assert_ne!(same_key("hoà bình"), same_key("hoa bình"));
        assert_ne!(same_key("hoà binh"), same_key("hoa bình"));
    }

    #[test]
    fn the_collation_data_is_there() {
        assert!(COLLATOR.is_some());
    }

    #[test]
    fn vietnamese_letters_and_tones_sort_in_their_order() {
        let letters = ["a", "ă", "â", "b", "d", "đ", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "x", "y"];
        assert_eq!(sorted(&letters, sort_key), letters);
        let tones = ["ma", "mà", "mả", "mã", "má", "mạ"];
        assert_eq!(sorted(&tones, sort_key), tones);
    }

    #[test]
    fn units_sort_with_numbers_as_numbers() {
        let units =
            ["Đội 2", "Đội 10", "Phòng Hậu cần", "Phòng Hoà giải", "Phòng Hóa nghiệm", "PV01", "PV11"];
        assert_eq!(sorted(&units, sort_key), units);
    }

    #[test]
    fn tone_place_does_not_disturb_the_order() {
        assert_eq!(sort_key("Hoà"), sort_key("Hòa"));
        assert!(sort_key("hòa") < sort_key("hoá"));
        assert!(sort_key("hoà") < sort_key("hóa"));
    }

    #[test]
    fn people_sort_by_given_then_family_then_middle_name() {
        let people = [
            "Trần Văn An",
            "Lê Ân",
            "Nguyễn Thị Ẩn",
            "Bùi Văn Ấn",
            "Phạm Tiến Dũng",
            "Đỗ Minh Đức",
            "Nguyễn Anh Đức",
            "Nguyễn Văn Đức",
            "Vũ Đức",
            "Lý Thị Ỷ",
        ];
        assert_eq!(sorted(&people, name_key), people);
        assert_eq!(name_key("NGUYỄN VĂN HOÀ"), name_key("Nguyễn Văn Hòa"));
        assert!(name_key("") < name_key("An"));
    }

    #[test]
    fn a_beginning_is_found_as_if_both_were_folded() {
        let texts = [
            "Giấy khen",
            "giay",
            "Gia\u{302}\u{301}y khen thưởng",
            "",
            " Giấy",
            "đ",
            "Đội",
            "İ",
            "i",
            "…",
            "\u{200b}Giấy",
            "Khen",
        ];
        for text in texts {
            for start in texts {
                assert_eq!(begins(text, start), fold(text).starts_with(&fold(start)), "{text:?} {start:?}");
            }
        }
    }

    #[test]
    fn clip_left_right_fill_exactly() {
        assert_eq!(clip("Phòng Tham mưu", 8), "Phòng T…");
        assert_eq!(clip("Phòng", 5), "Phòng");
        assert_eq!(clip("Phòng", 0), "");
        assert_eq!(clip("漢字", 2), "…");
        assert_eq!(left("漢字", 3), "漢…");
        assert_eq!(left("漢字漢", 4), "漢… ");
        assert_eq!(right("92,50", 7), "  92,50");
    }

    #[test]
    fn wrap_breaks_between_words_then_inside_them() {
        assert_eq!(wrap("Chủ động Nêu gương", 9), ["Chủ động", "Nêu gương"]);
        assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrap("nghiêng ngả", 4), ["nghi", "êng", "ngả"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("ab", 0), ["a", "b"]);
    }
}
