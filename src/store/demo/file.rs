//! What `assets/demo/demo.toml` holds, as it is read. Knows no register.
use crate::core::achievement;
use crate::core::award::{Basis, Nature, RecipientKind};
use crate::core::campaign::{CampaignKind, CampaignState};
use crate::core::meeting::{Meeting, Part};
use crate::core::register::Letterhead;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The whole file.
#[derive(Deserialize)]
pub(super) struct File {
    pub(super) cluster: String,
    pub(super) province: String,
    pub(super) secretary: String,
    pub(super) movement: String,
    pub(super) quarters: Vec<String>,
    pub(super) appraised: Vec<String>,
    pub(super) signer: String,
    pub(super) letterhead: Letterhead,
    pub(super) year: Vec<YearLine>,
    pub(super) unit: Vec<UnitLine>,
    pub(super) people: BTreeMap<String, Vec<[String; 3]>>,
    pub(super) teams: BTreeMap<String, Vec<String>>,
    pub(super) past: Vec<PastLine>,
    pub(super) past_texts: PastTexts,
    pub(super) campaign: Vec<CampaignLine>,
    pub(super) achievement: Vec<AchievementLine>,
    pub(super) sent: Vec<SentLine>,
    pub(super) decision: Vec<DecisionLine>,
    pub(super) proposal: Proposal,
    pub(super) meeting: MeetingLine,
    pub(super) before: MeetingLine,
    pub(super) texts: BTreeMap<Part, String>,
}

/// Head, deputy and motto of a year.
#[derive(Deserialize)]
pub(super) struct YearLine {
    pub(super) year: i16,
    pub(super) head: String,
    pub(super) deputy: String,
    pub(super) motto: String,
}

/// A unit, its days in the cluster and its rate in each quarter.
#[derive(Deserialize)]
pub(super) struct UnitLine {
    pub(super) tag: String,
    pub(super) name: String,
    pub(super) from: String,
    pub(super) to: Option<String>,
    pub(super) rates: Vec<i64>,
    /// in the last quarter its scores are those of this unit, two leaves shifted against each other: a tie
    pub(super) r#as: Option<String>,
}

/// Number, date, collectives, individuals.
pub(super) type GoodDeeds = (String, String, usize, usize);

/// A quarter before the last, described.
#[derive(Deserialize)]
pub(super) struct PastLine {
    pub(super) praise: [i64; 2],
    pub(super) good_deeds: Vec<GoodDeeds>,
    pub(super) notices: Vec<(String, String, usize)>,
    pub(super) days: i32,
    pub(super) differ: Option<(String, String)>,
}

/// Texts the described quarters share.
#[derive(Deserialize)]
pub(super) struct PastTexts {
    pub(super) good_deeds: Vec<String>,
    pub(super) notices: String,
    pub(super) praise: String,
    pub(super) approval: String,
    pub(super) approver: String,
}

/// A campaign.
#[derive(Deserialize)]
pub(super) struct CampaignLine {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: CampaignKind,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) state: CampaignState,
    pub(super) note: String,
}

/// An achievement of the last quarter.
#[derive(Deserialize)]
pub(super) struct AchievementLine {
    #[serde(default)]
    pub(super) id: String,
    pub(super) date: String,
    pub(super) kind: achievement::AchievementKind,
    pub(super) unit: Option<String>,
    pub(super) who: String,
    pub(super) content: String,
    pub(super) campaign: Option<String>,
    /// number of the notice whose count row of its unit is for it
    pub(super) praised: Option<String>,
}

/// A proposal of the last quarter.
#[derive(Deserialize)]
pub(super) struct SentLine {
    #[serde(default)]
    pub(super) id: String,
    pub(super) number: String,
    pub(super) date: String,
    pub(super) form: String,
    pub(super) by: Vec<String>,
    pub(super) nature: Option<Nature>,
    pub(super) subject: String,
    /// the achievement it is for
    pub(super) act: String,
    pub(super) named: Vec<String>,
    /// why it was dropped
    pub(super) dropped: Option<String>,
}

/// A decision or notice of the last quarter.
#[derive(Deserialize)]
pub(super) struct DecisionLine {
    #[serde(default)]
    pub(super) number: String,
    pub(super) date: Option<String>,
    pub(super) form: String,
    pub(super) by: Vec<String>,
    pub(super) nature: Option<Nature>,
    /// the proposal it answers
    pub(super) answers: Option<String>,
    pub(super) subject: String,
    #[serde(default)]
    pub(super) note: String,
    pub(super) campaign: Option<String>,
    pub(super) link: Option<String>,
    #[serde(default)]
    pub(super) linked: usize,
    /// further links, by name
    #[serde(default)]
    pub(super) also: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) named: Vec<String>,
    #[serde(default)]
    pub(super) counts: Vec<(String, RecipientKind, Basis, i64)>,
}

/// How the last quarter's levels are proposed.
#[derive(Deserialize)]
pub(super) struct Proposal {
    pub(super) label: String,
    pub(super) differ: (String, String),
}

/// A review meeting.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct MeetingLine {
    pub(super) date: String,
    pub(super) start: String,
    pub(super) place: String,
    pub(super) directing: String,
    pub(super) chair: String,
    pub(super) secretary: String,
    pub(super) presenter: String,
    pub(super) attendance: String,
    pub(super) speakers: String,
    pub(super) evaluation: String,
    pub(super) directives: String,
}

/// A meeting not written yet.
pub(super) fn written(line: &MeetingLine) -> Meeting {
    Meeting {
        rev: 0,
        date: line.date.parse().ok(),
        start: line.start.clone(),
        place: line.place.clone(),
        directing: line.directing.clone(),
        chair: line.chair.clone(),
        secretary: line.secretary.clone(),
        presenter: line.presenter.clone(),
        attendance: line.attendance.clone(),
        speakers: line.speakers.clone(),
        evaluation: line.evaluation.clone(),
        directives: line.directives.clone(),
    }
}
