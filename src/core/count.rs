//! Counting: turns are not heads, unknown is not zero, one basis is never derived from the other
//! (domain: "Turns are not heads"). Screens and papers take every award figure from here.
use super::award::{Basis, LineKind, RecipientKind};
pub use super::figure::{Figure, Figures};
use super::unit::UnitId;
use serde::{Deserialize, Serialize};

/// A line of the figures: legal forms by authority set; one for good deeds; one for monthly notices.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LineKey {
    /// which kind of line
    pub kind: LineKind,
    /// authority codes, highest first, joined by `,`; empty for good deeds and notices
    pub authorities: String,
}

/// Whose award rows a tally speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// everything in the period (heads distinct over the cluster)
    All,
    /// rows of one unit
    Unit(UnitId),
    /// rows written for the whole cluster, not split by unit
    Unsplit,
}

/// Sums of valid award rows of one scope, line, form, kind and basis, as the store adds them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// whose
    pub scope: Scope,
    /// which line
    pub line: LineKey,
    /// form code; tallies exist per form, and once per line with `form` empty (heads are distinct over the line)
    pub form: String,
    /// collectives or individuals
    pub kind: RecipientKind,
    /// named, heads or turns
    pub basis: Basis,
    /// number of rows
    pub records: i64,
    /// sum of the known quantities (named: number of rows)
    pub known: i64,
    /// rows whose quantity the paper does not say
    pub unknown: i64,
    /// named: distinct recipients; else 0
    pub heads: i64,
}

/// What one basis contributes.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    records: i64,
    known: i64,
    unknown: i64,
    heads: i64,
}

/// The figures of tallies of one line (or one form) and one kind of recipient.
/// Heads = distinct named + rows of basis số; turns = named rows + rows of basis lượt.
pub fn figures<'a>(tallies: impl IntoIterator<Item = &'a Tally>) -> Figures {
    let (mut named, mut heads, mut turns) = (Part::default(), Part::default(), Part::default());
    for t in tallies {
        let part = match t.basis {
            Basis::Named => &mut named,
            Basis::Heads => &mut heads,
            Basis::Turns => &mut turns,
        };
        part.records += t.records;
        part.known += t.known;
        part.unknown += t.unknown;
        part.heads += t.heads;
    }
    Figures {
        heads: one(named.records, named.heads, heads, turns.records),
        turns: one(named.records, named.known, turns, heads.records),
    }
}

/// One figure: the named part, the counted part of its own basis, and how many rows of the other basis hide some.
fn one(named_rows: i64, named: i64, counted: Part, other_rows: i64) -> Figure {
    if named_rows == 0 && counted.records == 0 {
        return Figure::None;
    }
    let sum = named + counted.known;
    if counted.unknown > 0 && sum == 0 {
        return Figure::Unknown;
    }
    if counted.unknown > 0 || other_rows > 0 { Figure::AtLeast(sum) } else { Figure::Exactly(sum) }
}

/// One line of the overview and of the report: its name's parts and its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFigures {
    /// which line
    pub key: LineKey,
    /// codes of the forms on it in this period, in the order of the tallies (the store adds them in catalogue order)
    pub forms: Vec<String>,
    /// collectives
    pub collective: Figures,
    /// individuals
    pub individual: Figures,
    /// rows on it written for the whole cluster
    pub unsplit: i64,
}

/// The lines of a scope, in the order legal forms (highest authority first), good deeds, notices.
/// `order` gives the authority codes, highest first.
pub fn lines(tallies: &[Tally], scope: Scope, order: &[String]) -> Vec<LineFigures> {
    let mut keys: Vec<&LineKey> = tallies.iter().filter(|t| t.scope == scope).map(|t| &t.line).collect();
    // the codes too: authorities out of the catalogue all rank last, and equal lines must stand together to be one
    keys.sort_by_key(|k| (k.kind, rank(&k.authorities, order), &k.authorities));
    keys.dedup();
    keys.into_iter()
        .map(|key| {
            let of = |kind: RecipientKind| {
                figures(tallies.iter().filter(move |t| {
                    t.scope == scope && t.form.is_empty() && t.line == *key && t.kind == kind
                }))
            };
            let mut forms: Vec<String> = Vec::new();
            for t in tallies.iter().filter(|t| t.scope == scope && t.line == *key && !t.form.is_empty()) {
                if !forms.contains(&t.form) {
                    forms.push(t.form.clone());
                }
            }
            let unsplit = tallies
                .iter()
                .filter(|t| t.scope == Scope::Unsplit && t.form.is_empty() && t.line == *key)
                .map(|t| t.records)
                .sum();
            LineFigures {
                key: key.clone(),
                forms,
                collective: of(RecipientKind::Collective),
                individual: of(RecipientKind::Individual),
                unsplit,
            }
        })
        .collect()
}

