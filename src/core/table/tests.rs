//! Score tables: what is refused and where, texts and files that come back the same, and what passes can be ranked.
use super::*;
use crate::core::award::{Catalogue, RecipientKind};
use crate::core::number::Points;
use crate::core::quarter::QuarterFacts;
use crate::core::score::{
    Cell, CellValue, Class, Criterion, DerivedRule, Formula, RankBy, Round, Rule, SheetLine, Tie,
};
use crate::core::unit::Unit;
use crate::core::words::{Lang, Words};
use crate::core::{sample, standing};
use names::Names;
use proptest::prelude::*;
use typed::{Row, Typed};

fn names(lang: Lang) -> Names {
    Names::new(&Words::load(lang))
}

fn sample_table(code: &str) -> ScoreTable {
    sample::tables().into_iter().find(|(c, _)| c == code).unwrap().1
}

/// The same table with keys by place, as a file has them.
fn placed(table: &ScoreTable) -> ScoreTable {
    let at = |id: i64| table.criteria.iter().position(|c| c.id == id).unwrap() as i64 + 1;
    let criteria =
        table.criteria.iter().map(|c| Criterion { id: at(c.id), parent: c.parent.map(at), ..c.clone() });
    ScoreTable { id: 0, rev: 0, criteria: criteria.collect(), ..table.clone() }
}

fn row(code: &str, text: &str, points: &str, kind: &str, how: &str) -> Row {
    let [code, text, points, kind, how] = [code, text, points, kind, how].map(str::to_owned);
    Row { code, text, points, kind, how, ..Row::default() }
}

fn typed_rows(rows: Vec<Row>) -> Typed {
    let (name, step) = ("Bảng thử".to_owned(), "0,5".to_owned());
    Typed { name, step, formulas: "Mặc định: 50%".to_owned(), rows, ..Typed::default() }
}

/// Row (from 1), column and sentence of everything wrong.
fn said(typed: &Typed) -> Vec<(usize, &'static str, String)> {
    let words = Words::load(Lang::Vi);
    let flaws = typed.read(&Names::new(&words), &sample::catalogue()).flaws;
    flaws.into_iter().map(|f| (f.row.map_or(0, |r| r + 1), f.column, words.say(&f.problem))).collect()
}

#[test]
fn worked_example_a_sample_table_with_one_maximum_changed_is_refused_with_its_place() {
    for (code, sample) in sample::tables() {
        assert_eq!(check::check(&sample), [], "{code}");
        // caps of bonus and deductions are no sums
        for leaf in sample.leaves().filter(|c| c.class == Class::Main) {
            let mut table = sample.clone();
            let own = table.criteria.iter_mut().find(|c| c.id == leaf.id).unwrap();
            own.maximum = Points(own.maximum.0 + 500);
            let flaws = check::check(&table);
            let group = table.criteria.iter().position(|c| Some(c.id) == leaf.parent);
            assert_eq!(
                (flaws.len(), flaws[0].row, flaws[0].column),
                (1, group, "points"),
                "{code} {}",
                leaf.code
            );
            assert_eq!(flaws[0].problem.key, "problem.table.group_sum");
        }
    }
    let mut table = sample_table("mau_1000");
    table.criteria.iter_mut().find(|c| c.code == "II.1").unwrap().maximum = Points(4_500);
    let flaws = check::check(&table);
    let said = Words::load(Lang::Vi).say(&flaws[0].problem);
    assert!(said.starts_with("Nhóm II: các tiêu chí cộng lại 195, nhóm ghi 200"), "{said}");
}

