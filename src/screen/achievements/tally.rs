//! What the rows of a grid count to while they are typed: heads and turns apart, as the register will count them.
use super::rows::{Sort, count_of, read_sort, says_nothing};
use crate::core::award::{Basis, LineKind, RecipientKind};
use crate::core::count::{self, Figure, Figures, LineKey, Tally};
use crate::core::number;
use crate::core::person;
use crate::core::text;
use crate::core::words::Words;
use crate::kit::grid::Grid;
use std::collections::HashSet;

/// Figures of collectives and of individuals as the rows stand, readable or not yet.
pub(super) fn figures(grid: &Grid) -> (Figures, Figures) {
    let rows: Vec<(Sort, String, String)> = grid
        .rows()
        .into_iter()
        .filter(|(_, texts)| !says_nothing(texts))
        .filter_map(|(_, t)| Some((read_sort(grid, t.first()?)?, t.get(1)?.clone(), t.get(3)?.clone())))
        .collect();
    let of = |kind| count::figures(&tallies(&rows, kind));
    (of(RecipientKind::Collective), of(RecipientKind::Individual))
}

fn tallies(rows: &[(Sort, String, String)], kind: RecipientKind) -> Vec<Tally> {
    [Basis::Named, Basis::Heads, Basis::Turns]
        .into_iter()
        .map(|basis| {
            let mut tally = Tally {
                scope: count::Scope::All,
                line: LineKey { kind: LineKind::Legal, authorities: String::new() },
                form: String::new(),
                kind,
                basis,
                records: 0,
                known: 0,
                unknown: 0,
                heads: 0,
            };
            let mut heads = HashSet::new();
            for (_, name, unit) in rows.iter().filter(|(s, ..)| s.kind == kind && s.basis == basis) {
                tally.records += 1;
                if basis == Basis::Named {
                    tally.known += 1;
                    heads.insert((text::same_key(&person::split_rank(name).1), unit.clone()));
                    continue;
                }
                match count_of(name) {
                    Ok(Some(n)) => tally.known += n,
                    _ => tally.unknown += 1,
                }
            }
            tally.heads = heads.len() as i64;
            tally
        })
        .collect()
}

/// Words for many and for one.
type Said = (&'static str, &'static str);
/// How heads and turns of the two kinds are said.
pub(super) const COLLECTIVE: Said = ("room.ac.n_collective", "room.ac.n_collective_one");
pub(super) const INDIVIDUAL: Said = ("room.ac.n_individual", "room.ac.n_individual_one");
pub(super) const COLLECTIVE_TURNS: Said = ("room.ac.t_collective", "room.ac.t_collective_one");
pub(super) const INDIVIDUAL_TURNS: Said = ("room.ac.t_individual", "room.ac.t_individual_one");

/// `2 tập thể, 8 cá nhân`; turns where a kind has nothing else. Empty when there is nothing to count.
pub(super) fn counted(collective: Figures, individual: Figures, words: &Words) -> String {
    let part = |f: Figures, heads: Said, turns: Said| {
        let ((many, one), figure) = if f.heads == Figure::None { (turns, f.turns) } else { (heads, f.heads) };
        let key = if figure == Figure::Exactly(1) { one } else { many };
        let n = match figure {
            Figure::None => return None,
            Figure::Unknown => "?".to_owned(),
            Figure::Exactly(n) => number::count(n, words.lang),
            Figure::AtLeast(n) => format!("≥ {}", number::count(n, words.lang)),
        };
        Some(words.fill(key, &[("n", &n)]))
    };
    let parts =
        [part(collective, COLLECTIVE, COLLECTIVE_TURNS), part(individual, INDIVIDUAL, INDIVIDUAL_TURNS)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::rows::tests::{grid, words};
    use super::*;

    #[test]
    fn the_title_counts_heads_and_turns_apart() {
        let said = |rows: &[(i64, [&str; 4])]| {
            let (c, i) = figures(&grid(rows));
            counted(c, i, &words())
        };
        let (pv, px) = ("PV01 Tham mưu", "PX03 Công tác đảng");
        assert_eq!(
            said(&[(0, ["Tập thể", "Đội A", "", pv]), (0, ["Cá nhân", "Lê An", "", pv])]),
            "1 tập thể, 1 cá nhân"
        );
        assert_eq!(
            said(&[(0, ["Cá nhân", "Đại úy Lê An", "", pv]), (0, ["Cá nhân", "Lê An", "", px])]),
            "2 cá nhân"
        );
        assert_eq!(said(&[(0, ["Lượt tập thể", "31", "", pv])]), "31 lượt tập thể");
        assert_eq!(said(&[(0, ["Lượt tập thể", "?", "", pv])]), "? lượt tập thể");
        assert_eq!(
            said(&[(0, ["Số cá nhân", "4", "", pv]), (0, ["Số cá nhân", "?", "", px])]),
            "≥ 4 cá nhân"
        );
        assert_eq!(said(&[]), "");
    }
}
