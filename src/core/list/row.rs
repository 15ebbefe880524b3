//! The pieces of one line put together: whom it names or counts, and what stood there that has no place.
use super::cut;
use super::heads::Part;
use super::say::{self, Piece, piece};
use crate::core::award::{Basis, RecipientKind};
use crate::core::locate::{Found, Names};
use crate::core::{person, text};

/// Where a line says a recipient belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Where {
    /// it does not say
    Unsaid,
    /// these units, one or more
    Units(Vec<i64>),
    /// the whole cluster
    Whole,
    /// a unit, as written, that nobody knows
    Unknown(String),
}

/// A recipient as its line tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) kind: Option<RecipientKind>,
    pub(super) basis: Basis,
    pub(super) basis_said: bool,
    pub(super) quantity: Option<i64>,
    pub(super) name: String,
    pub(super) rank: String,
    pub(super) post: String,
    pub(super) place: Where,
    /// the unit's cell is there and empty
    pub(super) open_unit: bool,
    /// what has no place
    pub(super) left: Vec<String>,
    /// a rank or a title says that it is a person
    pub(super) person: bool,
}

impl Draft {
    fn new(kind: Option<RecipientKind>, name: &str) -> Self {
        Self {
            kind,
            basis: Basis::Named,
            basis_said: false,
            quantity: Some(1),
            name: name.to_owned(),
            rank: String::new(),
            post: String::new(),
            place: Where::Unsaid,
            open_unit: false,
            left: Vec::new(),
            person: false,
        }
    }
    fn counted(count: say::Count) -> Self {
        Self {
            basis: count.basis.unwrap_or(Basis::Heads),
            basis_said: count.basis.is_some(),
            quantity: count.n,
            ..Self::new(count.kind, "")
        }
    }
}

/// What a line is, before its neighbours are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// recipients
    Rows(Vec<Draft>),
    /// nothing but a unit: a heading, or a collective
    Unit { place: Where, text: String, colon: bool },
    /// a kind, perhaps with a unit and a number: a heading, or a count
    Kind { kind: RecipientKind, place: Where, count: Option<say::Count> },
    /// words that say nothing this form knows
    Words(String),
}

#[derive(Debug, Default)]
struct Line {
    rows: Vec<Draft>,
    kind: Option<RecipientKind>,
    rank: Option<&'static str>,
    place: Option<Where>,
    unit_text: String,
    post: String,
    left: Vec<String>,
    number: Option<i64>,
}

fn place(found: &Found) -> Where {
    Where::Units(found.units.clone())
}

