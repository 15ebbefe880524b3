//! Votes: on a tie, on a level. Figures as counted; a percentage is printed with what it is of.
use super::level::{LevelId, LevelSet};
use super::period::PeriodKey;
use super::points::Rate;
use super::problem::{Arg, Problem};
use super::unit::{Unit, UnitId};
use serde::{Deserialize, Serialize};

/// What was voted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BallotKind {
    /// the order of units that are equal: it holds for its period only
    #[default]
    Tie,
    /// units for a level, or for a title of the year
    Level,
}

/// How it was voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// biểu quyết giơ tay
    #[default]
    Hands,
    /// bỏ phiếu kín
    Ballot,
}

/// What a percentage is of; always printed with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// all units of the cluster
    #[default]
    Roster,
    /// ballots out
    Sent,
    /// ballots in
    Back,
    /// valid ballots
    Valid,
}

/// Votes for one unit (and, where levels are voted on, for one level).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// for whom
    pub unit: UnitId,
    /// for which level; `None`: a vote on a tie
    pub level: Option<LevelId>,
    /// votes in favour
    pub favour: u32,
}

/// A vote as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ballot {
    /// key, 0 when new
    pub id: i64,
    /// as read
    pub rev: i64,
    /// what was voted on
    pub kind: BallotKind,
    /// how
    pub method: Method,
    /// ballots out; `None`: not counted
    pub sent: Option<u32>,
    /// ballots in
    pub back: Option<u32>,
    /// valid ballots
    pub valid: Option<u32>,
    /// what a percentage is of
    pub base: Base,
    /// what the minutes say of it
    pub note: String,
    /// one line a unit (and level)
    pub votes: Vec<Vote>,
}

impl Ballot {
    /// What a percentage of this vote is of; `None` where that was not counted, or is 0.
    pub fn whole(&self, roster: usize) -> Option<u32> {
        let whole = match self.base {
            Base::Roster => u32::try_from(roster).ok(),
            Base::Sent => self.sent,
            Base::Back => self.back,
            Base::Valid => self.valid,
        };
        whole.filter(|n| *n > 0)
    }
    /// Votes in favour over what they are a share of.
    pub fn share(&self, vote: &Vote, roster: usize) -> Option<Rate> {
        self.whole(roster).map(|whole| Rate { part: i64::from(vote.favour), whole: i64::from(whole) })
    }
    /// `7/12 (58,33%) trên tổng số đơn vị`; the votes alone where what they are a share of was not counted.
    pub fn said(&self, vote: &Vote, roster: usize) -> Problem {
        let n = i64::from(vote.favour);
        match self.share(vote, roster) {
            None => Problem::new("ballot.votes").num("n", n),
            Some(share) => Problem::new("ballot.share")
                .num("n", n)
                .num("whole", share.whole)
                .with("percent", Arg::Points(share.percent()))
                .with("base", Arg::Word(self.base.word())),
        }
    }
    /// `7/12 (58,33%)`, where what it is a share of is said beside it.
    pub fn brief(&self, vote: &Vote, roster: usize) -> Problem {
        let said = self.said(vote, roster);
        if said.key == "ballot.share" { Problem { key: "ballot.brief", ..said } } else { said }
    }
    /// Votes for a unit (and level), if it was voted on.
    pub fn of(&self, unit: UnitId, level: Option<LevelId>) -> Option<&Vote> {
        self.votes.iter().find(|v| v.unit == unit && v.level == level)
    }
}

impl BallotKind {
    /// All of them.
    pub const ALL: [BallotKind; 2] = [BallotKind::Tie, BallotKind::Level];
    /// Code, and end of its words key under `ballot.kind_`.
    pub fn code(self) -> &'static str {
        match self {
            BallotKind::Tie => "tie",
            BallotKind::Level => "level",
        }
    }
    /// Words key of its name.
    pub fn word(self) -> &'static str {
        match self {
            BallotKind::Tie => "ballot.kind_tie",
            BallotKind::Level => "ballot.kind_level",
        }
    }
}

impl Method {
    /// All of them.
    pub const ALL: [Method; 2] = [Method::Hands, Method::Ballot];
    /// Code.
    pub fn code(self) -> &'static str {
        match self {
            Method::Hands => "hands",
            Method::Ballot => "ballot",
        }
    }
    /// Words key of its name.
    pub fn word(self) -> &'static str {
        match self {
            Method::Hands => "ballot.method_hands",
            Method::Ballot => "ballot.method_ballot",
        }
    }
}

