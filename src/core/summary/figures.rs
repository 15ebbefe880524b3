//! Section II, commendations: a sentence a line and the table of lines, from one set of figures.
//! Every figure is taken from `core::count`; each carries the keys of the award rows it counts.
use super::source::{Count, Sited, Source};
use crate::core::award::{AwardRow, LineKind, RecipientKind};
use crate::core::count::{self, Figure, Figures, LineFigures, Scope, Tally};
use crate::core::paper::{Align, Block, Cell, Column, Stated, Table};
use crate::core::quarter::{QuarterFacts, Supplement};

const KINDS: [RecipientKind; 2] = [RecipientKind::Collective, RecipientKind::Individual];

/// A line of the table, or one form of a line that has several.
struct Entry {
    label: String,
    sites: [[Sited; 2]; 2],
}

/// Sentences and table, and the figures the sentences state.
pub(super) fn section(source: &Source<'_>) -> (Vec<Block>, Vec<Stated>) {
    let (mut blocks, mut stated) = own(source);
    for supplement in &source.facts.supplements {
        late(source, supplement, &mut blocks, &mut stated);
    }
    (blocks, stated)
}

/// What came after an earlier period was locked: its sentence and its table, outside the period's own figures.
fn late(source: &Source<'_>, supplement: &Supplement, blocks: &mut Vec<Block>, stated: &mut Vec<Stated>) {
    let facts =
        QuarterFacts { tallies: supplement.tallies.clone(), supplements: Vec::new(), ..source.facts.clone() };
    let rows = source.late().filter(|a| a.supplement == Some(supplement.of));
    let rows: Vec<AwardRow> = rows.map(|a| AwardRow { supplement: None, ..a.clone() }).collect();
    let source = Source::new(&facts, &rows, source.words, source.draft);
    let lines = source.lines(Scope::All);
    if lines.is_empty() {
        return;
    }
    let of = supplement.of.label(source.words.lang);
    let mut own = Vec::new();
    let sentences: Vec<String> = lines.iter().map(|line| sentence(&source, line, &mut own)).collect();
    let what = sentences.join("; ");
    blocks.push(Block::Para(format!("{}.", source.say("late.printed", &[("period", &of), ("what", &what)]))));
    let title = source.say("late.table", &[("period", &of)]);
    let id = format!("bo-sung-{}", supplement.of.code());
    blocks.push(Block::Table(Table { id, title, ..table(&source, &lines) }));
    let name = |s: Stated| Stated { name: format!("late:{}/{}", supplement.of.code(), s.name), ..s };
    stated.extend(own.into_iter().map(name));
}

/// The period's own figures.
fn own(source: &Source<'_>) -> (Vec<Block>, Vec<Stated>) {
    let lines = source.lines(Scope::All);
    if lines.is_empty() {
        return (vec![Block::Para(source.get("paper.award.nothing"))], Vec::new());
    }
    let mut stated = Vec::new();
    let mut blocks = vec![Block::Para(source.get("paper.award.intro"))];
    let sentences: Vec<String> = lines.iter().map(|line| sentence(source, line, &mut stated)).collect();
    let last = sentences.len() - 1;
    for (i, text) in sentences.into_iter().enumerate() {
        blocks.push(Block::Item(format!("{text}{}", if i == last { "." } else { ";" })));
    }
    blocks.push(Block::Table(table(source, &lines)));
    if source.facts.parts.as_ref().is_some_and(crate::core::parts::Parts::added_up) {
        blocks.push(Block::Para(format!("{}.", source.get("parts.added_up"))));
    }
    (blocks, stated)
}

fn sentence(source: &Source<'_>, line: &LineFigures, stated: &mut Vec<Stated>) -> String {
    let who = phrase(source, line, None, [line.collective, line.individual], stated);
    let authorities = authority_names(source, line);
    match line.key.kind {
        LineKind::GoodDeed => source.say("paper.award.good_deed", &[("who", &who)]),
        LineKind::Notice => source.say("paper.award.notice", &[("who", &who)]),
        LineKind::Legal => {
            let [form] = line.forms.as_slice() else {
                let parts = parts(source, line, stated);
                let args = [("who", who.as_str()), ("authorities", &authorities), ("parts", &parts)];
                return source.say("paper.award.legal_many", &args);
            };
            let form = form_name(source, form, true);
            let key = if authorities.is_empty() { "paper.award.legal_bare" } else { "paper.award.legal" };
            source.say(key, &[("who", &who), ("form", &form), ("authorities", &authorities)])
        }
    }
}

/// `Bằng khen: 02 tập thể, 04 cá nhân; Cờ thi đua: 01 tập thể`
fn parts(source: &Source<'_>, line: &LineFigures, stated: &mut Vec<Stated>) -> String {
    let texts: Vec<String> = line
        .forms
        .iter()
        .map(|form| {
            let who = phrase(source, line, Some(form), of_form(source, line, form), stated);
            source.say("paper.award.part", &[("form", &form_name(source, form, false)), ("who", &who)])
        })
        .collect();
    texts.join("; ")
}

