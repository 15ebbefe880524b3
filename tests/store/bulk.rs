//! The staged path of bulk work: the same rows as single acts, the same refusals, undone and checked like any act.
use super::*;
use rusqlite::Connection;
use thidua::core::achievement::{self, Achievement};
use thidua::core::number::Points;
use thidua::core::score::{self, CellValue, Round, Rule};
use thidua::store::bulk::Record;

fn deed(content: &str, unit: i64, date: &str) -> Achievement {
    Achievement {
        content: content.into(),
        who: "Đ/c Trần Văn Hạnh".into(),
        unit: Some(unit),
        date: day(date),
        ..Achievement::default()
    }
}

fn batch(desk: &Desk) -> Vec<Record> {
    let leaf = desk.quarter(Q2).table.unwrap().leaves().find(|l| l.rule == Some(Rule::Direct)).unwrap().id;
    let score = |unit, points| Record::Score {
        period: Q2,
        unit,
        criterion: leaf,
        round: Round::Own,
        value: CellValue::Points(Points(points)),
        comment: String::new(),
    };
    let wide = count_row(RecipientKind::Individual, Basis::Turns, Some(40), None);
    let paper = |decision, recipients, achievements| Record::Decision { decision, recipients, achievements };
    vec![
        Record::Achievement(deed("Bắt kẻ trộm xe", 1, "2021-05-02")),
        Record::Achievement(deed("Cứu người đuối nước", 2, "2021-04-02")),
        paper(
            decision("1/QĐ-CAT", day("2021-06-18")),
            vec![person("Trần Văn Hạnh", 1), person("Lê Thị Ánh", 2)],
            vec![(1, 1)],
        ),
        score(1, 10_000),
        score(2, 9_000),
        paper(notice("2/TB-CAT", day("2021-04-30")), vec![person("TRẦN VĂN HẠNH", 1), wide], vec![(0, 0)]),
    ]
}

/// The same, one act each.
fn singly(desk: &mut Desk, batch: Vec<Record>) {
    let mut deeds = Vec::new();
    let mut rest = Vec::new();
    for record in batch {
        match record {
            Record::Achievement(one) => {
                deeds.push(desk.does(Act::Achievement(achievement::Act::Save(one))).row.unwrap());
            }
            other => rest.push(other),
        }
    }
    for record in rest {
        let act = match record {
            Record::Decision { decision, mut recipients, achievements } => {
                for (row, place) in achievements {
                    recipients[row].achievement = Some(deeds[place]);
                }
                Act::Award(award::Act::Save { decision, recipients, same: Some(true) })
            }
            Record::Score { period, unit, criterion, round, value, comment } => Act::Score(score::Act::Set {
                period,
                unit,
                criterion,
                round,
                old: None,
                value: Some(value),
                comment,
                reason: String::new(),
                label: "x".into(),
            }),
            Record::Achievement(_) => continue,
        };
        desk.does(act);
    }
}

#[test]
fn a_batch_writes_what_single_acts_would_write() {
    let one = desk();
    let path = one.path();
    one.store.close();
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(&path, folder.path().join("so.db")).unwrap();
    let mut two = Desk { store: Store::open(&folder.path().join("so.db"), Access::Write).unwrap(), folder };
    let mut one = Desk { store: Store::open(&path, Access::Write).unwrap(), folder: one.folder };
    let empty = one.store.digest().unwrap();
    assert_eq!(two.store.digest().unwrap(), empty);
    let records = batch(&one);
    let done = one.store.bulk(records.clone(), "tháng 6", &stamp()).unwrap();
    assert_eq!((done.what.as_str(), done.thing.as_str()), ("act.bulk", "tháng 6"));
    singly(&mut two, records);
    let full = one.store.digest().unwrap();
    assert_eq!(full, two.store.digest().unwrap());
    one.clean();
    // the index of Find holds the same documents
    let found = |path: PathBuf| -> Vec<i64> {
        let conn = Connection::open(path).unwrap();
        let mut ids =
            conn.prepare("SELECT rowid FROM find WHERE find MATCH 'hanh OR anh' ORDER BY rowid").unwrap();
        ids.query_map([], |r| r.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    assert_eq!(found(one.path()), found(two.path()));
    assert_eq!(found(one.path()).len(), 7);
    one.store.undo(&stamp()).unwrap();
    assert_eq!(one.store.digest().unwrap(), empty);
    one.clean();
    one.store.redo(&stamp()).unwrap();
    assert_eq!(one.store.digest().unwrap(), full);
    one.clean();
    // a second batch finds the people of the first
    let paper = decision("3/QĐ-CAT", day("2021-06-20"));
    let recipients = vec![person("Trần văn Hạnh", 1), person("Bùi Quốc Ẩn", 1)];
    one.store
        .bulk([Record::Decision { decision: paper, recipients, achievements: vec![] }], "x", &stamp())
        .unwrap();
    let ids: Vec<Option<i64>> = one.sheet(3).recipients.iter().map(|r| r.party).collect();
    assert_eq!(ids, [one.sheet(1).recipients[0].party, Some(3)]);
    one.clean();
}

#[test]
fn a_batch_is_refused_whole_by_the_rules_of_single_records() {
    let mut desk = desk();
    let mut with = |wrong: Record, said: &str| {
        let mut records = batch(&desk);
        records.push(wrong);
        let before = desk.store.digest().unwrap();
        let refusal = desk.store.bulk(records, "x", &stamp()).unwrap_err();
        assert_eq!(key(&refusal), said);
        assert_eq!(desk.store.digest().unwrap(), before);
        assert_eq!(desk.store.last_act().unwrap().0, 1);
    };
    let paper =
        |decision: Decision, recipients| Record::Decision { decision, recipients, achievements: vec![] };
    with(Record::Achievement(deed(" ", 1, "2021-05-02")), "problem.store_content_empty");
    with(Record::Achievement(deed("x", 77, "2021-05-02")), "problem.store_unit_unknown");
    with(Record::Achievement(deed("x", 1, "2020-05-02")), "problem.store_no_period");
    let form = Decision { form: "huy_hieu".into(), ..decision("9", day("2021-05-02")) };
    with(paper(form, vec![]), "problem.store_form_unknown");
    let nameless = vec![person(" ", 1)];
    with(paper(decision("9", day("2021-05-02")), nameless), "problem.store_recipient_name");
    let twice = vec![person("Hồ Hoà", 1), person("Hồ  Hòa", 1)];
    with(paper(decision("9", day("2021-05-02")), twice), "problem.store_recipient_twice");
    let many = Record::Decision {
        decision: decision("9", day("2021-05-02")),
        recipients: vec![person("Hồ Hòa", 1)],
        achievements: vec![(0, 2)],
    };
    with(many, "problem.store_achievement_unknown");
    let score = |points, criterion| Record::Score {
        period: Q2,
        unit: 1,
        criterion,
        round: Round::First,
        value: CellValue::Points(Points(points)),
        comment: String::new(),
    };
    with(score(100, 9_999), "problem.store_criterion_unknown");
    let leaf = 2;
    with(score(9_999_900, leaf), "problem.store_points_over");
    desk.store.bulk([score(100, leaf)], "x", &stamp()).unwrap();
    desk.store.bulk([score(100, leaf)], "x", &stamp()).unwrap();
    let refusal = desk.store.bulk([score(200, leaf)], "x", &stamp()).unwrap_err();
    assert!(matches!(refusal, Refusal::Stale(_)), "{refusal:?}");
    desk.clean();
}