#[test]
fn what_is_wrong_is_told_by_its_place() {
    let group = || row("I", "Nhóm", "10", "", "");
    let leaf = |points: &str, kind: &str, how: &str| row("I.1", "Tiêu chí", points, kind, how);
    let with = |rows: Vec<Row>| said(&typed_rows(rows)).into_iter().map(|f| (f.0, f.1)).collect::<Vec<_>>();
    let one = |points: &str, kind: &str, how: &str| with(vec![group(), leaf(points, kind, how)]);
    assert_eq!(one("10", "chấm thẳng", ""), []);
    assert_eq!(one("10", "Dat / Khong dat", ""), []);
    assert_eq!(one("9", "direct", ""), [(1, "points")]);
    assert_eq!(one("0", "direct", ""), [(1, "points"), (2, "points")]);
    assert_eq!(one("−10", "direct", ""), [(1, "points"), (2, "points")]);
    assert_eq!(one("mười", "direct", ""), [(2, "points")]);
    assert_eq!(one("10", "chấm bừa", ""), [(2, "kind")]);
    assert_eq!(one("10", "direct", "0,5"), [(2, "how")]);
    assert_eq!(one("10", "count", ""), [(2, "how")]);
    assert_eq!(one("10", "count", "0"), [(2, "how")]);
    assert_eq!(one("10", "count", "-1"), [(2, "how")]);
    assert_eq!(one("10", "count", "0,5"), []);
    assert_eq!(one("10", "quantity", ""), []);
    assert_eq!(one("10", "quantity", "mặc định; càng ít càng tốt"), []);
    assert_eq!(one("10", "quantity", "Riêng"), [(2, "how")]);
    assert_eq!(one("10", "derived", ""), [(2, "how")]);
    assert_eq!(one("10", "derived", "Bằng khen, tập thể: 12; giay_khen, cá nhân 4"), []);
    assert_eq!(one("10", "derived", "Bằng khen, tập thể: 12; Bằng khen, TT = 3"), [(2, "how")]);
    assert_eq!(one("10", "derived", "Bằng lái, tập thể: 12"), [(2, "how")]);
    assert_eq!(one("10", "derived", "Bằng khen 12"), [(2, "how")]);
    assert_eq!(with(vec![group()]), [(0, "rows"), (1, "kind")]);
    assert_eq!(with(vec![leaf("10", "direct", "")]), [(1, "level")]);
    let twice = vec![group(), leaf("5", "direct", ""), leaf("5", "direct", "")];
    assert_eq!(with(twice), [(3, "code")]);
    let empty = vec![group(), row("", "", "10", "direct", "")];
    assert_eq!(with(empty), [(2, "code"), (2, "text")]);
    assert_eq!(with(Vec::new()), [(0, "rows")]);
    let deep = |n: usize| {
        let code = |n: usize| (0..n).map(|_| "1").collect::<Vec<_>>().join(".");
        let mut rows: Vec<Row> = (1..n).map(|n| row(&code(n), "Nhóm", "10", "", "")).collect();
        rows.push(row(&code(n), "Tiêu chí", "10", "direct", ""));
        rows
    };
    assert_eq!(with(deep(4)), []);
    assert_eq!(with(deep(5)), [(5, "level")]);
    let mut jump = vec![group(), leaf("10", "direct", "")];
    jump[1].level = "3".into();
    assert_eq!(with(jump), [(2, "level")]);
    let many: Vec<Row> = (0..400).map(|n| row(&format!("I.{n}"), "Tiêu chí", "1", "pass", "")).collect();
    let many: Vec<Row> = [row("I", "Nhóm", "400", "", "")].into_iter().chain(many).collect();
    assert_eq!(with(many), [(0, "rows")]);
}

#[test]
fn settings_are_told_by_their_field() {
    let with = |change: &dyn Fn(&mut Typed)| {
        let mut typed =
            typed_rows(vec![row("I", "Nhóm", "10", "", ""), row("I.1", "Một", "10", "direct", "")]);
        change(&mut typed);
        said(&typed).into_iter().map(|f| (f.0, f.1)).collect::<Vec<_>>()
    };
    assert_eq!(with(&|_| ()), []);
    assert_eq!(with(&|t| t.name = "  ".into()), [(0, "name")]);
    assert_eq!(with(&|t| t.year = "hai".into()), [(0, "year")]);
    assert_eq!(with(&|t| t.year = "1800".into()), [(0, "year")]);
    assert_eq!(with(&|t| t.step = "0".into()), [(0, "step")]);
    assert_eq!(with(&|t| t.by = "may rủi".into()), [(0, "by")]);
    assert_eq!(with(&|t| t.past = "có lẽ".into()), [(0, "past")]);
    assert_eq!(with(&|t| t.formulas = "A: 50%; a: 40%".into()), [(0, "formulas")]);
    assert_eq!(with(&|t| t.formulas = "A: 101%".into()), [(0, "formulas")]);
    assert_eq!(with(&|t| t.formulas = "A".into()), [(0, "formulas")]);
    assert_eq!(with(&|t| t.ties = "thưởng; I; Trừ".into()), []);
    assert_eq!(with(&|t| t.ties = "VII".into()), [(0, "ties")]);
    assert_eq!(with(&|t| t.ties = "I; I".into()), [(0, "ties")]);
}