impl Line {
    fn take(&mut self, said: Piece, source: &str) {
        match said {
            Piece::Nothing => {}
            Piece::Kind(kind) => self.kind = Some(kind),
            Piece::Rank(rank) => match self.rows.last_mut() {
                Some(row) if row.kind == Some(RecipientKind::Individual) && row.rank.is_empty() => {
                    rank.clone_into(&mut row.rank);
                    row.person = true;
                }
                _ => self.rank = Some(rank),
            },
            Piece::Person { rank, name } => {
                let mut draft = Draft::new(Some(RecipientKind::Individual), &name);
                let rank = rank.or_else(|| self.rank.take());
                draft.person = rank.is_some();
                rank.unwrap_or_default().clone_into(&mut draft.rank);
                self.rows.push(draft);
            }
            Piece::Collective { name, unit } => match self.rows.last_mut() {
                // behind a person it says where he serves
                Some(row) if row.kind == Some(RecipientKind::Individual) => add(&mut row.post, &name),
                _ => {
                    let mut draft = Draft::new(Some(RecipientKind::Collective), &name);
                    if let Some(found) = unit {
                        draft.place = place(&found);
                    }
                    self.rows.push(draft);
                }
            },
            Piece::Post { post, unit } => {
                if let Some(found) = unit {
                    self.belongs(place(&found), source);
                }
                match self.rows.last_mut() {
                    Some(row) => add(&mut row.post, &post),
                    None => add(&mut self.post, &post),
                }
            }
            Piece::Unit(found) => self.belongs(place(&found), source),
            Piece::Whole => self.belongs(Where::Whole, source),
            Piece::Strange(code) => self.belongs(Where::Unknown(code), source),
            Piece::Count(count) => self.rows.push(Draft::counted(count)),
            Piece::Number(n) => self.number = Some(n),
            Piece::Other(words) => match self.rows.last_mut() {
                Some(row)
                    if row.kind == Some(RecipientKind::Individual)
                        && row.post.is_empty()
                        && row.basis == Basis::Named =>
                {
                    row.post = words;
                }
                Some(row) if row.kind == Some(RecipientKind::Collective) && row.basis == Basis::Named => {
                    row.name = format!("{}, {words}", row.name);
                }
                Some(row) => row.left.push(words),
                None => self.left.push(words),
            },
        }
    }
    /// A unit stands for the names before it that have none; before any, for those that follow.
    fn belongs(&mut self, unit: Where, source: &str) {
        let mut open = self.rows.iter_mut().filter(|r| r.place == Where::Unsaid).peekable();
        if open.peek().is_none() {
            let other = self.place.as_ref().or_else(|| self.rows.last().map(|r| &r.place));
            let both = match (other, &unit) {
                (Some(Where::Units(a)), Where::Units(b)) if a != b => {
                    Some(Where::Units(a.iter().chain(b).copied().collect()))
                }
                (Some(known @ Where::Units(_)), Where::Unknown(_)) => Some(known.clone()),
                _ => None,
            };
            let unit = both.unwrap_or(unit);
            if let Some(row) = self.rows.last_mut() {
                row.place = unit;
            } else {
                self.place = Some(unit);
                add(&mut self.unit_text, source);
            }
            return;
        }
        for row in open {
            row.place = unit.clone();
        }
    }
    fn end(mut self, colon: bool) -> Shape {
        if let (true, Some(n), true) = (self.rows.is_empty(), self.number, self.left.is_empty())
            && (self.kind.is_some() || self.place.is_some())
            && self.rank.is_none()
        {
            let count = say::Count { n: Some(n), kind: self.kind, basis: None };
            match self.kind {
                Some(kind) => {
                    return Shape::Kind {
                        kind,
                        place: self.place.unwrap_or(Where::Unsaid),
                        count: Some(count),
                    };
                }
                None => self.rows.push(Draft::counted(count)),
            }
        }
        if self.rows.is_empty() {
            let bare = self.rank.is_none() && self.post.is_empty() && self.left.is_empty();
            match (self.kind, self.place, bare) {
                (Some(kind), place, true) => {
                    return Shape::Kind { kind, place: place.unwrap_or(Where::Unsaid), count: None };
                }
                (None, Some(place), true) => return Shape::Unit { place, text: self.unit_text, colon },
                (None, None, true) => return Shape::Words(String::new()),
                (None, None, false) if self.rank.is_none() && self.post.is_empty() => {
                    return Shape::Words(self.left.join(", "));
                }
                (kind, place, _) => {
                    // a rank or a post is a person's
                    let kind = kind.or((!bare && (self.rank.is_some() || !self.post.is_empty()))
                        .then_some(RecipientKind::Individual));
                    let mut draft = Draft::new(kind, &self.left.join(", "));
                    draft.place = place.unwrap_or(Where::Unsaid);
                    self.rank.unwrap_or_default().clone_into(&mut draft.rank);
                    draft.post = self.post;
                    draft.person = self.rank.is_some();
                    return Shape::Rows(vec![draft]);
                }
            }
        }
        for row in &mut self.rows {
            if let (Where::Unsaid, Some(place)) = (&row.place, &self.place) {
                row.place = place.clone();
            }
            if row.basis != Basis::Named {
                row.kind = row.kind.or(self.kind);
            } else if let Some(kind) = self.kind {
                row.kind = Some(kind);
            }
        }
        if let Some(first) = self.rows.first_mut() {
            if first.post.is_empty() {
                first.post = self.post;
            }
            first.left.extend(self.left);
        }
        Shape::Rows(self.rows)
    }
}

fn add(to: &mut String, text: &str) {
    if !to.is_empty() {
        to.push_str(", ");
    }
    to.push_str(text);
}

/// A line without columns.
pub(super) fn free(text: &str, names: &Names) -> Shape {
    let colon = text.trim_end().ends_with(':');
    if let Some(kind) = say::heading(text)
        && say::count(text).is_none()
    {
        let n = text.chars().filter(char::is_ascii_digit).collect::<String>();
        let count = say::number(&n).map(|n| say::Count { n: Some(n), kind: Some(kind), basis: None });
        return Shape::Kind { kind, place: Where::Unsaid, count };
    }
    let mut line = Line::default();
    let whole = piece(text, names);
    if matches!(whole, Piece::Unit(_) | Piece::Rank(_) | Piece::Count(_)) {
        line.take(whole, text);
        return line.end(colon);
    }
    for part in cut::pieces(text) {
        for (said, source) in split(&part, names) {
            line.take(said, &source);
        }
    }
    line.end(colon)
}

