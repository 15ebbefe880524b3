//! Commendations: the catalogue, decisions and monthly notices, named recipients and count rows.
//! One decision is entered once for many recipients; a count row is a recipient without a name.
use super::{date::Date, figure::Figures, period::PeriodKey, proposed::ProposalLink, unit::UnitId};
use serde::{Deserialize, Serialize};

/// An authority that commends (cấp khen, thẩm quyền).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// stable code in the register: `bca`, `ubnd`, `giam_doc`
    pub code: String,
    /// `Bộ Công an`
    pub name: String,
    /// order, highest authority first
    pub position: i64,
    /// abolished: stays for the papers it stands in, offered for no new one
    #[serde(default)]
    pub retired: bool,
    /// as read
    #[serde(default)]
    pub rev: i64,
}

/// On which line of the figures a form stands (domain: "which line a figure stands on").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// legal forms and titles: one line per authority set
    Legal,
    /// gương người tốt, việc tốt
    GoodDeed,
    /// biểu dương tại thông báo tháng
    Notice,
}

/// A form of commendation or an emulation title: one catalogue, kind is an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// stable code: `bang_khen`, `giay_khen`, `nguoi_tot`, `thong_bao`
    pub code: String,
    /// `Bằng khen`
    pub name: String,
    /// which line its figures stand on
    pub line: LineKind,
    /// codes of the authorities that may give it; empty: any
    pub authorities: Vec<String>,
    /// an emulation title (danh hiệu) rather than a form (hình thức)
    pub title: bool,
    /// order in lists
    pub position: i64,
    /// abolished: stays for the papers it stands in, offered for no new one
    #[serde(default)]
    pub retired: bool,
    /// as read
    #[serde(default)]
    pub rev: i64,
}

/// The award catalogue of a register: data, editable.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Catalogue {
    /// highest first
    pub authorities: Vec<Authority>,
    /// in their order
    pub forms: Vec<Form>,
}

impl Catalogue {
    /// The form of that code.
    pub fn form(&self, code: &str) -> Option<&Form> {
        self.forms.iter().find(|f| f.code == code)
    }
    /// Names of an authority set, highest first, joined `Bộ Công an, UBND tỉnh`.
    pub fn authority_names(&self, codes: &[String]) -> String {
        let names: Vec<&str> =
            self.authorities.iter().filter(|a| codes.contains(&a.code)).map(|a| a.name.as_str()).collect();
        names.join(", ")
    }
}

/// Signed decision or monthly notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// quyết định
    #[default]
    Decision,
    /// thông báo tháng
    Notice,
}

/// Nature of a commendation (tính chất).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// công trạng
    Merit,
    /// đột xuất
    AdHoc,
    /// chuyên đề
    Topical,
    /// cống hiến
    Devotion,
    /// niên hạn
    Tenure,
}

/// tập thể / cá nhân
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipientKind {
    /// tập thể
    #[default]
    Collective,
    /// cá nhân
    Individual,
}

/// How an award row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// one named recipient: one turn, and one head among the distinct
    #[default]
    Named,
    /// số: a number of heads without names
    Heads,
    /// lượt: a number of turns without names
    Turns,
}

/// Head of a decision: what the paper says above its list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decision {
    /// key, 0 when new
    pub id: i64,
    /// as read
    pub rev: i64,
    /// decision or notice
    pub kind: DecisionKind,
    /// `1764/QĐ-CAT`; may be empty (chưa có số)
    pub number: String,
    /// day of signing; unknown is `None`
    pub date: Option<Date>,
    /// day it was received, where the day of signing is unknown
    pub received: Option<Date>,
    /// codes of one authority or a set of them
    pub authorities: Vec<String>,
    /// code of the form
    pub form: String,
    /// who signed, may be empty
    pub signer: String,
    /// nature, where the paper says it
    pub nature: Option<Nature>,
    /// về việc
    pub subject: String,
    /// ghi chú
    pub note: String,
    /// the campaign it belongs to
    pub campaign: Option<i64>,
    /// the leaf period that owns it (proposed from the date of signing)
    pub period: Option<PeriodKey>,
    /// it came when its period was locked already: the period whose report prints it as a supplement. Saving one anew
    /// with this set is the user's consent; the register proposes the period (`late.offer`).
    pub late: Option<PeriodKey>,
    /// for `Act::Save` of a new one: the pending proposal it answers, decided in the same act
    pub proposal: Option<i64>,
    /// for `Act::Save`: why rows are recorded though the guard asks (`core::guard`); empty: not asked yet
    pub guard: String,
}

