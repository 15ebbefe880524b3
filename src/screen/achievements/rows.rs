//! Rows of the recipients' grid and recipients of the register: what a typed row means, and what the rows count to.
//! Pure: it reads texts and answers with recipients or with the cell that is wrong; it draws nothing.
use super::units::{Scope, Units};
use crate::core::award::{Basis, Party, Recipient, RecipientKind};
use crate::core::list::Who;
use crate::core::number;
use crate::core::person;
use crate::core::problem::Problem;
use crate::core::text;
use crate::core::unit::UnitId;
use crate::core::words::Words;
use crate::kit::grid::Grid;
use crate::kit::pick::Choice;

/// Id of the grid in the form.
pub(super) const GRID: &str = "people";
/// Ids of its columns.
pub(super) const SORT: &str = "sort";
/// name, or number of a count row
pub(super) const NAME: &str = "name";
/// post
pub(super) const POST: &str = "post";
/// unit, or the whole cluster
pub(super) const UNIT: &str = "unit";

/// What a row is: whom it names, or what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sort {
    /// what may be typed for it: TT, CN …
    pub(super) code: &'static str,
    word: &'static str,
    /// collectives or individuals
    pub(super) kind: RecipientKind,
    /// named, or how it counts
    pub(super) basis: Basis,
}

const fn sort(code: &'static str, word: &'static str, kind: RecipientKind, basis: Basis) -> Sort {
    Sort { code, word, kind, basis }
}

/// All sorts of rows, in the order of the list.
pub(super) const SORTS: [Sort; 6] = [
    sort("TT", "room.ac.sort_collective", RecipientKind::Collective, Basis::Named),
    sort("CN", "room.ac.sort_individual", RecipientKind::Individual, Basis::Named),
    sort("STT", "room.ac.sort_heads_collective", RecipientKind::Collective, Basis::Heads),
    sort("SCN", "room.ac.sort_heads_individual", RecipientKind::Individual, Basis::Heads),
    sort("LTT", "room.ac.sort_turns_collective", RecipientKind::Collective, Basis::Turns),
    sort("LCN", "room.ac.sort_turns_individual", RecipientKind::Individual, Basis::Turns),
];

/// The sort of that kind and basis.
pub(super) fn sort_of(kind: RecipientKind, basis: Basis) -> Sort {
    SORTS.into_iter().find(|s| s.kind == kind && s.basis == basis).unwrap_or(SORTS[0])
}

/// The label of a sort.
pub(super) fn label(sort: Sort, words: &Words) -> String {
    words.get(sort.word).to_owned()
}

/// Sorts as options of the column.
pub(super) fn choices(words: &Words) -> Vec<Choice> {
    SORTS.iter().map(|s| (s.code.to_owned(), label(*s, words))).collect()
}

/// The sort a cell names.
pub(super) fn read_sort(grid: &Grid, cell: &str) -> Option<Sort> {
    let code = grid.code(SORT, cell)?;
    SORTS.into_iter().find(|s| s.code == code)
}

/// A recipient as its cells: sort, name or number, post, unit.
pub(super) fn cells(r: &Recipient, units: &Units, words: &Words) -> Vec<String> {
    let name = match (r.basis, r.quantity) {
        (Basis::Named, _) => full_name(&r.rank, &r.name),
        (_, Some(n)) => n.to_string(),
        (_, None) => "?".to_owned(),
    };
    let unit = r.unit.map_or_else(|| units.whole.clone(), |id| units.label(id));
    vec![label(sort_of(r.kind, r.basis), words), name, r.post.clone(), unit]
}

/// `Thiếu tá Nguyễn Văn Ấn`; the name alone where there is no rank.
pub(super) fn full_name(rank: &str, name: &str) -> String {
    if rank.is_empty() { name.to_owned() } else { format!("{rank} {name}") }
}

/// A cell that cannot be read: row among those that hold something, column, sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) row: usize,
    pub(super) column: &'static str,
    pub(super) problem: Problem,
}

/// What is needed to understand a row beside its texts.
pub(super) struct Known<'a> {
    /// units of the period
    pub(super) units: &'a Units,
    /// rows as they were read from the register
    pub(super) old: &'a [Recipient],
    /// names chosen from the list of those already in the register
    pub(super) picked: &'a [Party],
    pub(super) words: &'a Words,
    /// what was said about pasted rows
    pub(super) marks: &'a [Mark],
}