/// A piece; a code at its end or beginning, and names joined by `và`, are pieces of their own.
fn split(part: &str, names: &Names) -> Vec<(Piece, String)> {
    let said = piece(part, names);
    let alone = |said: Piece| vec![(said, part.to_owned())];
    let is_unit = |w: &str| !w.chars().all(char::is_alphabetic) && crate::core::reading::is_code(w);
    match &said {
        Piece::Person { .. } | Piece::Other(_) | Piece::Post { .. } | Piece::Collective { .. } => {}
        _ => return alone(said),
    }
    if let Some((head, last)) = part.rsplit_once(' ')
        && is_unit(last)
        && !matches!(said, Piece::Collective { .. })
    {
        return vec![(piece(head, names), head.to_owned()), (piece(last, names), last.to_owned())];
    }
    if let Some((first, rest)) = part.split_once(' ')
        && is_unit(first)
    {
        return vec![(piece(first, names), first.to_owned()), (piece(rest, names), rest.to_owned())];
    }
    if let Some((a, b)) = part.split_once(" và ") {
        let both = [piece(a, names), piece(b, names)];
        if both.iter().all(|p| matches!(p, Piece::Person { name, .. } if name.contains(' '))) {
            let [x, y] = both;
            return vec![(x, a.to_owned()), (y, b.to_owned())];
        }
    }
    alone(said)
}

/// A row of a table whose columns are known.
pub(super) fn planned(cells: &[String], plan: &[Option<Part>], names: &Names) -> Shape {
    let mut line = Line::default();
    let mut counts: Vec<(Option<RecipientKind>, Option<Basis>, String)> = Vec::new();
    let (mut unit, mut unit_text, mut posts, mut unit_seen) = (None, String::new(), Vec::new(), false);
    let mut basis = None;
    for (cell, part) in cells.iter().zip(plan) {
        if cell.is_empty() {
            continue;
        }
        match part {
            Some(Part::Number | Part::Extra) => {}
            None => line.take(piece(cell, names), cell),
            Some(Part::Sort) => {
                line.kind = say::heading(cell).or(say::kind(cell));
                basis = text::fold(cell).contains("luot").then_some(Basis::Turns);
            }
            Some(Part::Rank) => match person::split_rank(cell) {
                (Some(rank), rest) => {
                    line.rank = Some(rank);
                    posts.extend((!rest.is_empty()).then_some(rest));
                }
                (None, other) => posts.push(other),
            },
            Some(Part::Name) => named(&mut line, cell, names),
            Some(Part::Count) => counts.push((None, None, cell.clone())),
            Some(Part::Kind(kind, basis)) => counts.push((Some(*kind), *basis, cell.clone())),
            Some(Part::Post) => posts.push(cell.clone()),
            Some(Part::PostUnit) => {
                let pieces = cut::pieces(cell);
                let whole: Vec<bool> =
                    pieces.iter().map(|p| matches!(piece(p, names), Piece::Unit(_))).collect();
                let kept: Vec<String> =
                    pieces.iter().zip(&whole).filter(|(_, w)| !**w).map(|(p, _)| p.clone()).collect();
                unit = names.said(cell).map(|f| place(&f)).or(unit);
                unit_seen = true;
                posts.push(if kept.len() < pieces.len() { kept.join(", ") } else { cell.clone() });
            }
            Some(Part::Unit) => {
                unit_seen = true;
                unit_text.clone_from(cell);
                unit = Some(unit_of(cell, names));
            }
        }
    }
    for (kind, said, cell) in counts {
        let count = say::number(&cell)
            .map(|n| say::Count { n: Some(n), kind: None, basis: None })
            .or_else(|| say::count(&cell));
        match (count, kind) {
            (Some(count), _) => line.rows.push(Draft::counted(say::Count {
                kind: kind.or(count.kind),
                basis: count.basis.or(said).or(basis),
                ..count
            })),
            (None, Some(kind)) => {
                let from = line.rows.len();
                named(&mut line, &cell, names);
                line.rows.iter_mut().skip(from).for_each(|r| r.kind = Some(kind));
            }
            (None, None) => line.left.push(cell),
        }
    }
    finish(line, posts, (unit, unit_text, unit_seen), plan.contains(&Some(Part::Unit)))
}

