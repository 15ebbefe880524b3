//! Votes on paper: who got how many of how many, each percentage with what it is of (domain.md, 3: vote figures).
use super::results::{column, name};
use super::source::Source;
use crate::core::ballot::{Ballot, Method, Vote};
use crate::core::level::Mark;
use crate::core::paper::{Align, Cell, Table};
use crate::core::standing::{self, Voted};

/// Every vote recorded, in the order they were held.
pub(super) fn table(source: &Source<'_>) -> Option<Table> {
    let ballots = &source.facts.ballots;
    let rows: Vec<Vec<Cell>> = ballots
        .iter()
        .flat_map(|b| b.votes.iter().map(move |v| (b, v)))
        .map(|(b, v)| row(source, b, v))
        .collect();
    if rows.is_empty() {
        return None;
    }
    Some(Table {
        id: "bieu-quyet".to_owned(),
        title: source.get("paper.votes.table"),
        columns: vec![
            column(source, "paper.head.unit", Align::Left, 40),
            column(source, "paper.votes.on", Align::Left, 30),
            column(source, "paper.votes.sent", Align::Right, 14),
            column(source, "paper.votes.back", Align::Right, 14),
            column(source, "paper.votes.valid", Align::Right, 14),
            column(source, "paper.votes.favour", Align::Left, 48),
        ],
        notes: ballots.iter().map(|b| b.note.trim()).filter(|n| !n.is_empty()).map(str::to_owned).collect(),
        rows,
        ..Table::default()
    })
}

fn row(source: &Source<'_>, ballot: &Ballot, vote: &Vote) -> Vec<Cell> {
    let counted = |n: Option<u32>| match (n, ballot.method) {
        (Some(n), _) => Cell::Int(i64::from(n)),
        // hands are shown, no ballots given out
        (None, Method::Hands) => Cell::Text("–".to_owned()),
        (None, Method::Ballot) => Cell::Empty,
    };
    let on = match vote.level {
        None => on_rank(source, ballot),
        Some(level) => source.mark_name(Mark::Level(level)),
    };
    vec![
        Cell::Text(name(source, vote.unit)),
        Cell::Text(on),
        counted(ballot.sent),
        counted(ballot.back),
        counted(ballot.valid),
        Cell::Text(favour(source, ballot, vote)),
    ]
}

/// `Thứ hạng`, and where it orders nobody, why: the ranks above it are not its own (`core::standing::outcome` says).
fn on_rank(source: &Source<'_>, ballot: &Ballot) -> String {
    let on = source.get("paper.votes.on_rank");
    let (key, n) = match standing::outcome(source.facts, &source.standings, ballot) {
        None | Some(Voted::Ordered) => return on,
        Some(Voted::Even) => ("paper.votes.rank_even", None),
        Some(Voted::Missing(_)) => ("paper.votes.rank_missing", None),
        Some(Voted::Later) => ("paper.votes.rank_later", None),
        Some(Voted::NoTie(None)) => ("paper.votes.rank_no_tie", None),
        Some(Voted::NoTie(n)) => ("paper.votes.rank_no_tie_since", n),
    };
    source.told(key, &[("on", on), ("n", n.map(|n| n.to_string()).unwrap_or_default())])
}

/// `11/12 (91,67%) trên tổng số đơn vị`; the number alone where what it is of was not counted.
pub(super) fn favour(source: &Source<'_>, ballot: &Ballot, vote: &Vote) -> String {
    let roster = source.facts.units.len();
    match ballot.share(vote, roster) {
        // under its head
        None => vote.favour.to_string(),
        Some(_) => source.words.say(&ballot.said(vote, roster)),
    }
}