/// What was decided about a pasted row: it holds while the row keeps its kind, unit and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// hidden id of the row in the grid, below zero: the register has not seen it
    pub(super) id: i64,
    pub(super) kind: RecipientKind,
    pub(super) unit: Option<UnitId>,
    /// as `text::same_key`
    pub(super) name: String,
    pub(super) who: Who,
}

/// The rows that say something, as recipients, each with its place in the grid. A new row that holds nothing but what was
/// repeated from above (sort and unit) says nothing.
pub(super) fn read(grid: &Grid, known: &Known<'_>) -> Result<Vec<(usize, Recipient)>, Wrong> {
    let mut out = Vec::new();
    for (row, (id, texts)) in grid.rows().into_iter().enumerate() {
        if id <= 0 && says_nothing(&texts) {
            continue;
        }
        let recipient = one(grid, known, id, &texts).map_err(|(column, problem)| Wrong {
            row,
            column,
            problem: problem.num("row", row as i64 + 1),
        })?;
        out.push((row, recipient));
    }
    once(&mut out);
    Ok(out)
}

/// One answer "another" holds for one typed row: a second of that name in that unit is a question of its own.
fn once(rows: &mut [(usize, Recipient)]) {
    let mut told: Vec<(UnitId, String)> = Vec::new();
    for (_, row) in rows.iter_mut().filter(|(_, r)| r.id == 0 && r.another) {
        let key = (row.unit.unwrap_or_default(), text::same_key(&row.name));
        if told.contains(&key) {
            row.another = false;
        }
        told.push(key);
    }
}

pub(super) fn says_nothing(texts: &[String]) -> bool {
    let empty = |n: usize| texts.get(n).is_none_or(String::is_empty);
    empty(1) && empty(2)
}

fn one(
    grid: &Grid,
    known: &Known<'_>,
    id: i64,
    texts: &[String],
) -> Result<Recipient, (&'static str, Problem)> {
    let text = |n: usize| texts.get(n).map_or("", String::as_str);
    let sort = read_sort(grid, text(0)).ok_or((SORT, Problem::new("room.ac.e_sort")))?;
    let old = known.old.iter().find(|o| o.id == id && id > 0);
    let scope = match grid.code(UNIT, text(3)) {
        Some(code) => known.units.scope(&code),
        None if text(3).is_empty() => None,
        None => return Err((UNIT, Problem::new("room.ac.e_unit_unknown").text("text", text(3)))),
    };
    let mut recipient = Recipient {
        id: id.max(0),
        kind: sort.kind,
        basis: sort.basis,
        achievement: old.and_then(|o| o.achievement),
        ..Recipient::default()
    };
    if sort.basis != Basis::Named {
        recipient.quantity = count_of(text(1)).map_err(|p| (NAME, p))?;
        recipient.unit = match scope.ok_or((UNIT, Problem::new("room.ac.e_count_unit")))? {
            Scope::Unit(unit) => Some(unit),
            Scope::Whole => None,
        };
        return Ok(recipient);
    }
    name(&mut recipient, known, old, text(1))?;
    recipient.post = text::line(text(2));
    recipient.unit = match scope {
        Some(Scope::Unit(unit)) => Some(unit),
        Some(Scope::Whole) => return Err((UNIT, Problem::new("room.ac.e_named_whole"))),
        None => return Err((UNIT, Problem::new("room.ac.e_unit").text("name", recipient.name.clone()))),
    };
    recipient.quantity = Some(1);
    let key = text::same_key(&recipient.name);
    let chosen = known
        .picked
        .iter()
        .find(|p| p.kind == recipient.kind && p.unit == recipient.unit && text::same_key(&p.name) == key);
    recipient.party = chosen.map(|p| p.id).or(old.and_then(|o| o.party));
    let fits =
        |m: &&Mark| m.id == id && m.kind == recipient.kind && m.unit == recipient.unit && m.name == key;
    match known.marks.iter().find(fits).map(|m| m.who) {
        Some(Who::Same(party)) => recipient.party = Some(party),
        Some(Who::Another) => recipient.another = true,
        Some(Who::Unasked) | None => {}
    }
    Ok(recipient)
}