fn finish(
    mut line: Line,
    posts: Vec<String>,
    (unit, text, seen): (Option<Where>, String, bool),
    column: bool,
) -> Shape {
    let post = posts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
    if line.rows.is_empty() {
        line.post = post;
        line.place = unit.or(line.place);
        line.unit_text = if text.is_empty() { line.unit_text } else { text };
        return line.end(false);
    }
    let shared = line.rows.len() > 1;
    for (n, row) in line.rows.iter_mut().enumerate() {
        if n == 0 || shared {
            if row.basis == Basis::Named {
                row.post = if row.post.is_empty() {
                    post.clone()
                } else {
                    format!("{}, {post}", row.post).trim_end_matches([',', ' ']).to_owned()
                };
            } else if !post.is_empty() {
                row.left.push(post.clone());
            }
        }
        if let Some(unit) = &unit {
            row.place = unit.clone();
        }
        row.open_unit = column && !seen;
    }
    line.end(false)
}

/// A cell of names: one recipient, or several where every part is a person; a unit alone is a collective.
fn named(line: &mut Line, cell: &str, names: &Names) {
    let parts = cut::pieces(cell);
    let said: Vec<(Piece, String)> = parts.iter().flat_map(|p| split(p, names)).collect();
    let people = said.iter().filter(|(p, _)| matches!(p, Piece::Person { .. })).count();
    let placed = |p: &Piece| {
        matches!(
            p,
            Piece::Person { .. }
                | Piece::Unit(_)
                | Piece::Post { .. }
                | Piece::Rank(_)
                | Piece::Strange(_)
                | Piece::Nothing
                | Piece::Collective { .. }
        )
    };
    let first_person =
        matches!(said.first(), Some((Piece::Person { .. } | Piece::Rank(_) | Piece::Nothing, _)));
    if people > 0 && first_person && said.iter().all(|(p, _)| placed(p)) {
        for (piece, source) in said {
            line.take(piece, &source);
        }
        return;
    }
    let whole = piece(cell, names);
    match whole {
        Piece::Person { .. } | Piece::Collective { .. } | Piece::Count(_) => line.take(whole, cell),
        Piece::Unit(found) => {
            let mut draft = Draft::new(Some(RecipientKind::Collective), cell);
            draft.place = place(&found);
            line.rows.push(draft);
        }
        Piece::Number(n) => {
            line.rows.push(Draft::counted(say::Count { n: Some(n), kind: None, basis: None }));
        }
        Piece::Rank(rank) => line.rank = Some(rank),
        Piece::Kind(kind) => line.kind = Some(kind),
        Piece::Nothing => {}
        Piece::Post { .. } | Piece::Strange(_) | Piece::Other(_) | Piece::Whole => {
            let mut draft = Draft::new(None, cell);
            if let Some(rank) = line.rank.take() {
                draft.kind = Some(RecipientKind::Individual);
                rank.clone_into(&mut draft.rank);
                draft.person = true;
            }
            line.rows.push(draft);
        }
    }
}

/// What a cell of the units' column means.
fn unit_of(cell: &str, names: &Names) -> Where {
    if matches!(piece(cell, names), Piece::Whole) {
        return Where::Whole;
    }
    names.find(cell).map_or_else(|| Where::Unknown(cell.to_owned()), |found| place(&found))
}

/// A count row a heading turned out to be.
pub(super) fn counted(count: say::Count, kind: Option<RecipientKind>, place: Where) -> Draft {
    Draft { kind: count.kind.or(kind), place, ..Draft::counted(count) }
}

/// A unit that is itself commended.
pub(super) fn collective(text: &str, place: Where) -> Draft {
    Draft { place, ..Draft::new(Some(RecipientKind::Collective), text) }
}

/// Words of a line that say nothing known: perhaps a name.
pub(super) fn words(words: &str) -> Draft {
    Draft::new(None, words)
}

/// Does the text name one person?
pub(super) fn is_person(text: &str, names: &Names) -> bool {
    matches!(piece(text, names), Piece::Person { .. })
}