#[test]
fn bonus_and_deductions_are_capped_not_summed() {
    let rows = |cap: &str, each: &str| {
        typed_rows(vec![
            row("I", "Nhóm", "10", "", ""),
            row("I.1", "Một", "10", "direct", ""),
            row("T", "Thưởng", "5", "nhóm thưởng", ""),
            row("T.1", "Sáng kiến", "4", "count", "2"),
            row("T.2", "Việc khó", "4", "count", "1"),
            row("Tr", "Trừ", cap, "trừ", ""),
            row("Tr.1", "Báo cáo chậm", "-5", "count", each),
            row("Tr.2", "Vi phạm", "30", "direct", ""),
        ])
    };
    let read = rows("20", "0,5").read(&names(Lang::Vi), &sample::catalogue());
    assert_eq!(read.flaws, []);
    let of = |code: &str| read.table.criteria.iter().find(|c| c.code == code).unwrap();
    assert_eq!(
        (of("Tr").minimum, of("Tr").maximum, of("Tr").class),
        (Points(-2000), Points(0), Class::Deduction)
    );
    assert_eq!(of("Tr.1").rule, Some(Rule::Count { each: Points(-50) }), "without a sign it is taken off");
    assert_eq!(of("Tr.2").minimum, Points(-3000));
    assert_eq!(read.table.maximum(), Points(1000));
    assert_eq!(said(&rows("0", "-0,5"))[0].1, "points");
    let mut nested = rows("20", "1");
    nested.rows[5].level = "2".into();
    assert_eq!(said(&nested)[0].1, "kind");
}

#[test]
fn depths_follow_from_codes() {
    let depths = |rows: &[(&str, &str)]| {
        let mut levels = level::Levels::default();
        let vi = names(Lang::Vi);
        rows.iter().map(|(code, kind)| levels.next(None, code, vi.kind(kind).unwrap())).collect::<Vec<_>>()
    };
    let (g, d) = ("", "direct");
    assert_eq!(depths(&[("I", g), ("I.1", d), ("I.2", d), ("II", g), ("II.1", d)]), [1, 2, 2, 1, 2]);
    assert_eq!(depths(&[("I.", g), ("1", g), ("a)", d), ("b)", d), ("2", g), ("a)", d)]), [1, 2, 3, 3, 2, 3]);
    assert_eq!(depths(&[("A", g), ("I", g), ("1", d), ("II", g), ("1", d), ("B", g)]), [1, 2, 3, 2, 3, 1]);
    assert_eq!(
        depths(&[("1", g), ("1.1", g), ("1.1.1", d), ("1.2", d), ("2", g), ("2.1", d)]),
        [1, 2, 3, 2, 1, 2]
    );
    assert_eq!(depths(&[("I", g), ("I.1", d), ("T", "bonus"), ("1", d)]), [1, 2, 1, 2]);
}

#[test]
fn the_copy_for_the_next_year_advances_name_and_year() {
    let mut table = ScoreTable::empty("Bảng điểm năm 2025");
    assert_eq!(next_year(&table, 2025), ("Bảng điểm năm 2025".to_owned(), 2025));
    table.year = Some(2025);
    assert_eq!(next_year(&table, 1999), ("Bảng điểm năm 2026".to_owned(), 2026));
    table.name = "Bảng 1.000 điểm".into();
    assert_eq!(next_year(&table, 1999), ("Bảng 1.000 điểm".to_owned(), 2026));
}

#[test]
fn texts_and_files_come_back_the_same() {
    let catalogue = sample::catalogue();
    for (code, sample) in sample::tables() {
        for lang in [Lang::Vi, Lang::En] {
            let names = names(lang);
            let read = Typed::of(&sample, &names, &catalogue).read(&names, &catalogue);
            assert_eq!(read.flaws, [], "{code}");
            assert_eq!(placed(&read.table), placed(&sample), "{code}");
            let text = file::write(&sample);
            let read = file::read(&text, &names).unwrap().read(&names, &catalogue);
            assert_eq!(read.flaws, [], "{code}\n{text}");
            assert_eq!(placed(&read.table), placed(&sample), "{code}");
        }
    }
    // texts shown in one language are read in the other
    let sample = sample_table("mau_157");
    let english = Typed::of(&sample, &names(Lang::En), &catalogue);
    let mut read = english.clone();
    read.step = "0,5".into();
    assert_eq!(read.read(&names(Lang::Vi), &catalogue).flaws, []);
}

