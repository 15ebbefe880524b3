//! Find: one question over everything the register holds, and the rows that answer it. Words are parsed here; how an
//! index is asked belongs to the store.
use super::award::{Basis, RecipientKind};
use super::date::Date;
use super::flag::Flag;
use super::period::PeriodKey;
use super::quarter::PastUnit;
use super::text;
use super::unit::{Role, Unit, UnitId};
use serde::{Deserialize, Serialize};
use unicode_normalization::char::is_combining_mark;

/// Most rows of an answer; what is beyond is said as "40+", never counted.
pub const MOST: usize = 40;
/// Most people and units that stand above the dated rows.
pub const TOP: usize = 4;
/// Most words of a question that are looked for; a pasted page says nothing more with its later ones.
const WORDS: usize = 12;
/// Longest piece of a word that is looked for, in characters.
const WORD: usize = 40;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// a unit
    Unit,
    /// a person known to the register
    Person,
    /// a collective known to the register
    Collective,
    /// a signed decision
    Decision,
    /// a monthly notice
    Notice,
    /// a named recipient of a decision or notice
    Award,
    /// a proposal
    Proposal,
    /// somebody proposed
    Nominee,
    /// an act worth recording
    Achievement,
    /// the review meeting of a period
    Meeting,
    /// a part of a report that people wrote
    Report,
    /// the paper that approved a classification
    Approval,
    /// rank and level of a unit in a period; on its page alone
    Result,
}

/// Where a paper or a recipient stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// commended, and in force
    Valid,
    /// commended, then cancelled by a decision
    Cancelled,
    /// proposed, not decided
    Pending,
    /// proposed and decided
    Decided,
    /// proposed and dropped
    Dropped,
}

impl Standing {
    /// All, in the order of the choice.
    pub const ALL: [Standing; 5] =
        [Standing::Valid, Standing::Cancelled, Standing::Pending, Standing::Decided, Standing::Dropped];
}

/// What is kept of everything that matches.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Filter {
    /// of this unit
    pub unit: Option<UnitId>,
    /// of this period
    pub period: Option<PeriodKey>,
    /// by this authority (code), alone or with others
    pub authority: Option<String>,
    /// of this form (code)
    pub form: Option<String>,
    /// in this state
    pub standing: Option<Standing>,
}

impl Filter {
    /// Is nothing left out?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Query {
    /// as typed: each word is the beginning of a word, all must be there
    pub text: String,
    /// what is kept
    pub filter: Filter,
}

impl Query {
    /// Does it ask anything?
    pub fn is_empty(&self) -> bool {
        self.filter.is_empty() && words(&self.text).is_empty()
    }
}

/// A row that was found. Which texts there are depends on the kind; what is not there is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// what it is
    pub kind: Kind,
    /// key of the row itself
    pub id: i64,
    /// what is opened for it: the decision of an award, the proposal of a nominee, else itself
    pub opens: i64,
    /// the person or collective of an award or nominee
    pub party: Option<i64>,
    /// its day; `None`: unknown, or it has none
    pub date: Option<Date>,
    /// the period that owns it
    pub period: Option<PeriodKey>,
    /// the unit's code, or its name where it has none
    pub unit: String,
    /// the unit
    pub unit_id: Option<UnitId>,
    /// who or what: a name with its rank, the content, the subject
    pub title: String,
    /// what else it says: post, who did it, signer
    pub more: String,
    /// number of its paper
    pub number: String,
    /// name of the form
    pub form: String,
    /// names of the authorities, highest first
    pub by: String,
    /// state, where it has one
    pub standing: Option<Standing>,
    /// valid awards: of an achievement those linked to it, of a person or collective all
    pub awards: i64,
    /// of an award: days from the linked act to the decision
    pub days: Option<i64>,
    /// of an award without a name: what is counted, and how many (`None`: the paper does not say)
    pub count: Option<(RecipientKind, Basis, Option<i64>)>,
    /// of a result: what the unit had; `standing` is `Pending` while the period is open
    pub result: Option<PastUnit>,
}

/// Whose page over all periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whose {
    /// a person or collective, by its key
    Party(i64),
    /// a unit
    Unit(UnitId),
}

/// The head of a page over all periods; its rows are a list of their own (`Ask::Life`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// who, with the latest rank and post
    pub who: Hit,
    /// cancelled commendations and pending proposals of a person or collective; of a unit they are not counted
    pub others: (i64, i64),
    /// of a unit: its stay in the cluster
    pub unit: Option<Stay>,
    /// discipline, inspection, complaint, the newest first
    pub flags: Vec<Flag>,
}

/// A unit over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// as it stands now
    pub unit: Unit,
    /// what the register called it before, each with the day (`2021-06-30`) it was changed on; the newest first
    pub former: Vec<(String, String)>,
    /// years it was head or deputy, the newest first
    pub roles: Vec<(i16, Role)>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// people and units first, then everything with a day, the newest first
    pub hits: Vec<Hit>,
    /// there is more than is shown
    pub more: bool,
}

/// The words of a question as they are looked for: accent-free small letters, cut where anything but a letter or digit
/// stands (`1764/QĐ-CAT` is three words). Total: any text gives words without a sign that an index could read as its own.
pub fn words(typed: &str) -> Vec<String> {
    let folded = text::fold(&typed.chars().take(WORDS * WORD * 4).collect::<String>());
    let words = folded.split(|c| !is_part(c)).filter(|w| !w.is_empty()).take(WORDS);
    words.map(|w| w.chars().take(WORD).collect()).collect()
}

/// Letters and digits as an index cuts them. Marks, circled letters and private signs are none.
fn is_part(c: char) -> bool {
    let circled = matches!(u32::from(c), 0x24b6..=0x24e9 | 0x1f130..=0x1f189);
    let private = matches!(u32::from(c), 0xe000..=0xf8ff | 0xf_0000..=0x10_ffff);
    c.is_alphanumeric() && !is_combining_mark(c) && !circled && !private
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_and_folded() {
        assert_eq!(words(" Nguyễn  ĐỨC Hoá"), ["nguyen", "duc", "hoa"]);
        assert_eq!(words("1764/QĐ-CAT"), ["1764", "qd", "cat"]);
        assert_eq!(words("an \"AN* NEAR(an)"), ["an", "an", "near", "an"]);
        assert_eq!(words("Ho\u{301}a"), words("Hoá"));
        assert_eq!(words("\u{f0b7} \u{f0003} ☺ – * \" ^ ( )"), Vec::<String>::new());
        assert_eq!(words(&"từ ".repeat(5_000_000)), ["tu"; WORDS]);
        assert_eq!(words(&"x".repeat(5_000_000)).concat().len(), WORD);
    }
}