impl Base {
    /// All of them.
    pub const ALL: [Base; 4] = [Base::Roster, Base::Sent, Base::Back, Base::Valid];
    /// Code.
    pub fn code(self) -> &'static str {
        match self {
            Base::Roster => "roster",
            Base::Sent => "sent",
            Base::Back => "back",
            Base::Valid => "valid",
        }
    }
    /// Words key of its name: `tổng số đơn vị`.
    pub fn word(self) -> &'static str {
        match self {
            Base::Roster => "ballot.base_roster",
            Base::Sent => "ballot.base_sent",
            Base::Back => "ballot.base_back",
            Base::Valid => "ballot.base_valid",
        }
    }
}

/// What is wrong with a vote as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// `sent`, `back`, `valid`, `base` or `votes`
    pub field: &'static str,
    /// place of the line, where it is one, and its column: `unit`, `level` or `favour`
    pub line: Option<(usize, &'static str)>,
    /// the sentence
    pub problem: Problem,
}

fn fault(field: &'static str, problem: Problem) -> Fault {
    Fault { field, line: None, problem }
}

/// Can it have been so: no more ballots in than out, none valid that did not come in, no more votes than voters; each unit
/// once, or once a level; units of the roster, levels of the period's set? The first thing that is wrong.
pub fn check(ballot: &Ballot, units: &[Unit], set: Option<&LevelSet>) -> Result<(), Fault> {
    let counts =
        [("sent", ballot.sent), ("back", ballot.back), ("valid", ballot.valid)].map(|(f, n)| Some((f, n?)));
    let counted: Vec<(&'static str, u32)> = counts.into_iter().flatten().collect();
    for pair in counted.windows(2) {
        let [(_, more), (field, n)] = pair else { continue };
        if n > more {
            let key = if *field == "back" { "ballot.e_back" } else { "ballot.e_valid" };
            return Err(fault(field, Problem::new(key).num("n", (*n).into()).num("most", (*more).into())));
        }
    }
    let Some(whole) = ballot.whole(units.len()) else {
        let problem = Problem::new("ballot.e_base").with("base", Arg::Word(ballot.base.word()));
        return Err(fault("base", problem));
    };
    let fewest = if ballot.kind == BallotKind::Tie { 2 } else { 1 };
    if ballot.votes.len() < fewest {
        let tie = ballot.kind == BallotKind::Tie;
        return Err(fault("votes", Problem::new(if tie { "ballot.e_few" } else { "ballot.e_none" })));
    }
    // the fewest ballots known: nobody has more votes than there are voters
    let voters = counted.iter().map(|(_, n)| *n).min().unwrap_or(u32::MAX);
    for (row, vote) in ballot.votes.iter().enumerate() {
        line(ballot, row, vote, units, set)?;
        let over = |key, most: u32| {
            let problem = placed(key, row, vote, units).num("n", vote.favour.into()).num("most", most.into());
            Err(Fault { field: "votes", line: Some((row, "favour")), problem })
        };
        if vote.favour > voters {
            return over("ballot.e_over", voters);
        }
        if vote.favour > whole {
            return over("ballot.e_over_roster", whole);
        }
    }
    Ok(())
}

fn placed(key: &'static str, row: usize, vote: &Vote, units: &[Unit]) -> Problem {
    let tag = units.iter().find(|u| u.id == vote.unit).map_or("?", Unit::tag);
    Problem::new(key).num("row", row as i64 + 1).text("unit", tag)
}

/// Whom, and which level, a line names.
fn line(
    ballot: &Ballot,
    row: usize,
    vote: &Vote,
    units: &[Unit],
    set: Option<&LevelSet>,
) -> Result<(), Fault> {
    let wrong = |column, key| {
        Err(Fault { field: "votes", line: Some((row, column)), problem: placed(key, row, vote, units) })
    };
    if !units.iter().any(|u| u.id == vote.unit) {
        return wrong("unit", "ballot.e_unit");
    }
    match (ballot.kind, vote.level) {
        (BallotKind::Tie, Some(_)) | (BallotKind::Level, None) => return wrong("level", "ballot.e_level"),
        (BallotKind::Level, Some(id)) if set.is_none_or(|s| s.level(id).is_none()) => {
            return wrong("level", "ballot.e_level");
        }
        _ => {}
    }
    if ballot.votes.iter().take(row).any(|v| (v.unit, v.level) == (vote.unit, vote.level)) {
        let tie = ballot.kind == BallotKind::Tie;
        return wrong("unit", if tie { "ballot.e_twice" } else { "ballot.e_twice_level" });
    }
    Ok(())
}

/// What can be done to votes. Both refused in a locked period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Written, new (`id` 0) or changed.
    Save {
        /// period
        period: PeriodKey,
        /// the vote
        ballot: Ballot,
        /// for the journal
        label: String,
    },
    /// Taken out (journalled).
    Remove {
        /// period
        period: PeriodKey,
        /// which
        id: i64,
        /// as read
        rev: i64,
        /// for the journal
        label: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::level::{Level, Tint};
    use crate::core::words::{Lang, Words};

    fn units() -> Vec<Unit> {
        (1..=12).map(|id| Unit { id, code: format!("PV{id:02}"), ..Unit::default() }).collect()
    }

    fn vote(unit: UnitId, favour: u32) -> Vote {
        Vote { unit, level: None, favour }
    }

    fn tie() -> Ballot {
        Ballot {
            sent: Some(12),
            back: Some(12),
            valid: Some(11),
            votes: vec![vote(1, 7), vote(2, 4)],
            ..Ballot::default()
        }
    }

    fn key(ballot: &Ballot) -> (&'static str, &'static str, Option<(usize, &'static str)>) {
        let fault = check(ballot, &units(), None).unwrap_err();
        (fault.problem.key, fault.field, fault.line)
    }

    #[test]
    fn worked_example_eleven_of_twelve_is_91_67_percent_of_all_units_and_says_so() {
        let ballot = Ballot { votes: vec![vote(1, 11)], ..Ballot::default() };
        let said = |lang| Words::load(lang).say(&ballot.said(&ballot.votes[0], 12));
        assert_eq!(said(Lang::Vi), "11/12 (91,67%) trên tổng số đơn vị");
        assert_eq!(said(Lang::En), "11/12 (91.67%) of all units");
        let of = |base| Words::load(Lang::Vi).say(&Ballot { base, ..tie() }.said(&vote(1, 7), 12));
        assert_eq!(of(Base::Valid), "7/11 (63,64%) trên số phiếu hợp lệ");
        let none = Ballot { base: Base::Back, back: None, ..tie() };
        assert_eq!(Words::load(Lang::Vi).say(&none.said(&vote(1, 7), 12)), "7 phiếu thuận");
    }

    #[test]
    fn ballots_shrink_from_out_to_in_to_valid_and_nobody_has_more_votes_than_that() {
        assert_eq!(check(&tie(), &units(), None), Ok(()));
        assert_eq!(key(&Ballot { back: Some(13), ..tie() }), ("ballot.e_back", "back", None));
        assert_eq!(key(&Ballot { valid: Some(13), ..tie() }), ("ballot.e_valid", "valid", None));
        assert_eq!(key(&Ballot { back: None, valid: Some(13), ..tie() }), ("ballot.e_valid", "valid", None));
        let votes = vec![vote(1, 12), vote(2, 0)];
        let over = Some((0, "favour"));
        assert_eq!(key(&Ballot { votes, ..tie() }), ("ballot.e_over", "votes", over));
        let bare = Ballot { votes: vec![vote(1, 13), vote(2, 0)], ..Ballot::default() };
        assert_eq!(key(&bare), ("ballot.e_over_roster", "votes", over));
        // more people than units may vote, where what is counted are ballots
        let many = Ballot { sent: Some(40), base: Base::Sent, ..bare };
        assert_eq!(check(&many, &units(), None), Ok(()));
    }

    #[test]
    fn a_percentage_of_what_was_not_counted_is_refused() {
        assert_eq!(key(&Ballot { base: Base::Valid, valid: None, ..tie() }), ("ballot.e_base", "base", None));
        assert_eq!(
            key(&Ballot { base: Base::Sent, sent: Some(0), back: None, valid: None, ..tie() }).0,
            "ballot.e_base"
        );
    }

    #[test]
    fn each_unit_is_voted_on_once_or_once_a_level() {
        let with = |votes| Ballot { votes, ..tie() };
        assert_eq!(key(&with(vec![vote(1, 7), vote(1, 4)])), ("ballot.e_twice", "votes", Some((1, "unit"))));
        assert_eq!(key(&with(vec![vote(1, 7), vote(99, 4)])), ("ballot.e_unit", "votes", Some((1, "unit"))));
        assert_eq!(key(&with(vec![vote(1, 7)])), ("ballot.e_few", "votes", None));
        let named = |unit, level| Vote { level: Some(level), ..vote(unit, 5) };
        assert_eq!(
            key(&with(vec![vote(1, 7), named(2, 1)])),
            ("ballot.e_level", "votes", Some((1, "level")))
        );
        let level = Level { id: 1, name: "Cờ".into(), minimum: None, quota: None, tint: Tint::Good };
        let set = LevelSet { levels: vec![level], ..LevelSet::default() };
        let on_levels = |votes| Ballot { kind: BallotKind::Level, votes, ..tie() };
        let found = |votes| check(&on_levels(votes), &units(), Some(&set)).map_err(|f| f.problem.key);
        assert_eq!(found(vec![named(1, 1)]), Ok(()));
        assert_eq!(found(vec![named(1, 1), named(1, 1)]), Err("ballot.e_twice_level"));
        assert_eq!(found(vec![named(1, 2)]), Err("ballot.e_level"));
        assert_eq!(found(vec![vote(1, 7)]), Err("ballot.e_level"));
        assert_eq!(found(vec![]), Err("ballot.e_none"));
    }
}