/// Rank and name out of one cell. A row that was not touched keeps both as they were written.
fn name(
    recipient: &mut Recipient,
    known: &Known<'_>,
    old: Option<&Recipient>,
    typed: &str,
) -> Result<(), (&'static str, Problem)> {
    if let Some(old) = old
        && old.kind == recipient.kind
        && old.basis == recipient.basis
        && cells(old, known.units, known.words).get(1).is_some_and(|c| text::line(c) == typed)
    {
        recipient.name.clone_from(&old.name);
        recipient.rank.clone_from(&old.rank);
        return Ok(());
    }
    if recipient.kind == RecipientKind::Individual {
        let (rank, name) = person::split_rank(typed);
        recipient.rank = rank.unwrap_or_default().to_owned();
        recipient.name = name;
    } else {
        recipient.name = text::line(typed);
    }
    if !recipient.name.is_empty() {
        return Ok(());
    }
    let key = if recipient.rank.is_empty() { "room.ac.e_name" } else { "room.ac.e_only_rank" };
    Err((NAME, Problem::new(key).text("text", recipient.rank.clone())))
}

/// The named rows of a grid as far as they can be read: kind, unit, name.
pub(super) fn named(grid: &Grid, units: &Units) -> Vec<(RecipientKind, UnitId, String)> {
    let one = |texts: &[String]| {
        let sort = read_sort(grid, texts.first()?).filter(|s| s.basis == Basis::Named)?;
        let code = grid.code(UNIT, texts.get(3)?)?;
        let Some(Scope::Unit(unit)) = units.scope(&code) else { return None };
        Some((sort.kind, unit, person::split_rank(texts.get(1)?).1))
    };
    grid.rows().iter().filter_map(|(_, texts)| one(texts)).filter(|(.., name)| !name.is_empty()).collect()
}

