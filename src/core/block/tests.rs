//! How a pasted block is read.
use super::*;
use crate::core::score::{DerivedRule, RankBy};
use proptest::prelude::*;

fn table() -> ScoreTable {
    let row = |id, code: &str, max, rule| Criterion {
        id,
        parent: None,
        code: code.into(),
        text: String::new(),
        maximum: Points(max),
        rule,
        ..Criterion::default()
    };
    let derived = Rule::Derived { rules: Vec::<DerivedRule>::new() };
    ScoreTable {
        id: 1,
        name: String::new(),
        by: RankBy::Total,
        step: Points(50),
        criteria: vec![
            row(1, "I", 20_000, None),
            row(2, "I.1", 10_000, Some(Rule::Direct)),
            row(3, "I.2", 10_000, Some(Rule::Direct)),
            row(4, "II", 5_000, None),
            row(5, "II.1", 5_000, Some(derived)),
            row(6, "II.2", 1_000, Some(Rule::Direct)),
        ],
        ..ScoreTable::empty("")
    }
}

fn units() -> Vec<Unit> {
    let unit =
        |id, code: &str, name: &str| Unit { id, code: code.into(), name: name.into(), ..Unit::default() };
    vec![unit(1, "PV01", "Phòng Tham mưu"), unit(2, "PH10", "Phòng Hậu cần")]
}

fn start(across: bool) -> Start {
    Start { unit: 1, at: 1, into: Column::Score(Round::Own), column: None, across }
}

fn said(raw: &str, across: bool) -> Vec<String> {
    let block = read(raw, &table(), &units(), start(across)).unwrap();
    let one = |c: &BlockCell| {
        let fate = match &c.fate {
            Fate::Write(Written::Score(CellValue::Points(p)) | Written::Amount(p)) => p.0.to_string(),
            Fate::Write(Written::Score(CellValue::NotAssigned)) => "KG".into(),
            Fate::Blank => "blank".into(),
            Fate::Refused(p) => p.key.into(),
        };
        format!("{}/{}: {fate}", c.unit.unwrap_or(0), c.criterion.unwrap_or(0))
    };
    block.cells.iter().map(one).collect()
}

#[test]
fn a_column_goes_down_the_leaves_and_codes_find_their_rows() {
    assert_eq!(said("95,5\n100\n7", false), ["1/2: 9550", "1/3: 10000", "1/6: 700"]);
    // as many as there are criteria: one of them is counted from the register and takes none
    assert_eq!(
        said("95\n100\n5\n7", false),
        ["1/2: 9500", "1/3: 10000", "1/5: problem.store_derived", "1/6: 700"]
    );
    assert_eq!(said("95\n100\n\n7", false), ["1/2: 9500", "1/3: 10000", "1/5: blank", "1/6: 700"]);
    // all rows from there on, groups with them, and the total of the table
    let rest =
        ["1/2: 9500", "1/3: 10000", "1/4: block.e_group", "1/5: blank", "1/6: 700", "1/0: block.e_below"];
    assert_eq!(said("95\n100\n20\n\n7\n202", false), rest);
    assert_eq!(said("I.2\t80\nI.1\t95.5\nII.2\tKG", false), ["1/3: 8000", "1/2: 9550", "1/6: KG"]);
    let sheet = "Mã\tTiêu chí\tĐiểm tối đa\tTự chấm\nI\tMột\t200\t\nI.1\tA\t100\t95\nI.2\tB\t100\t\nII.2\tC\t10\t9,5\n";
    assert_eq!(said(sheet, false), ["1/1: blank", "1/2: 9500", "1/3: blank", "1/6: 950"]);
    // its heads were read, a title above them was not
    let skipped = |raw: &str| read(raw, &table(), &units(), start(false)).unwrap().skipped;
    assert_eq!(skipped(sheet), []);
    assert_eq!(skipped(&format!("Phiếu chấm\n{sheet}")), [(1, "Phiếu chấm".to_owned())]);
}

#[test]
fn what_cannot_stand_is_refused_with_its_reason() {
    assert_eq!(
        said(
            "I.1\t100,5\nI.2\t1.500\nII.1\t5\nII.2\tabc\nIX.9\t3\nI\t200\nI.2\t9,3\nII.2\t5\nII.2\t6",
            false
        ),
        [
            "1/2: problem.store_points_over",
            "1/3: problem.points_ambiguous",
            "1/5: problem.store_derived",
            "1/6: problem.number_unreadable",
            "1/0: block.e_code",
            "1/1: block.e_group",
            "1/3: problem.store_points_step",
            "1/6: 500",
            "1/6: block.e_twice",
        ]
    );
}

#[test]
fn a_grid_of_the_cluster_has_a_column_a_unit() {
    let raw = "Tiêu chí\tPV01\tPhòng Hậu cần\tPX99\nI.1\t90\t80\t70\nI.2\t\t85\t\n";
    assert_eq!(said(raw, true), ["1/2: 9000", "2/2: 8000", "0/2: block.e_unit", "1/3: blank", "2/3: 8500"]);
    // the same the other way round: units down, criteria across
    let turned = "Đơn vị\tI.1\tI.2\nPV01\t90\t\nPhòng Hậu cần\t80\t85\nPX99\t70\t\n";
    for across in [true, false] {
        assert_eq!(
            said(turned, across),
            ["1/2: 9000", "2/2: 8000", "0/2: block.e_unit", "1/3: blank", "2/3: 8500"]
        );
    }
    assert_eq!(said("90\t80\n95\t85", true), ["1/2: 9000", "2/2: 8000", "1/3: 9500", "2/3: 8500"]);
}

proptest! {
    #[test]
    fn anything_is_survived_and_no_cell_is_written_twice(raw in "(I\\.1|I\\.2|II\\.2|PV01|PH10|[0-9]{1,3}|KG|[\t\n,.]|.){0,60}", across in any::<bool>()) {
        if let Ok(block) = read(&raw, &table(), &units(), start(across)) {
            let mut seen = HashSet::new();
            for cell in &block.cells {
                if matches!(cell.fate, Fate::Write(_)) {
                    prop_assert!(seen.insert((cell.unit, cell.criterion, cell.column)));
                    prop_assert!(cell.unit.is_some() && cell.criterion.is_some());
                }
            }
        }
    }
}
