//! The lines of a list among their neighbours: what a heading hands down, whether a unit's name is a heading or a recipient,
//! where the signatures begin.
use super::cut::{self, Mark, Record};
use super::heads::{self, Part};
use super::row::{self, Draft, Shape, Where};
use super::{Doubt, Fate, List, ListLine, ListRow, Place, Skip, What, Who};
use crate::core::award::{Basis, RecipientKind};
use crate::core::limit;
use crate::core::locate::Names;
use crate::core::unit::UnitId;

/// A record with its first reading.
enum Read {
    Skipped(Skip),
    Shape(Mark, Shape),
}

/// What headings have said last.
#[derive(Default)]
struct Under {
    kind: Option<(RecipientKind, Mark)>,
    place: Option<(Where, Mark)>,
    /// was the unit said below the kind?
    unit_inside: bool,
    /// the unit of the row above
    above: Option<UnitId>,
}

impl Under {
    fn kind(&mut self, kind: RecipientKind, mark: Mark) {
        if self.place.as_ref().is_some_and(|(_, m)| *m > mark) || (self.kind.is_some() && self.unit_inside) {
            self.place = None;
        }
        self.unit_inside = false;
        self.kind = Some((kind, mark));
    }
    fn unit(&mut self, place: Where, mark: Mark) {
        if self.kind.is_some_and(|(_, m)| m > mark)
            || (self.place.is_some() && self.kind.is_some() && !self.unit_inside)
        {
            self.kind = None;
        }
        self.unit_inside = self.kind.is_some();
        self.place = Some((place, mark));
    }
}