#[test]
fn the_file_to_import_is_the_sample_of_157() {
    let text = include_str!("../../../assets/samples/bang-diem-mau.toml");
    let names = names(Lang::Vi);
    let read = file::read(text, &names).unwrap().read(&names, &sample::catalogue());
    assert_eq!(read.flaws, []);
    let sample = sample_table("mau_157");
    let same = ScoreTable { name: sample.name.clone(), year: None, ..placed(&read.table) };
    assert_eq!((same, read.table.year), (placed(&sample), Some(2026)));
}

/// The row that a person gets wrong stands on line 7, a right one after it.
fn slip(row: &str) -> String {
    let head = "name = \"A\"\nby = \"total\"\n[[group]]\ncode = \"I\"\ntext = \"Một\"\nleaves = [\n";
    let text = format!("{head}    {row}\n    {{ code = \"I.2\", text = \"Ba\", maximum = \"3\" }},\n]\n");
    let problem = file::read(&text, &names(Lang::Vi)).unwrap_err().text("file", "a.toml");
    let said = Words::load(Lang::Vi).say(&problem);
    for parser in ["missing", "expected", "unknown", "invalid", "duplicate", "`"] {
        assert!(!said.contains(parser), "{said}");
    }
    said
}

#[test]
fn a_slip_in_a_file_is_told_by_its_line_and_what_to_look_for() {
    for (row, place) in [
        // a closing quote left out: the reader stumbles on the line after it, or further on in this one
        (r#"{ code = "I.1", text = "Hai", maximum = "12 },"#, "gần dòng 7–8: "),
        (r#"{ code = "I.1", text = "Hai, maximum = 12 },"#, "gần dòng 7–8: "),
        (r#"{ code = "I.1", text = "Hai, maximum = "12" },"#, "dòng 7: "),
        // a value
        (r#"{ code = "I.1", text = "Hai", maximum = },"#, "dòng 7: "),
        // a comma between rows, a brace, a comma within, a bare comma in a number
        (r#"{ code = "I.1", text = "Hai", maximum = "12" }"#, "gần dòng 7–8: "),
        (r#"{ code = "I.1", text = "Hai", maximum = "12","#, "gần dòng 7–8: "),
        (r#"{ code = "I.1" text = "Hai", maximum = "12" },"#, "dòng 7: "),
        (r#"{ code = "I.1", text = "Hai", maximum = 12,5 },"#, "dòng 7: "),
        ("{ code = “I.1”, text = \"Hai\", maximum = \"12\" },", "dòng 7: "),
    ] {
        let said = slip(row);
        assert!(said.starts_with(&format!("a.toml, {place}viết sai. ")), "{row}: {said}");
        assert!(said.contains("thiếu dấu nháy, phẩy, ngoặc hay giá trị"), "{said}");
    }
    let words = [
        (r#"{ code = "I.1", text = "Hai", maximun = "12" },"#, "dòng 7: không có mục tên “maximun”."),
        (r#"{ code = "I.1", text = "Hai", code = "I.2" },"#, "dòng 7: mục “code” ghi hai lần."),
        (r#"{ code = "I.1", text = 5 },"#, "dòng 7: giá trị ghi không đúng cách."),
        (r#"{ code = "I.1", rules = [{ form = "bk", points = 1 }] },"#, "dòng 7: thiếu mục “kind”."),
        (
            r#"{ code = "I.1", rules = [{ form = "bk", kind = "both", points = 1 }] },"#,
            "dòng 7: giá trị ghi không đúng cách.",
        ),
    ];
    for (row, said) in words {
        assert!(slip(row).starts_with(&format!("a.toml, {said} ")), "{}", slip(row));
    }
}

#[test]
fn a_file_that_is_no_toml_is_refused_with_its_line() {
    let names = names(Lang::Vi);
    let line = |text: &str| file::read(text, &names).unwrap_err();
    let problem = line("name = \"A\"\nby = \"total\"\nstep = = 1\n");
    assert!(problem.args.contains(&("line", crate::core::problem::Arg::Num(3))), "{problem:?}");
    assert_eq!(line("name = \"A\"\nsteep = \"1\"\n").key, "problem.table.toml_unknown");
    let unknown = "name = \"A\"\nstep = 0.5\n[[group]]\ncode = \"I\"\ntext = \"Một\"\nleaves = [{ code = \"I.1\", \
                   text = \"Hai\", maximum = 12.5, kind = \"magic\" }]\n";
    let typed = file::read(unknown, &names).unwrap();
    assert_eq!((typed.step.as_str(), typed.rows[0].points.as_str()), ("0.5", "12,5"));
    assert_eq!(said(&typed), [(2, "kind", said(&typed)[0].2.clone())]);
    assert!(said(&typed)[0].2.contains("magic"));
}

fn points() -> impl Strategy<Value = Points> {
    prop_oneof![-300_i64..3_000, Just(0), Just(i64::MAX), Just(i64::MIN), Just(1299)].prop_map(Points)
}

fn rule() -> impl Strategy<Value = Option<Rule>> {
    let form = prop_oneof!["bang_khen", "giay_khen", "[a-z]{0,3}"];
    let kind = prop_oneof![Just(RecipientKind::Collective), Just(RecipientKind::Individual)];
    let derived = (form, kind, points()).prop_map(|(form, kind, points)| DerivedRule { form, kind, points });
    prop_oneof![
        4 => Just(None),
        1 => Just(Some(Rule::Pass)),
        2 => Just(Some(Rule::Direct)),
        1 => (any::<bool>(), "[ab]?")
            .prop_map(|(lower, formula)| Some(Rule::Quantity { lower, formula: formula.clone() })),
        1 => points().prop_map(|each| Some(Rule::Count { each })),
        1 => proptest::collection::vec(derived, 0..4).prop_map(|rules| Some(Rule::Derived { rules })),
    ]
}

fn class() -> impl Strategy<Value = Class> {
    prop_oneof![3 => Just(Class::Main), 1 => Just(Class::Bonus), 1 => Just(Class::Deduction)]
}

fn criterion() -> impl Strategy<Value = Criterion> {
    let keys = (0_i64..12, proptest::option::of(0_i64..12), "[A-C]?(\\.[1-3])?", "[a-z]{0,3}");
    (keys, class(), points(), points(), rule()).prop_map(|(keys, class, minimum, maximum, rule)| {
        let (id, parent, code, text) = keys;
        Criterion { id, parent, code, text, hidden: false, class, minimum, maximum, rule }
    })
}

fn any_table() -> impl Strategy<Value = ScoreTable> {
    let formula = ("[ab]?", points()).prop_map(|(name, share)| Formula { name, version: 1, share });
    let tie = prop_oneof![Just(Tie::Bonus), "[A-C]".prop_map(|code| Tie::Group { code })];
    let lists = (proptest::collection::vec(formula, 0..3), proptest::collection::vec(tie, 0..3));
    (proptest::collection::vec(criterion(), 0..14), lists, points(), any::<bool>()).prop_map(
        |(criteria, (formulas, ties), step, past)| ScoreTable {
            step,
            past,
            formulas,
            ties,
            criteria,
            ..ScoreTable::empty("x")
        },
    )
}

/// A leaf under a group: points, which kind, what of it.
type Leaf = (i64, usize, i64);

/// A table that is right: its groups are given the sums of their leaves.
fn right(groups: &[(Class, Vec<Leaf>)], step: i64, by: RankBy, past: bool) -> ScoreTable {
    let mut table = ScoreTable::empty("Bảng");
    (table.step, table.by, table.past) = (Points(step), by, past);
    table.formulas.push(Formula { name: "a".into(), version: 1, share: Points(step % 10_001) });
    table.ties = vec![Tie::Bonus, Tie::Group { code: "G0".into() }, Tie::Deduction];
    for (n, (class, leaves)) in groups.iter().enumerate() {
        let class = if n == 0 { Class::Main } else { *class };
        let down = class == Class::Deduction;
        let of = |points: i64| if down { (Points(-points), Points(0)) } else { (Points(0), Points(points)) };
        let (minimum, maximum) = of(leaves.iter().map(|l| l.0).sum());
        let id = n as i64 * 100 + 1;
        let (code, text) = (format!("G{n}"), "Nhóm".to_owned());
        table.criteria.push(Criterion {
            id,
            parent: None,
            code,
            text,
            hidden: false,
            class,
            minimum,
            maximum,
            rule: None,
        });
        for (m, (points, kind, worth)) in leaves.iter().enumerate() {
            let signed = Points(if down { -worth } else { *worth });
            let derived =
                DerivedRule { form: "bang_khen".into(), kind: RecipientKind::Individual, points: signed };
            let rule = match kind % 5 {
                0 => Rule::Pass,
                1 if !down => Rule::Quantity { lower: worth % 2 == 0, formula: "a".into() },
                2 => Rule::Count { each: signed },
                3 => Rule::Derived { rules: vec![derived] },
                _ => Rule::Direct,
            };
            let (minimum, maximum) = of(*points);
            let (code, text) = (format!("G{n}.{m}"), "Một".to_owned());
            let (id, parent, rule) = (id + 1 + m as i64, Some(id), Some(rule));
            table.criteria.push(Criterion {
                id,
                parent,
                code,
                text,
                hidden: false,
                class,
                minimum,
                maximum,
                rule,
            });
        }
    }
    table
}

fn ranked(table: ScoreTable, cells: Vec<(i64, usize, i64)>) {
    let mut facts = QuarterFacts::bare(PeriodKey::quarter(2021, 2));
    for id in 1..=3 {
        facts.units.push(Unit { id, name: format!("U{id}"), position: id, ..Unit::default() });
    }
    for (unit, leaf, value) in cells {
        let Some(c) = table.leaves().nth(leaf) else { continue };
        let criterion = c.id;
        let value = if value == 0 { CellValue::NotAssigned } else { CellValue::Points(Points(value)) };
        facts.cells.push(Cell { unit, criterion, round: Round::Own, value, comment: String::new() });
        let actual = Some(Points(leaf as i64 * 700));
        facts.lines.push(SheetLine {
            unit,
            criterion,
            target: Some(Points(unit * 100)),
            actual,
            ..SheetLine::default()
        });
    }
    facts.table = Some(table);
    let standings = standing::rank(&facts);
    assert_eq!(standings.rows.len(), 3);
    let _ = standing::differences(&facts, 1, 2);
}

proptest! {
    #[test]
    fn any_table_is_checked_and_what_passes_is_ranked(
        table in any_table(),
        cells in proptest::collection::vec((1_i64..4, 0_usize..8, any::<i32>().prop_map(i64::from)), 0..12),
    ) {
        let _ = check::unknown_forms(&table, &Catalogue::default());
        if check::check(&table).is_empty() {
            ranked(table, cells);
        }
    }

    #[test]
    fn a_right_table_passes_and_is_ranked(
        groups in proptest::collection::vec(
            (class(), proptest::collection::vec((1_i64..5_000, 0_usize..5, 1_i64..900), 1..5)), 1..6),
        (step, rate, past) in (1_i64..=10_000, any::<bool>(), any::<bool>()),
        cells in proptest::collection::vec((1_i64..4, 0_usize..20, any::<i32>().prop_map(i64::from)), 0..30),
    ) {
        let by = if rate { RankBy::Rate } else { RankBy::Total };
        let table = right(&groups, step, by, past);
        prop_assert_eq!(check::check(&table), vec![]);
        let vi = names(Lang::Vi);
        let catalogue = sample::catalogue();
        let back = Typed::of(&table, &vi, &catalogue).read(&vi, &catalogue);
        prop_assert_eq!(&back.flaws, &vec![]);
        prop_assert_eq!(placed(&back.table), placed(&table));
        let back = file::read(&file::write(&table), &vi).unwrap().read(&vi, &catalogue);
        prop_assert_eq!(placed(&back.table), placed(&table));
        ranked(table, cells);
    }

    #[test]
    fn any_texts_are_read(rows in proptest::collection::vec(proptest::collection::vec(".{0,12}", 8), 0..8), head in proptest::collection::vec(".{0,20}", 7)) {
        let rows = rows.into_iter().map(|r| {
            let [level, code, text, points, kind, how, hidden, _] = r.try_into().unwrap();
            Row { id: 0, level, code, text, points, kind, how, hidden }
        });
        let [name, year, by, step, past, formulas, ties] = head.try_into().unwrap();
        let typed = Typed { id: 0, rev: 0, name, year, by, step, past, formulas, ties, rows: rows.collect() };
        let read = typed.read(&names(Lang::Vi), &sample::catalogue());
        prop_assert_eq!(read.table.criteria.len(), typed.rows.len());
        let _ = file::write(&read.table);
    }
}
