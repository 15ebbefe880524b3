//! The index of Find: kept by acts, undo, redo and other tools as if it were made anew each time; and what it answers.
use super::*;
use proptest::prelude::*;
use rusqlite::Connection;
use std::path::Path;
use thidua::core::achievement::{self, Achievement};
use thidua::core::find::{Filter, Found, Hit, Kind, MOST, Query, Standing, Whose};
use thidua::core::page::{At, Reach, RowKey, Span};
use thidua::core::unit::{self, Unit};
use thidua::store::{Watch, index_triggers};

/// Every word of the index with the row it stands in.
fn index(path: &Path) -> Vec<(String, i64)> {
    let conn = Connection::open(path).unwrap();
    conn.execute_batch("CREATE VIRTUAL TABLE temp.look USING fts5vocab (main, find, instance)").unwrap();
    let mut statement = conn.prepare("SELECT term, doc FROM look ORDER BY doc, term").unwrap();
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// The index as it stands is the one that would be made anew.
#[track_caller]
fn kept(desk: &Desk) {
    desk.clean();
    let there = index(&desk.path());
    let copy = desk.folder.path().join("copy.db");
    let _ = std::fs::remove_file(&copy);
    let conn = Connection::open(desk.path()).unwrap();
    conn.execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
    let mut store = Store::open(&copy, Access::Write).unwrap();
    store.mend(&Watch::default()).unwrap();
    store.close();
    assert_eq!(there, index(&copy));
}

fn ask(desk: &Desk, text: &str, filter: Filter) -> Found {
    match desk.store.answer(&Ask::Find(Query { text: text.into(), filter })).unwrap() {
        Facts::Find(found) => (*found).clone(),
        other => panic!("{other:?}"),
    }
}

fn find(desk: &Desk, text: &str) -> Vec<Hit> {
    ask(desk, text, Filter::default()).hits
}

fn titles(hits: &[Hit]) -> Vec<&str> {
    hits.iter().map(|h| h.title.as_str()).collect()
}

fn act(content: &str, date: &str) -> Act {
    let (content, date) = (content.to_owned(), day(date));
    Act::Achievement(achievement::Act::Save(Achievement {
        content,
        date,
        unit: Some(1),
        ..Achievement::default()
    }))
}

#[test]
fn acts_undo_and_redo_keep_the_index() {
    let mut desk = desk();
    kept(&desk);
    let id = desk
        .does(save(
            decision("1764/QĐ-CAT", day("2021-06-18")),
            vec![
                person("Nguyễn Văn Ấn", 1),
                person("Đặng Thị Hoá", 2),
                count_row(RecipientKind::Collective, Basis::Turns, Some(3), None),
            ],
        ))
        .row
        .unwrap();
    kept(&desk);
    let mut sheet = desk.sheet(id);
    sheet.head.date = day("2021-05-03");
    sheet.head.authorities = vec!["bca".into()];
    sheet.head.form = "bang_khen".into();
    sheet.recipients.remove(0);
    sheet.recipients.push(person("Trần Đức Lợi", 3));
    desk.does(save(sheet.head.clone(), sheet.recipients));
    kept(&desk);
    desk.does(act("Cứu người bị đuối nước", "2021-06-02"));
    kept(&desk);
    let label = "QĐ".to_owned();
    desk.does(Act::Award(award::Act::Remove { id, rev: sheet.head.rev + 1, label }));
    kept(&desk);
    assert_eq!(titles(&find(&desk, "lợi")), ["Trần Đức Lợi"]); // the person stays known
    for _ in 0..4 {
        desk.store.undo(&stamp()).unwrap();
        kept(&desk);
    }
    assert!(find(&desk, "đuối").is_empty());
    for _ in 0..4 {
        desk.store.redo(&stamp()).unwrap();
        kept(&desk);
    }
    assert_eq!(find(&desk, "đuối").len(), 1);
}

/// A connection of another tool that keeps the index.
fn other(desk: &Desk) -> Connection {
    let conn = Connection::open(desk.path()).unwrap();
    conn.execute_batch(&index_triggers()).unwrap();
    conn
}

#[test]
fn what_another_tool_writes_is_found_if_it_keeps_the_index() {
    let mut desk = desk();
    desk.does(save(decision("1764/QĐ-CAT", day("2021-06-18")), vec![person("Nguyễn Văn Ấn", 1)]));
    desk.does(act("Cứu người bị đuối nước", "2021-06-02"));
    for sql in [
        "UPDATE award SET name = 'Đỗ Thị Ỷ', state = 'cancelled'",
        "UPDATE decision SET date = NULL, number = '99'",
        "UPDATE achievement SET content = 'Ho\u{301}a gia\u{309}i', date = 'hôm qua'",
        "INSERT INTO proposal (period, number, date, authorities, form, subject, note, fold) \
         VALUES ('2021-Q2', '7', '2021-06-30', 'bca,ubnd', 'bang_khen', 'Thành tích', '', '')",
        "INSERT INTO nominee (proposal, position, kind, party, unit, name, rank, post) \
         VALUES (1, 1, 'individual', 1, 2, 'Lê Ân', '', '')",
        "UPDATE proposal SET date = '2021-05-01', authorities = 'ubnd'",
        "UPDATE proposal SET state = 'decided', decision = 1",
        "INSERT INTO meeting (period, date, start, place, directing, chair, secretary, presenter, attendance, speakers, \
         evaluation, directives) VALUES ('2021-Q2', NULL, '', 'Hội trường', '', '', '', '', '', '', 'tốt', '')",
        "INSERT INTO report_text (period, part, text) VALUES ('2021-Q2', 'x', 'Phát huy')",
        "INSERT INTO approval (period, number, date, signer) VALUES ('2021-Q2', '12', '2021-08-01', 'Đinh Lê')",
        "PRAGMA foreign_keys = OFF; DELETE FROM proposal; DELETE FROM nominee; DELETE FROM decision; DELETE FROM award;
         DELETE FROM achievement; DELETE FROM meeting; DELETE FROM report_text; DELETE FROM approval; DELETE FROM party",
    ] {
        other(&desk).execute_batch(sql).unwrap();
        let there = index(&desk.path());
        let mut store = Store::open(&desk.path(), Access::Write).unwrap();
        store.mend(&Watch::default()).unwrap();
        store.close();
        assert_eq!(there, index(&desk.path()), "{sql}");
    }
    assert_eq!(index(&desk.path()), []);
}

#[test]
fn an_index_that_went_wrong_is_named_and_mended() {
    let mut desk = desk();
    desk.does(act("Cứu người bị đuối nước", "2021-06-02"));
    Connection::open(desk.path()).unwrap().execute_batch("DELETE FROM find").unwrap();
    let report = desk.store.check().unwrap();
    assert_eq!(report.derived.iter().map(|p| p.key).collect::<Vec<_>>(), ["problem.store_find"]);
    desk.store.mend(&Watch::default()).unwrap();
    kept(&desk);
    assert_eq!(find(&desk, "duoi nuoc").len(), 1);
}

#[test]
fn spellings_meet_and_the_newest_come_first() {
    let mut desk = desk();
    desk.does(act("Hoà giải tại xã Đức Hóa", "2021-04-02"));
    desk.does(act("Ho\u{301}a giải ở phường", "2021-06-02"));
    desk.does(act("Hoá đơn", "2021-05-02"));
    for typed in ["hoa", "Hoá", "HÒA", "Ho\u{301}a", "hoà", "ho"] {
        assert_eq!(
            titles(&find(&desk, typed)),
            ["Hóa giải ở phường", "Hoá đơn", "Hoà giải tại xã Đức Hóa"],
            "{typed}"
        );
    }
    assert_eq!(titles(&find(&desk, "đuc gia")), ["Hoà giải tại xã Đức Hóa"]);
    assert_eq!(titles(&find(&desk, "duc don")), Vec::<&str>::new());
    // every letter of the language, both ways it can be written
    let letters = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ";
    for letter in letters.chars() {
        let plain = thidua::core::text::fold(&letter.to_string());
        let upper: String = letter.to_uppercase().collect();
        let conn = other(&desk);
        for written in [letter.to_string(), upper] {
            conn.execute("UPDATE achievement SET who = ?1 WHERE n = 3", [format!("x{written}z")]).unwrap();
            assert_eq!(find(&desk, &format!("x{plain}z")).len(), 1, "{written}");
        }
    }
}

#[test]
fn filters_and_whole_names_narrow() {
    let mut desk = desk();
    desk.does(save(
        Decision {
            authorities: vec!["bca".into()],
            form: "bang_khen".into(),
            ..decision("12/QĐ-BCA", day("2021-04-18"))
        },
        vec![person("Nguyễn Văn Ấn", 1), person("Nguyễn Thị Mai", 2)],
    ));
    desk.does(save(decision("1764/QĐ-CAT", day("2021-06-18")), vec![person("Nguyễn Đức Ấn", 3)]));
    other(&desk).execute_batch("UPDATE award SET state = 'cancelled' WHERE n = 3").unwrap();
    let found = |text: &str, filter: Filter| -> Vec<String> {
        let hits = ask(&desk, text, filter).hits;
        hits.iter().filter(|h| h.kind == Kind::Award).map(|h| h.title.clone()).collect()
    };
    let none = Filter::default;
    assert_eq!(found("nguyen", none()).len(), 3);
    assert_eq!(found("nguyen", Filter { unit: Some(2), ..none() }), ["Thiếu tá Nguyễn Thị Mai"]);
    assert_eq!(found("an", Filter { authority: Some("bca".into()), ..none() }), ["Thiếu tá Nguyễn Văn Ấn"]);
    assert_eq!(found("", Filter { form: Some("nguoi_tot".into()), ..none() }), ["Thiếu tá Nguyễn Đức Ấn"]);
    assert_eq!(
        found("an", Filter { standing: Some(Standing::Cancelled), ..none() }),
        ["Thiếu tá Nguyễn Đức Ấn"]
    );
    assert_eq!(
        found("an", Filter { period: Some(PeriodKey::quarter(2021, 1)), ..none() }),
        Vec::<String>::new()
    );
    assert_eq!(found("an", Filter { period: Some(Q2), ..none() }).len(), 2);
    assert_eq!(found("an", Filter { form: Some("khong_co".into()), ..none() }), Vec::<String>::new());
    // a unit's code and the whole name of a form stand for what belongs to them; a part of a name does not
    assert_eq!(found("px01", none()), ["Thiếu tá Nguyễn Thị Mai"]);
    assert_eq!(found("an bằng khen", none()), ["Thiếu tá Nguyễn Văn Ấn"]);
    assert_eq!(found("an bang", none()), Vec::<String>::new());
    // people stand above, with what they were given
    let hits = find(&desk, "mai");
    assert_eq!(hits.iter().map(|h| h.kind).collect::<Vec<_>>(), [Kind::Person, Kind::Award]);
    assert_eq!((hits[0].awards, hits[0].unit.as_str(), hits[1].form.as_str()), (1, "PX01", "Bằng khen"));
    assert_eq!(find(&desk, "tham muu")[0].kind, Kind::Unit);
    // a paper's number, and what is opened for somebody in it
    let hits = find(&desk, "1764");
    assert_eq!(
        hits.iter().map(|h| (h.kind, h.number.as_str())).collect::<Vec<_>>(),
        [(Kind::Decision, "1764/QĐ-CAT")]
    );
    assert_eq!(find(&desk, "duc an").iter().find(|h| h.kind == Kind::Award).unwrap().opens, hits[0].id);
}

#[test]
fn more_than_forty_says_so_and_undated_rows_take_the_last_day_of_their_period() {
    let mut desk = desk();
    for n in 1..=MOST {
        desk.does(act(&format!("Việc {n}"), "2021-06-29"));
    }
    assert!(!ask(&desk, "viec", Filter::default()).more);
    desk.does(Act::Achievement(achievement::Act::Save(Achievement {
        content: "Việc chưa rõ ngày".into(),
        period: Some(Q2),
        ..Achievement::default()
    })));
    let found = ask(&desk, "viec", Filter::default());
    assert!(found.more && found.hits.len() == MOST && found.hits[0].title == "Việc chưa rõ ngày");
    assert_eq!(ask(&desk, " * ", Filter::default()), Found::default());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_a_question(text in "\\PC{0,60}", odd in "[\"*^(){}:+\\-,'%_a-cđ \u{300}-\u{30f}Ⓐ漢字ßſİ🙂]{0,30}") {
        thread_local! { static DESK: Desk = desk(); }
        DESK.with(|desk| {
            for typed in [&text, &odd] {
                let query = Query { text: typed.clone(), filter: Filter::default() };
                prop_assert!(desk.store.answer(&Ask::Find(query)).is_ok(), "{typed:?}");
            }
            Ok(())
        })?;
    }
}

#[test]
fn a_page_pasted_is_a_question_too() {
    let desk = desk();
    for text in
        ["NEAR AND OR NOT \"".repeat(600_000), "ắ".repeat(3_000_000), "a\" OR rowid:* - find:".to_owned()]
    {
        assert_eq!(find(&desk, &text), []);
    }
}

fn life(desk: &Desk, whose: Whose, at: At, rows: u16) -> (Vec<RowKey>, Vec<Hit>, bool) {
    let reach = Reach { span: Span::All, filter: String::new(), at, rows };
    match desk.store.answer(&Ask::Life(whose, reach)).unwrap() {
        Facts::Life(w) => (w.keys.clone(), w.rows.clone(), w.after),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_page_over_all_periods_has_numbers_and_acts_too_and_is_cut_without_loss() {
    let mut desk = desk();
    let an = |n: i64| person(&format!("Nguyễn Văn {n}"), 1);
    for n in 1..9 {
        let people = vec![an(n), count_row(RecipientKind::Collective, Basis::Turns, Some(n), Some(1))];
        desk.does(save(decision(&n.to_string(), day(&format!("2021-05-0{n}"))), people));
        desk.does(act(&format!("Việc {n}"), &format!("2021-05-0{n}")));
    }
    let (keys, all, after) = life(&desk, Whose::Unit(1), At::First, 99);
    assert!(!after);
    assert_eq!(all.len(), 24, "{all:#?}");
    assert_eq!(
        all.iter().filter_map(|h| h.count).map(|c| c.2).collect::<Vec<_>>(),
        (1..9).rev().map(Some).collect::<Vec<_>>()
    );
    assert!(keys.windows(2).all(|k| k[0].id > k[1].id));
    // stretch by stretch it is the same list, from either end
    let mut walked = Vec::new();
    let mut at = At::First;
    loop {
        let (keys, _, after) = life(&desk, Whose::Unit(1), at, 4);
        let from = walked.last().map_or(0, |last| keys.iter().position(|k| k == last).unwrap() + 1);
        walked.extend(keys[from..].iter().copied());
        at = At::Near(*walked.last().unwrap());
        if !after {
            break;
        }
    }
    assert_eq!(walked, keys);
    let (end, ..) = life(&desk, Whose::Unit(1), At::Last, 4);
    assert_eq!(end, keys[20..]);
    // a person's page is cut the same way
    let party = all.iter().find_map(|h| h.party).unwrap();
    assert_eq!(life(&desk, Whose::Party(party), At::First, 9).1.len(), 1);
}

#[test]
fn the_head_of_a_unit_says_what_it_was_called() {
    let mut desk = desk();
    let unit = |desk: &Desk| match desk.store.answer(&Ask::Head(Whose::Unit(1))).unwrap() {
        Facts::Head(Some(head)) => head.unit.clone().unwrap(),
        other => panic!("{other:?}"),
    };
    let old = unit(&desk).unit;
    let renamed = Unit { name: "Phòng Tổng hợp".into(), ..old.clone() };
    desk.does(Act::Unit(unit::Act::Edit { unit: renamed }));
    let former = unit(&desk).former;
    assert_eq!(
        former,
        [(format!("{} {}", old.code, old.name).trim().to_owned(), stamp().at[..10].to_owned())]
    );
    // what was taken back was never a name
    desk.store.undo(&stamp()).unwrap();
    assert_eq!(unit(&desk).former, []);
}