/// The list of these records.
pub(super) fn settle(records: &[Record], names: &Names) -> List {
    let mut list = List::default();
    let reads = first_reading(records, names, &mut list);
    let mut under = Under::default();
    for (n, (record, read)) in records.iter().zip(&reads).enumerate() {
        let what = match read {
            Read::Skipped(skip) => What::Skipped(*skip),
            Read::Shape(mark, shape) => {
                let next = reads.get(n + 1..).unwrap_or_default();
                let from = list.rows.len();
                take(&mut list, &mut under, record, (*mark, shape), next);
                let rows = list.rows.len() - from;
                if rows == 0 { What::Heading } else { What::Rows(rows) }
            }
        };
        let text = record.cells.iter().filter(|c| !c.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
        list.lines.push(ListLine { at: record.at, lines: record.lines, text, what });
    }
    list
}

/// Each record by itself.
fn first_reading(records: &[Record], names: &Names, list: &mut List) -> Vec<Read> {
    let headed = records.iter().any(|r| heads::is_head(&r.cells));
    let data: Vec<&Record> = records.iter().filter(|r| heads::skip(r, true).is_none()).collect();
    let mut plan = if headed { None } else { heads::by_content(&data, names) };
    if let Some(plan) = &plan {
        extras(list, plan, data.first().map_or(&[], |r| r.cells.as_slice()));
    }
    let (mut begun, mut signed) = (false, false);
    let mut out = Vec::new();
    for record in records {
        out.push(if record.cells.iter().any(|c| c.chars().count() > limit::LINE) {
            Read::Skipped(Skip::Long)
        } else if let Some(skip) = heads::skip(record, begun) {
            if skip == Skip::Head && heads::is_head(&record.cells) {
                let new = heads::plan_of(&record.cells);
                if plan.as_ref() != Some(&new) {
                    extras(list, &new, &record.cells);
                }
                plan = Some(new);
            }
            signed = skip == Skip::Signature || (signed && skip != Skip::Head && skip != Skip::Title);
            Read::Skipped(skip)
        } else {
            let (mark, shape) = one(record, plan.as_deref(), names);
            if signed && !matches!(mark, Mark::Roman | Mark::Letter | Mark::Arabic) && !placed(&shape) {
                Read::Skipped(Skip::Signature)
            } else if headed && plan.is_none() && above_heads(record, &shape) {
                Read::Skipped(Skip::Title)
            } else {
                (begun, signed) = (true, false);
                Read::Shape(mark, shape)
            }
        });
    }
    out
}

/// Does a row say whose it is? Signers do not.
fn placed(shape: &Shape) -> bool {
    matches!(shape, Shape::Rows(drafts) if drafts.iter().any(|d| d.place != Where::Unsaid))
}

/// Above the heads of a table: words that say nothing, and lines in capitals that are no heading of a kind.
fn above_heads(record: &Record, shape: &Shape) -> bool {
    let loud = !record.cells.iter().any(|c| c.chars().any(char::is_lowercase));
    matches!(shape, Shape::Words(_)) || (loud && !matches!(shape, Shape::Kind { .. }))
}

fn extras(list: &mut List, plan: &[Option<Part>], cells: &[String]) {
    for (part, cell) in plan.iter().zip(cells) {
        if *part == Some(Part::Extra) && !cell.is_empty() && !list.extra.contains(cell) {
            list.extra.push(cell.clone());
        }
    }
}

/// A record by itself: its numbering, and what it says.
fn one(record: &Record, plan: Option<&[Option<Part>]>, names: &Names) -> (Mark, Shape) {
    let full: Vec<&str> = record.cells.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
    let first = record.cells.first().map_or("", String::as_str);
    let numbered = record.tabbed
        && full.len() > 1
        && (first.parse::<u32>().is_ok()
            || cut::mark(&format!("{first}. x")).0 != Mark::None && first.chars().count() <= 4);
    let (mark, rest): (Mark, Vec<&str>) = if numbered {
        let closed = if first.ends_with(['.', ')', '/']) { first.to_owned() } else { format!("{first}.") };
        (cut::mark(&format!("{closed} x")).0, full.iter().skip(1).copied().collect())
    } else {
        (Mark::None, full.clone())
    };
    let name = plan.and_then(|p| p.iter().position(|part| *part == Some(Part::Name)));
    let person = name.and_then(|n| record.cells.get(n)).is_some_and(|c| row::is_person(c, names));
    if !record.tabbed || (rest.len() <= 1 && !person) {
        let text = rest.join(" ");
        let (own, bare) = cut::mark(&text);
        let mark = if mark == Mark::None { own } else { mark };
        return (mark, row::free(bare, names));
    }
    match plan.filter(|p| p.len() + 2 >= record.cells.len()) {
        Some(plan) => (mark, row::planned(&record.cells, plan, names)),
        None => (mark, row::free(&rest.join(" ; "), names)),
    }
}

/// A shape among its neighbours.
fn take(list: &mut List, under: &mut Under, record: &Record, (mark, shape): (Mark, &Shape), next: &[Read]) {
    match shape {
        Shape::Rows(drafts) => {
            for draft in drafts {
                let row = settled(draft, record.at, under);
                if let Some(Place::Unit(id)) = row.place {
                    under.above = Some(id);
                }
                list.rows.push(row);
            }
        }
        Shape::Kind { kind, place, count } => {
            if let Some(count) = count
                && !leads(next, None)
            {
                let draft = row::counted(*count, Some(*kind), place.clone());
                list.rows.push(settled(&draft, record.at, under));
                return;
            }
            under.kind(*kind, mark);
            if *place != Where::Unsaid {
                under.unit(place.clone(), mark);
                under.kind = Some((*kind, mark));
            }
        }
        Shape::Unit { place, text, colon } => {
            let persons = under.kind.is_some_and(|(k, _)| k == RecipientKind::Individual);
            let heading =
                *colon || persons || matches!(mark, Mark::Roman | Mark::Letter) || leads(next, Some(mark));
            let heading = heading && next.iter().any(|r| matches!(r, Read::Shape(..)));
            if heading {
                under.unit(place.clone(), mark);
                return;
            }
            let named = row::collective(text, place.clone());
            let mut row = settled(&named, record.at, under);
            // among units it is one of them; before rows with units of their own it might be a title
            let alone = under.kind.is_none_or(|(k, _)| k != RecipientKind::Collective)
                && next.iter().any(|r| matches!(r, Read::Shape(_, Shape::Rows(_))));
            if alone {
                row.doubts.insert(0, Doubt::UnitItself);
            }
            list.rows.push(row);
        }
        Shape::Words(words) => {
            let draft = row::words(words);
            list.rows.push(settled(&draft, record.at, under));
        }
    }
}

/// Does the next line that is no heading of a kind continue what a heading began: a row, and (for a unit) one without a
/// unit of its own?
fn leads(next: &[Read], unit: Option<Mark>) -> bool {
    for read in next {
        let Read::Shape(mark, shape) = read else { continue };
        return match shape {
            Shape::Rows(drafts) if unit.is_some() => drafts.iter().all(|d| d.place == Where::Unsaid),
            Shape::Rows(drafts) => drafts.iter().any(|d| d.basis == Basis::Named),
            Shape::Words(_) => true,
            Shape::Unit { .. } => unit.is_none(),
            // a kind numbered above the unit begins a part of its own
            Shape::Kind { place, .. } if unit.is_some_and(|own| *mark >= own) => *place == Where::Unsaid,
            Shape::Kind { .. } => false,
        };
    }
    false
}

/// A row with what the headings say, and its doubts.
fn settled(draft: &Draft, line: usize, under: &Under) -> ListRow {
    let mut doubts = Vec::new();
    let told = under.kind.map(|(k, _)| k);
    let kind = match (draft.kind, told) {
        (Some(own), Some(told)) if own != told && draft.basis == Basis::Named => {
            doubts.push(Doubt::Kind);
            own
        }
        (Some(own), _) => own,
        (None, Some(told)) => told,
        (None, None) => {
            doubts.push(Doubt::Kind);
            RecipientKind::Individual
        }
    };
    if draft.basis == Basis::Named && draft.name.is_empty() {
        doubts.insert(0, Doubt::NoName);
    }
    let said =
        if draft.place == Where::Unsaid { under.place.as_ref().map(|(w, _)| w) } else { Some(&draft.place) };
    let place = match said {
        Some(Where::Units(ids)) => match ids.as_slice() {
            [one] => Some(Place::Unit(*one)),
            several => {
                doubts.push(Doubt::UnitSeveral(several.to_vec()));
                None
            }
        },
        Some(Where::Whole) if draft.basis != Basis::Named => Some(Place::Whole),
        Some(Where::Unknown(text)) => {
            doubts.push(Doubt::UnitUnknown(text.clone()));
            None
        }
        Some(Where::Whole | Where::Unsaid) | None => {
            doubts.push(match under.above {
                Some(above) if draft.open_unit => Doubt::UnitAbove(above),
                _ => Doubt::NoUnit,
            });
            None
        }
    };
    if !draft.left.is_empty() {
        doubts.push(Doubt::Left(draft.left.join(", ")));
    }
    ListRow {
        line,
        kind,
        basis: draft.basis,
        quantity: draft.quantity,
        name: draft.name.clone(),
        rank: draft.rank.clone(),
        post: draft.post.clone(),
        place,
        doubts,
        who: Who::default(),
        fate: Fate::default(),
    }
}
