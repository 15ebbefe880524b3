//! Making, opening, closing; files that cannot be taken.
use super::*;
use std::fs;
use thidua::core::register;
use thidua::store::OpenError;

#[test]
fn a_new_register_is_private_whole_and_one_file_after_closing() {
    let desk = desk();
    let path = desk.path();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let register = desk.store.register().unwrap();
    assert_eq!(register.cluster, "Cụm thi đua số 4");
    assert_eq!(register.letterhead.superior, "CÔNG AN TỈNH HỒNG LAM");
    assert_eq!(desk.store.last_act().unwrap(), (1, "14:05".to_owned()));
    assert_eq!(desk.store.newest_period().unwrap(), Some(Q2));
    desk.clean();
    let facts = desk.quarter(Q2);
    assert_eq!(facts.units.len(), 4);
    assert_eq!(facts.units[0].role, thidua::core::unit::Role::Head);
    assert_eq!(facts.table.unwrap().leaves().count(), 15);
    assert_eq!(facts.levels.unwrap().levels.len(), 5);
    assert_eq!(facts.movement.motto, "Chủ động – Nêu gương");
    let desk = desk.again();
    desk.store.close();
    let left: Vec<_> = fs::read_dir(desk.folder.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert_eq!(left, ["so.db"]);
}

#[test]
fn nothing_is_overwritten_and_only_one_folder_is_made() {
    let desk = desk();
    let again = Store::create(&desk.path(), &setup(), false, &stamp()).unwrap_err();
    assert!(matches!(again, OpenError::Denied(_)));
    assert_eq!(again.problem().key, "problem.store_exists");
    let one = desk.folder.path().join("SoThiDua/so.db");
    Store::create(&one, &setup(), true, &stamp()).unwrap().close();
    let two = desk.folder.path().join("a/b/so.db");
    assert_eq!(
        Store::create(&two, &setup(), true, &stamp()).unwrap_err().problem().key,
        "problem.store_no_folder"
    );
    let mut twice = setup();
    twice.units.push(("PV99".into(), "phòng  tham mưu".into()));
    let other = desk.folder.path().join("other.db");
    assert_eq!(
        Store::create(&other, &twice, false, &stamp()).unwrap_err().problem().key,
        "problem.store_unit_twice"
    );
    assert!(!other.exists());
}

#[test]
fn what_is_no_register_is_named_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let opened = |name: &str| Store::open(&at(name), Access::Write).unwrap_err();
    assert!(matches!(opened("missing.db"), OpenError::Missing(_)));
    fs::write(at("text.db"), "không phải sổ").unwrap();
    assert!(matches!(opened("text.db"), OpenError::Foreign(_)));
    fs::write(at("empty.db"), "").unwrap();
    assert!(matches!(opened("empty.db"), OpenError::Foreign(_)));
    rusqlite::Connection::open(at("other.db")).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();
    assert!(matches!(opened("other.db"), OpenError::Foreign(_)));
    assert_eq!(opened("other.db").exit_code(), 1);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "something was laid beside a foreign file");

    Store::create(&at("so.db"), &setup(), false, &stamp()).unwrap().close();
    let whole = fs::read(at("so.db")).unwrap();
    let mut newer = whole.clone();
    newer[63] = 9;
    fs::write(at("newer.db"), newer).unwrap();
    assert!(matches!(opened("newer.db"), OpenError::Newer(_)));
    assert_eq!(opened("newer.db").exit_code(), 3);
    fs::write(at("cut.db"), &whole[..whole.len() / 2]).unwrap();
    assert!(matches!(opened("cut.db"), OpenError::Damaged(_)));
    assert_eq!(opened("cut.db").exit_code(), 3);
    let words = Words::load(Lang::Vi);
    for name in ["missing.db", "text.db", "newer.db", "cut.db"] {
        let text = words.say(opened(name).problem());
        assert!(text.contains(name) && !text.contains('{') && !text.contains('⟦'), "{text}");
    }
}

#[test]
fn a_damaged_page_is_found_by_check() {
    let desk = desk();
    let path = desk.path();
    desk.store.close();
    let mut bytes = fs::read(&path).unwrap();
    let page = 4096 * 5;
    bytes[page..page + 600].fill(0x55);
    fs::write(&path, bytes).unwrap();
    let damaged = match Store::open(&path, Access::Read) {
        Ok(store) => store.check().map_or(true, |report| !report.damaged.is_empty()),
        Err(error) => error.exit_code() == 3,
    };
    assert!(damaged);
}

#[test]
fn a_reader_cannot_write_and_sees_what_the_writer_did() {
    let mut desk = desk();
    let mut reader = Store::open(&desk.path(), Access::Read).unwrap();
    let mut register = reader.register().unwrap();
    register.secretary = "Người khác".into();
    let act = Act::Register(register::Act::Save(register));
    let refusal = reader.apply(&act, &stamp()).unwrap_err();
    assert!(matches!(refusal, Refusal::Store(_)));
    assert_eq!(key(&refusal), "problem.store_read_only");
    assert_eq!(desk.does(act).what, "act.register_save");
    assert_eq!(reader.register().unwrap().secretary, "Người khác");
}

#[cfg(unix)]
#[test]
fn a_read_only_file_opens_to_look_and_gets_no_company() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    let path = desk.path();
    desk.store.close();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
    let denied = Store::open(&path, Access::Write).unwrap_err();
    assert!(matches!(denied, OpenError::Denied(_)));
    assert_eq!(denied.problem().key, "problem.store_read_only");
    let mut store = Store::open(&path, Access::Read).unwrap();
    assert!(matches!(store.answer(&Ask::Quarter(Q2)).unwrap(), Facts::Quarter(_)));
    let refusal = store.apply(&save(decision("1", day("2021-05-01")), vec![]), &stamp()).unwrap_err();
    assert_eq!(key(&refusal), "problem.store_read_only");
    assert_eq!(fs::read_dir(desk.folder.path()).unwrap().count(), 1);
}

#[test]
fn a_cut_commit_is_taken_back_or_whole() {
    let mut desk = desk();
    let path = desk.path();
    let act = |number: &str| save(decision(number, day("2021-06-18")), vec![person("Trần Văn Hạnh", 1)]);
    let digests = [desk.store.digest().unwrap(), {
        desk.does(act("1"));
        desk.store.digest().unwrap()
    }];
    let wal = fs::read(format!("{}-wal", path.display())).unwrap();
    assert!(wal.len() > 4096, "the act is not in the -wal");
    // The machine dies while the -wal is written: at each frame, and inside frames.
    for cut in (0..=wal.len()).step_by(1024).chain([wal.len() - 1]) {
        let other = desk.folder.path().join(format!("cut{cut}.db"));
        fs::copy(&path, &other).unwrap();
        fs::write(format!("{}-wal", other.display()), &wal[..cut]).unwrap();
        let store = Store::open(&other, Access::Write).unwrap();
        let report = store.check().unwrap();
        assert_eq!((report.damaged, report.edited), (vec![], vec![]), "cut at {cut}");
        assert!(digests.contains(&store.digest().unwrap()), "half an act at {cut}");
        store.close();
    }
}

#[test]
fn a_store_may_move_to_another_thread() {
    fn sendable<T: Send>() {}
    sendable::<Store>();
}