/// `02 tập thể, 04 cá nhân`; turns where a line has only turns, or where they say more than the heads.
fn phrase(
    source: &Source<'_>,
    line: &LineFigures,
    form: Option<&str>,
    figures: [Figures; 2],
    stated: &mut Vec<Stated>,
) -> String {
    let mut texts = Vec::new();
    for (kind, figures) in KINDS.into_iter().zip(figures) {
        let word = if kind == RecipientKind::Collective { "collective" } else { "individual" };
        let mut state = |count: Count, what: &str| {
            let site = source.sited(Scope::All, &line.key, form, kind, figures, count);
            let text = source.counted(what, site.figure)?;
            stated.push(Stated { name: site.name, figure: site.figure, rows: site.rows });
            Some(text)
        };
        let heads = state(Count::Heads, word);
        match heads {
            None => texts.extend(state(Count::Turns, &format!("{word}_turns"))),
            Some(heads) if tells_more(figures) => {
                let turns = state(Count::Turns, "turns").unwrap_or_default();
                texts.push(format!("{heads} ({turns})"));
            }
            Some(heads) => texts.push(heads),
        }
    }
    texts.join(", ")
}

/// Do the turns say anything the heads do not?
fn tells_more(figures: Figures) -> bool {
    match (figures.heads, figures.turns) {
        (_, Figure::None | Figure::Unknown) => false,
        (Figure::Exactly(heads), Figure::Exactly(turns) | Figure::AtLeast(turns)) => turns > heads,
        (_, Figure::Exactly(_)) => true,
        (heads, Figure::AtLeast(turns)) => heads.number().is_none_or(|heads| turns > heads),
    }
}

/// Figures of one form on a line.
fn of_form(source: &Source<'_>, line: &LineFigures, form: &str) -> [Figures; 2] {
    KINDS.map(|kind| {
        let of = |t: &&Tally| t.scope == Scope::All && t.line == line.key && t.form == form && t.kind == kind;
        count::figures(source.facts.tallies.iter().filter(of))
    })
}

fn table(source: &Source<'_>, lines: &[LineFigures]) -> Table {
    let mut entries = Vec::new();
    for line in lines {
        let label = line_label(source, line);
        let mut add = |label: String, form: Option<&str>, figures: [Figures; 2]| {
            let site =
                |k: usize, count| source.sited(Scope::All, &line.key, form, KINDS[k], figures[k], count);
            let sites = [0, 1].map(|k| [site(k, Count::Heads), site(k, Count::Turns)]);
            entries.push(Entry { label, sites });
        };
        add(label, None, [line.collective, line.individual]);
        if line.forms.len() > 1 {
            for form in &line.forms {
                let label = source.say("paper.award.of_which", &[("form", &form_name(source, form, false))]);
                add(label, Some(form), of_form(source, line, form));
            }
        }
    }
    let unsplit: Vec<String> =
        lines.iter().filter(|l| l.unsplit > 0).map(|l| line_label(source, l)).collect();
    let mut notes = Vec::new();
    if !unsplit.is_empty() {
        notes.push(source.say("paper.award.unsplit_note", &[("lines", &unsplit.join("; "))]));
    }
    if entries.iter().flat_map(|e| e.sites.iter().flatten()).any(|s| s.figure == Figure::Unknown) {
        notes.push(source.get("paper.award.unknown_note"));
    }
    notes.push(source.get("paper.award.basis_note"));
    Table {
        id: "khen-thuong".to_owned(),
        title: source.get("paper.table.awards"),
        columns: columns(source),
        rows: entries.into_iter().map(row).collect(),
        notes,
        ..Table::default()
    }
}

fn row(entry: Entry) -> Vec<Cell> {
    let figures = entry.sites.into_iter().flatten().map(|site| Cell::Figure(site.figure, site.rows));
    std::iter::once(Cell::Text(entry.label)).chain(figures).collect()
}

fn columns(source: &Source<'_>) -> Vec<Column> {
    let mut columns = vec![Column {
        head: source.get("paper.head.line"),
        group: String::new(),
        align: Align::Left,
        width: 40,
    }];
    for group in ["paper.head.collective", "paper.head.individual"] {
        for head in ["paper.head.heads", "paper.head.turns"] {
            columns.push(Column {
                head: source.get(head),
                group: source.get(group),
                align: Align::Right,
                width: 12,
            });
        }
    }
    columns
}

/// `Bằng khen của Bộ Công an, UBND tỉnh`
pub(super) fn line_label(source: &Source<'_>, line: &LineFigures) -> String {
    match line.key.kind {
        LineKind::GoodDeed => source.get("paper.line.good_deed"),
        LineKind::Notice => source.get("paper.line.notice"),
        LineKind::Legal => {
            let authorities = authority_names(source, line);
            match line.forms.as_slice() {
                [form] if authorities.is_empty() => form_name(source, form, false),
                [form] => {
                    let form = form_name(source, form, false);
                    source.say("paper.line.legal", &[("form", &form), ("authorities", &authorities)])
                }
                _ => source.say("paper.line.legal_many", &[("authorities", &authorities)]),
            }
        }
    }
}

fn authority_names(source: &Source<'_>, line: &LineFigures) -> String {
    let codes: Vec<String> = line.key.authorities.split(',').map(str::to_owned).collect();
    source.facts.catalogue.authority_names(&codes)
}

/// Name of a form; a title stands after "danh hiệu" in a sentence.
fn form_name(source: &Source<'_>, code: &str, sentence: bool) -> String {
    match source.facts.catalogue.form(code) {
        Some(form) if sentence && form.title => source.say("paper.award.title_form", &[("form", &form.name)]),
        Some(form) => form.name.clone(),
        None => code.to_owned(),
    }
}