fn rank(authorities: &str, order: &[String]) -> Vec<usize> {
    authorities.split(',').map(|code| order.iter().position(|o| o == code).unwrap_or(usize::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Basis::{Heads, Named, Turns};
    use RecipientKind::{Collective, Individual};

    fn legal(authorities: &str) -> LineKey {
        LineKey { kind: LineKind::Legal, authorities: authorities.into() }
    }

    fn line(kind: LineKind) -> LineKey {
        LineKey { kind, authorities: String::new() }
    }

    /// `known` over one row; a named tally has as many rows, all of different people.
    fn tally(line: &LineKey, kind: RecipientKind, basis: Basis, known: i64) -> Tally {
        let named = if basis == Named { known } else { 0 };
        let records = if basis == Named { known } else { 1 };
        Tally {
            scope: Scope::All,
            line: line.clone(),
            form: String::new(),
            kind,
            basis,
            records,
            known,
            unknown: 0,
            heads: named,
        }
    }

    fn unknown(basis: Basis) -> Tally {
        Tally { unknown: 1, ..tally(&line(LineKind::Notice), Collective, basis, 0) }
    }

    fn both(heads: Figure, turns: Figure) -> Figures {
        Figures { heads, turns }
    }

    /// The Q2/2021 case of domain.md, 1: 2/4 in heads only, 10/47 named, 31 collective turns.
    #[test]
    fn the_case_prints_two_four_ten_fortyseven_and_thirtyone() {
        use Figure::{Exactly, None};
        let (papers, deeds, notices) = (legal("bca,ubnd"), line(LineKind::GoodDeed), line(LineKind::Notice));
        let mut tallies = vec![
            tally(&notices, Collective, Turns, 10),
            tally(&notices, Collective, Turns, 12),
            tally(&notices, Collective, Turns, 9),
            tally(&papers, Individual, Heads, 4),
            tally(&deeds, Collective, Named, 10),
            tally(&deeds, Individual, Named, 47),
            tally(&papers, Collective, Heads, 2),
        ];
        // the same rows again by form, and those without a unit: must not be counted twice
        let mut by_form = tallies.clone();
        for t in &mut by_form {
            t.form = "f".into();
        }
        let mut unsplit: Vec<Tally> = tallies.iter().filter(|t| t.line == papers).cloned().collect();
        for t in &mut unsplit {
            t.scope = Scope::Unsplit;
        }
        tallies.extend(by_form);
        tallies.extend(unsplit);

        let order = ["bca", "ubnd", "giam_doc"].map(str::to_owned);
        let lines = lines(&tallies, Scope::All, &order);
        let shown: Vec<_> =
            lines.iter().map(|l| (l.key.kind, l.collective, l.individual, l.unsplit)).collect();
        assert_eq!(
            shown,
            [
                (LineKind::Legal, both(Exactly(2), None), both(Exactly(4), None), 2),
                (LineKind::GoodDeed, both(Exactly(10), Exactly(10)), both(Exactly(47), Exactly(47)), 0),
                (LineKind::Notice, both(None, Exactly(31)), both(None, None), 0),
            ]
        );
        assert_eq!(lines[0].forms, ["f"]);
    }

    #[test]
    fn a_person_named_twice_is_one_head_and_two_turns() {
        let deeds = line(LineKind::GoodDeed);
        let mut twice = tally(&deeds, Individual, Named, 3);
        twice.heads = 2;
        assert_eq!(figures([&twice]), both(Figure::Exactly(2), Figure::Exactly(3)));
        let plus = tally(&deeds, Individual, Heads, 5);
        assert_eq!(figures([&twice, &plus]), both(Figure::Exactly(7), Figure::AtLeast(3)));
    }

    #[test]
    fn unknown_is_a_question_alone_and_at_least_beside_a_number() {
        assert_eq!(figures([&unknown(Turns)]), both(Figure::None, Figure::Unknown));
        assert_eq!(figures([&unknown(Heads)]), both(Figure::Unknown, Figure::None));
        let known = tally(&line(LineKind::Notice), Collective, Turns, 9);
        assert_eq!(figures([&unknown(Turns), &known]), both(Figure::None, Figure::AtLeast(9)));
        let named = tally(&line(LineKind::Notice), Collective, Named, 2);
        assert_eq!(figures([&unknown(Turns), &named]), both(Figure::AtLeast(2), Figure::AtLeast(2)));
    }

    #[test]
    fn mixed_bases_are_at_least_and_never_added() {
        let notices = line(LineKind::Notice);
        let (heads, turns) = (tally(&notices, Collective, Heads, 4), tally(&notices, Collective, Turns, 31));
        assert_eq!(figures([&heads, &turns]), both(Figure::AtLeast(4), Figure::AtLeast(31)));
        assert_eq!(figures([]), Figures::default());
        assert_eq!(figures([&unknown(Heads), &turns]), both(Figure::Unknown, Figure::AtLeast(31)));
    }

    #[test]
    fn lines_stand_by_authority_once_each_even_outside_the_catalogue() {
        let row = |authorities: &str| tally(&legal(authorities), Collective, Heads, 1);
        let tallies = ["xa", "huyen", "xa", "ubnd", "bca,ubnd", "bca", "huyen"].map(row);
        let order = ["bca", "ubnd"].map(str::to_owned);
        let lines = lines(&tallies, Scope::All, &order);
        let keys: Vec<_> = lines.iter().map(|l| l.key.authorities.as_str()).collect();
        assert_eq!(keys, ["bca", "bca,ubnd", "ubnd", "huyen", "xa"]);
        assert_eq!(lines[4].collective.heads, Figure::Exactly(2));
    }
}
