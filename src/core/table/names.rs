//! The words a table is written with: kinds of rows, recipients, ties. Shown in one language, read in every one the program
//! speaks, with or without accents, and by their codes.
use crate::core::award::RecipientKind;
use crate::core::lang::Lang;
use crate::core::score::RankBy;
use crate::core::text;
use crate::core::words::Words;
use std::collections::HashMap;

/// What a row is: a group, or a leaf of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    /// nhóm
    #[default]
    Group,
    /// nhóm điểm thưởng
    Bonus,
    /// nhóm điểm trừ
    Deduction,
    /// đạt / không đạt
    Pass,
    /// chấm thẳng
    Direct,
    /// định lượng
    Quantity,
    /// cộng / trừ
    Count,
    /// suy ra
    Derived,
}

impl Kind {
    /// All of them, groups first.
    pub const ALL: [Kind; 8] = [
        Kind::Group,
        Kind::Bonus,
        Kind::Deduction,
        Kind::Pass,
        Kind::Direct,
        Kind::Quantity,
        Kind::Count,
        Kind::Derived,
    ];
    /// Code, in files.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Group => "group",
            Kind::Bonus => "bonus",
            Kind::Deduction => "deduction",
            Kind::Pass => "pass",
            Kind::Direct => "direct",
            Kind::Quantity => "quantity",
            Kind::Count => "count",
            Kind::Derived => "derived",
        }
    }
    /// Words key of its name.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Group => "table.kind_group",
            Kind::Bonus => "table.kind_bonus",
            Kind::Deduction => "table.kind_deduction",
            Kind::Pass => "table.kind_pass",
            Kind::Direct => "table.kind_direct",
            Kind::Quantity => "table.kind_quantity",
            Kind::Count => "table.kind_count",
            Kind::Derived => "table.kind_derived",
        }
    }
    /// Words key of the other names it goes by.
    fn also(self) -> &'static str {
        match self {
            Kind::Group => "table.also_group",
            Kind::Bonus => "table.also_bonus",
            Kind::Deduction => "table.also_deduction",
            Kind::Pass => "table.also_pass",
            Kind::Direct => "table.also_direct",
            Kind::Quantity => "table.also_quantity",
            Kind::Count => "table.also_count",
            Kind::Derived => "table.also_derived",
        }
    }
    /// Has it criteria under it?
    pub fn is_group(self) -> bool {
        matches!(self, Kind::Group | Kind::Bonus | Kind::Deduction)
    }
}

/// The words of every language, the one to write in first.
#[derive(Debug, Clone)]
pub struct Names {
    words: Vec<Words>,
    /// every way a kind is written, folded
    kinds: HashMap<String, Kind>,
}

impl Names {
    /// Written in the language of `words`, read in all.
    pub fn new(words: &Words) -> Self {
        let other = if words.lang == Lang::Vi { Lang::En } else { Lang::Vi };
        let mut names = Self { words: vec![words.clone(), Words::load(other)], kinds: HashMap::new() };
        for kind in Kind::ALL.into_iter().rev() {
            let forms: Vec<String> = names.forms(kind.word()).chain(names.forms(kind.also())).collect();
            let forms = forms.iter().map(|f| plain(f)).chain([kind.code().to_owned()]);
            for form in forms {
                names.kinds.insert(form, kind);
            }
        }
        names
    }
    /// The language to write in.
    pub fn lang(&self) -> Lang {
        self.words.first().map_or(Lang::Vi, |w| w.lang)
    }
    /// A text in the language to write in.
    pub fn word(&self, key: &'static str) -> &str {
        self.words.first().map_or(key, |w| w.get(key))
    }
    /// Does a text say what is under that key, in any language?
    pub fn says(&self, key: &'static str, text: &str) -> bool {
        let wanted = text::fold(text);
        !wanted.is_empty() && self.forms(key).any(|form| form == wanted)
    }
    /// Every way a key is written, folded: what stands between `|` are equals.
    fn forms(&self, key: &'static str) -> impl Iterator<Item = String> {
        self.words.iter().flat_map(move |w| w.get(key).split('|').map(text::fold).collect::<Vec<_>>())
    }
    /// The same with the place among the ways it is written: a lower one says it more truly.
    pub fn rank(&self, key: &'static str, text: &str) -> Option<usize> {
        let wanted = text::fold(text);
        if wanted.is_empty() { None } else { self.forms(key).position(|form| form == wanted) }
    }
    /// The kind a text names: by its code, its name, or another name it goes by. An empty text is a group.
    pub fn kind(&self, typed: &str) -> Option<Kind> {
        let plain = plain(typed);
        if plain.is_empty() {
            return Some(Kind::Group);
        }
        self.kinds.get(&plain).copied()
    }
    /// Names of all kinds, for the sentence that refuses another.
    pub fn kinds(&self) -> String {
        Kind::ALL.map(|k| self.word(k.word())).join(", ")
    }
    /// Cuts the name of a kind of recipients off the end: what stands before it, and the kind.
    pub fn recipients<'a>(&self, text: &'a str) -> Option<(&'a str, RecipientKind)> {
        let all = [
            ("table.collective", RecipientKind::Collective),
            ("table.individual", RecipientKind::Individual),
        ];
        let starts = text.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
        for (key, kind) in all {
            for at in &starts {
                let (Some(head), Some(tail)) = (text.get(..*at), text.get(*at..)) else { continue };
                let parted = head.is_empty() || head.ends_with([' ', ',', ':', '-', '–', '/']);
                if parted && self.says(key, tail) {
                    return Some((head.trim_end_matches([' ', ',', ':', '-', '–', '/']), kind));
                }
            }
        }
        None
    }
    /// By what units are ranked.
    pub fn rank_by(&self, typed: &str) -> Option<RankBy> {
        let is = |code: &str, key| plain(typed) == code || self.says(key, typed);
        if is("total", "table.by_total") {
            Some(RankBy::Total)
        } else if is("rate", "table.by_rate") {
            Some(RankBy::Rate)
        } else {
            None
        }
    }
    /// Yes, no (also nothing), or neither.
    pub fn yes(&self, typed: &str) -> Option<bool> {
        if text::line(typed).is_empty() || self.says("table.no", typed) {
            Some(false)
        } else if self.says("table.yes", typed) {
            Some(true)
        } else {
            None
        }
    }
}

/// Folded, and without the blanks around strokes: `Đạt / không đạt` is `dat/khong dat`.
fn plain(text: &str) -> String {
    text::fold(text).replace(" / ", "/").replace("/ ", "/").replace(" /", "/")
}