/// `31`, `1.970`, `31 lượt`; `?` and `nhiều lượt` are unknown. Zero is no count: the row goes, or the number is unknown.
pub(super) fn count_of(typed: &str) -> Result<Option<i64>, Problem> {
    let clean = text::line(typed);
    let folded = text::fold(&clean);
    if clean == "?" || folded.starts_with("nhieu") {
        return Ok(None);
    }
    if clean.is_empty() {
        return Err(Problem::new("room.ac.e_count_empty"));
    }
    let digits: String = clean.chars().take_while(|c| !c.is_alphabetic()).collect();
    let number = if digits.trim().is_empty() { clean.as_str() } else { digits.trim() };
    match number::parse_count(number)? {
        0 => Err(Problem::new("room.ac.e_count_zero")),
        n => Ok(Some(n)),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::core::unit::Unit;
    use crate::core::words::Lang;
    use crate::kit::grid::GridColumn;

    pub(crate) fn words() -> Words {
        Words::load(Lang::Vi)
    }

    fn units() -> Units {
        let unit =
            |id, code: &str, name: &str| Unit { id, code: code.into(), name: name.into(), ..Unit::default() };
        Units::of(vec![unit(1, "PV01", "Phòng Tham mưu"), unit(2, "PX03", "Phòng Công tác đảng")], &words())
    }

    pub(crate) fn grid(rows: &[(i64, [&str; 4])]) -> Grid {
        let mut grid = Grid::new(
            GRID,
            vec![
                GridColumn::choice(SORT, "room.ac.col_sort", choices(&words())),
                GridColumn::combo(NAME, "room.ac.col_name", Vec::new(), true),
                GridColumn::line(POST, "room.ac.col_post"),
                GridColumn::combo(UNIT, "room.ac.col_unit", units().choices(), false),
            ],
        );
        grid.fill(rows.iter().map(|(id, c)| (*id, c.iter().map(|c| (*c).to_owned()).collect())).collect());
        grid
    }

    fn read_all(
        rows: &[(i64, [&str; 4])],
        old: &[Recipient],
        picked: &[Party],
    ) -> Result<Vec<Recipient>, Wrong> {
        let (units, words) = (units(), words());
        let known = Known { units: &units, old, picked, words: &words, marks: &[] };
        read(&grid(rows), &known).map(|rows| rows.into_iter().map(|(_, r)| r).collect())
    }

    #[test]
    fn rank_and_name_are_typed_in_one_cell_and_kept_apart() {
        let read = read_all(
            &[
                (0, ["Cá nhân", "Th/tá Nguyễn Văn Ấn", "Phó đội trưởng", "PX03 Công tác đảng"]),
                (0, ["Tập thể", "Đội Tham mưu tổng hợp", "", "pv01 tham mưu"]),
                (0, ["Cá nhân", "", "", "PX03 Công tác đảng"]),
            ],
            &[],
            &[],
        )
        .unwrap();
        assert_eq!(read.len(), 2, "a row that only repeats sort and unit says nothing");
        assert_eq!(
            (read[0].rank.as_str(), read[0].name.as_str(), read[0].unit),
            ("Thiếu tá", "Nguyễn Văn Ấn", Some(2))
        );
        assert_eq!(
            (read[1].rank.as_str(), read[1].name.as_str(), read[1].unit),
            ("", "Đội Tham mưu tổng hợp", Some(1))
        );
    }

    #[test]
    fn count_rows_take_numbers_words_and_the_unknown() {
        let whole = units().whole.clone();
        let rows = [
            (0, ["STT", "2", "", whole.as_str()]),
            (0, ["Lượt tập thể", "31 lượt", "", "PV01 Tham mưu"]),
            (0, ["Lượt cá nhân", "nhiều lượt", "", whole.as_str()]),
            (0, ["Số cá nhân", "1.970", "", whole.as_str()]),
        ];
        let read = read_all(&rows, &[], &[]).unwrap();
        let got: Vec<_> = read.iter().map(|r| (r.basis, r.quantity, r.unit)).collect();
        assert_eq!(
            got,
            [
                (Basis::Heads, Some(2), None),
                (Basis::Turns, Some(31), Some(1)),
                (Basis::Turns, None, None),
                (Basis::Heads, Some(1970), None)
            ]
        );
    }

    #[test]
    fn what_cannot_be_read_names_its_cell() {
        for (row, column, key) in [
            (["Cá nhân", "Đại úy", "", "PV01 Tham mưu"], NAME, "room.ac.e_only_rank"),
            (["Cá nhân", "Lê An", "", ""], UNIT, "room.ac.e_unit"),
            (["Cá nhân", "Lê An", "", "PX99"], UNIT, "room.ac.e_unit_unknown"),
            (["Cá nhân", "Lê An", "", "Toàn cụm, chưa tách"], UNIT, "room.ac.e_named_whole"),
            (["", "Lê An", "", "PV01 Tham mưu"], SORT, "room.ac.e_sort"),
            (["Số cá nhân", "0", "", "PV01 Tham mưu"], NAME, "room.ac.e_count_zero"),
            (["Số cá nhân", "4", "", ""], UNIT, "room.ac.e_count_unit"),
            (["Số cá nhân", "-4", "", "PV01 Tham mưu"], NAME, "problem.count_negative"),
            (["Số cá nhân", "bốn", "", "PV01 Tham mưu"], NAME, "problem.number_unreadable"),
        ] {
            let wrong = read_all(&[(0, row)], &[], &[]).unwrap_err();
            assert_eq!((wrong.row, wrong.column, wrong.problem.key), (0, column, key), "{row:?}");
        }
    }

    #[test]
    fn an_untouched_row_keeps_its_rank_and_its_identity() {
        let old = Recipient {
            id: 7,
            kind: RecipientKind::Individual,
            quantity: Some(1),
            party: Some(3),
            name: "Lê An".into(),
            rank: "Thượng tá (QNCN)".into(),
            unit: Some(1),
            achievement: Some(9),
            ..Recipient::default()
        };
        let same = read_all(
            &[(7, ["Cá nhân", "Thượng tá (QNCN) Lê An", "", "PV01 Tham mưu"])],
            std::slice::from_ref(&old),
            &[],
        );
        assert_eq!(same.unwrap(), std::slice::from_ref(&old));
        let other = read_all(&[(7, ["Cá nhân", "Đại tá Lê An", "", "PV01 Tham mưu"])], &[old], &[]).unwrap();
        assert_eq!((other[0].rank.as_str(), other[0].achievement), ("Đại tá", Some(9)));
    }

    #[test]
    fn a_name_chosen_from_the_list_is_that_person_in_that_unit_only() {
        let party = Party {
            id: 5,
            kind: RecipientKind::Individual,
            name: "Lê An".into(),
            rank: "Đại úy".into(),
            post: String::new(),
            unit: Some(1),
            last: None,
        };
        let row = |unit| [(0, ["Cá nhân", "Đại úy Lê An", "", unit])];
        assert_eq!(
            read_all(&row("PV01 Tham mưu"), &[], std::slice::from_ref(&party)).unwrap()[0].party,
            Some(5)
        );
        assert_eq!(read_all(&row("PX03 Công tác đảng"), &[], &[party]).unwrap()[0].party, None);
    }
}