/// One row under a decision: a named recipient, or a count row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recipient {
    /// key of the award row, 0 when new
    pub id: i64,
    /// collective or individual
    pub kind: RecipientKind,
    /// named, or how it counts
    pub basis: Basis,
    /// count rows: the number, `None` when the paper does not say (`?`). Named: `Some(1)`.
    pub quantity: Option<i64>,
    /// the person or collective chosen from the list, `None`: as typed
    pub party: Option<i64>,
    /// said to be somebody else than those of that name who are there already: never asked about
    pub another: bool,
    /// as of the decision; empty for count rows
    pub name: String,
    /// rank as of the decision (`Thiếu tá`), may be empty
    pub rank: String,
    /// post as of the decision, may be empty
    pub post: String,
    /// the unit; `None` = the whole cluster, not split by unit (count rows only)
    pub unit: Option<UnitId>,
    /// the linked achievement
    pub achievement: Option<i64>,
    /// why it was recorded though the guard asked; printed on no paper
    pub guard_reason: String,
    /// taken back by a later decision: it counts no more, and stays
    pub cancelled: Option<Cancelled>,
}

/// The decision that cancelled an award (never silently deleted).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cancelled {
    /// number of the cancelling decision
    pub number: String,
    /// its day, unknown is `None`
    pub date: Option<Date>,
    /// why
    pub reason: String,
}

/// One part of a count row that is split: by unit, or by authority.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// the unit it goes to; `None`: it stays with the unit (or the whole cluster) of the row
    pub unit: Option<UnitId>,
    /// the authorities it goes to; empty: it stays with those of the decision
    pub authorities: Vec<String>,
    /// how many
    pub quantity: i64,
}

/// What can be done to commendations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// A decision written as a whole, new (`id` 0) or changed: its rows are matched by `id`, missing ones are taken out.
    Save {
        /// its head
        decision: Decision,
        /// its rows in order
        recipients: Vec<Recipient>,
        /// what the user answered about a typed name that already stands in the same unit:
        /// `None` not asked yet (the store asks by refusing with `problem.same_person`), `Some(true)` the same person,
        /// `Some(false)` another of that name
        same: Option<bool>,
    },
    /// Taken out with its rows (journalled).
    Remove {
        /// which
        id: i64,
        /// as read
        rev: i64,
        /// for the journal: `QĐ 1764/QĐ-CAT`
        label: String,
    },
    /// Awards of a decision taken back by a later decision; they stay and count no more.
    Cancel {
        /// decision they stand under
        decision: i64,
        /// as read
        rev: i64,
        /// award rows
        awards: Vec<i64>,
        /// the cancelling decision
        paper: Cancelled,
        /// for the journal
        label: String,
    },
    /// A count row split into parts, by unit or by authority. What the parts leave over stays as it was, unless a reason
    /// says that there is nothing left; parts that sum to more than the row need a reason.
    Split {
        /// decision it stands under
        decision: i64,
        /// as read
        rev: i64,
        /// the count row
        award: i64,
        /// its parts
        parts: Vec<Part>,
        /// why the parts do not sum to the row; empty where they do
        reason: String,
        /// for the journal
        label: String,
    },
    /// An award row linked to an achievement, or unlinked.
    Link {
        /// award row
        award: i64,
        /// achievement, `None` unlinks
        achievement: Option<i64>,
        /// why it is linked though the act is commended already; empty until it is asked for
        reason: String,
        /// for the journal
        label: String,
    },
}

/// A decision in the list of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// its head
    pub head: Decision,
    /// figures of its collectives
    pub collective: Figures,
    /// figures of its individuals
    pub individual: Figures,
    /// number of its rows that stand for the whole cluster
    pub unsplit: i64,
}

/// A decision opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionSheet {
    /// its head
    pub head: Decision,
    /// its rows in order
    pub recipients: Vec<Recipient>,
    /// who wrote it first, and when (`dd/mm/yyyy hh:mm`)
    pub written: (String, String),
    /// the proposals it answers
    pub proposals: Vec<ProposalLink>,
}

/// A person or collective known to the register.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// key
    pub id: i64,
    /// kind
    pub kind: RecipientKind,
    /// name as first written
    pub name: String,
    /// latest rank
    pub rank: String,
    /// latest post
    pub post: String,
    /// unit
    pub unit: Option<UnitId>,
    /// number and day of the paper that commended it last; `None`: none did, or it was not asked for
    pub last: Option<(String, Option<Date>)>,
}

/// One award row with its decision, for lists, links, annexes and the "why" of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardRow {
    /// the row
    pub recipient: Recipient,
    /// key of its decision
    pub decision: i64,
    /// decision or notice
    pub kind: DecisionKind,
    /// number of its decision
    pub number: String,
    /// day of signing
    pub date: Option<Date>,
    /// authority codes
    pub authorities: Vec<String>,
    /// form code
    pub form: String,
    /// subject
    pub subject: String,
    /// a late award of this earlier, locked period, printed here as a supplement: no part of this period's own figures
    pub supplement: Option<PeriodKey>,
}
