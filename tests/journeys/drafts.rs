//! Nothing typed is lost: what stands in a form when the program is killed comes back, what was saved or given up does not.
use crate::common::Driver;

/// Drafts in the register.
fn drafts(d: &Driver) -> Vec<String> {
    d.store().drafts().unwrap().0.into_iter().map(|(_, kept)| kept.draft.place).collect()
}

/// The same form after a kill, opened from the offer by F5.
#[track_caller]
fn killed(mut d: Driver, place: &str) -> Driver {
    d.rest().expect("● chưa lưu · nháp 14:05");
    assert_eq!(drafts(&d), [place]);
    let digest = d.store().digest().unwrap();
    let mut d = d.restart();
    assert_eq!(d.store().digest().unwrap(), digest, "a draft is no part of the register");
    d.expect("Còn bản nháp chưa lưu: ").expect("14:05 hôm nay. F5 mở lại");
    d.keys("<F5>").expect("Bản nháp chưa lưu").keys("<CR>").expect("Đã mở lại bản nháp lúc 14:05 hôm nay");
    assert_eq!(drafts(&d), [place], "the draft of the killed program became this one's");
    d
}

#[test]
fn a_decision_half_written_comes_back_with_its_rows() {
    let mut d = Driver::new_register().size(120, 40);
    d.keys(
        "2<C-n>1450/QĐ-CAT<Tab>12/5<Tab><Tab>gương<C-n>Đại úy Nguyễn Văn Ấn<Tab>Cán bộ<Tab>px03<CR>Trần Thị",
    );
    let mut d = killed(d, "award/new");
    d.expect("1450/QĐ-CAT")
        .expect("12/05/2021")
        .expect("Đại úy Nguyễn Văn Ấn")
        .expect("Cán bộ")
        .expect("PX03");
    d.expect("Trần Thị").keys("<Tab><Tab>px05<C-s>").expect("√ Đã ghi quyết định 1450/QĐ-CAT");
    assert!(drafts(&d).is_empty(), "gone with the act that saved it");
    let mut d = d.restart();
    d.expect_not("bản nháp").keys("2<CR>").expect("Trần Thị").expect("Nguyễn Văn Ấn");
    assert!(d.store().check().unwrap().damaged.is_empty());
}

#[test]
fn a_changed_decision_comes_back_over_its_record() {
    let mut d = Driver::new_register().size(120, 40);
    d.keys("2<C-n>1450/QĐ-CAT<Tab>12/5<C-n>Nguyễn Văn Ấn<Tab><Tab>px03<C-s>").expect("√ Đã ghi");
    d.keys("<CR><End>-B");
    let mut d = killed(d, "award/1");
    d.expect("1450/QĐ-CAT-B").expect("Nguyễn Văn Ấn").keys("<C-s>").expect("1450/QĐ-CAT-B");
    d.expect("1 mục");
    assert!(drafts(&d).is_empty());
    assert!(d.store().check().unwrap().damaged.is_empty());
}

#[test]
fn every_form_comes_back() {
    // keys that open the form and type, the draft's place, what stands in it, whether Ctrl+S saves it as it is
    let forms: &[(&str, &str, &str)] = &[
        ("2<Tab><C-n>10/5<Tab><Tab>px03<Tab><Tab>Bắt nhóm trộm", "deed/new", "Bắt nhóm trộm"),
        ("3<C-n>Đợt thi đua tháng Tư", "campaign/new", "Đợt thi đua tháng Tư"),
        ("7<CR>20/7<Tab>Sáng", "meeting/2021-Q2", "Sáng"),
        ("8<F2>Tình hình ổn định", "texts/2021-Q2", "Tình hình ổn định"),
        ("4<Tab><Tab>Có văn bản kèm theo", "cell/2021-Q2/1/2/explanation", "Có văn bản kèm theo"),
        ("4<F6>92,5", "cell/2021-Q2/1/2/own", "92,5"),
        ("9<C-n>PV09<Tab>Phòng Kỹ thuật hình sự", "unit/new", "Phòng Kỹ thuật hình sự"),
        ("9<F2>mới", "unit/1", "mới"),
        ("0<CR>CÔNG AN TỈNH", "settings/letterhead/register", "CÔNG AN TỈNH"),
    ];
    for (keys, place, text) in forms {
        let mut d = Driver::new_register().size(120, 40);
        d.keys(keys).expect(text);
        let mut d = killed(d, place);
        d.expect(text).keys("<C-s>").expect_not("chưa lưu ·");
        assert!(drafts(&d).is_empty(), "{place}\n{}", d.screen());
        d.restart().expect_not("bản nháp");
    }
}

#[test]
fn a_pasted_list_comes_back_with_what_was_decided() {
    let mut d = Driver::new_register().size(120, 40);
    d.keys("2<C-n>214/TB-CAT<CR>30/6<C-n>");
    d.paste("Đại úy Lê An Bình - PX99\nBùi Bá Trực - PX99\nVũ Cao Sơn - PX03\n")
        .keys("<CR>px01<CR><Down><Del>");
    d.expect("1 dòng đọc được, 1 cần quyết, 1 bỏ ra");
    let mut d = killed(d, "award/new");
    d.expect("1 dòng đọc được, 1 cần quyết, 1 bỏ ra")
        .expect("PX01 Tổ chức cán bộ")
        .expect("Danh sách vừa dán");
    d.keys("<C-s><CR>px03<CR><CR>").expect("Được khen: 2 cá nhân").expect("214/TB-CAT");
    d.keys("<C-s>").expect("√ Đã ghi thông báo 214/TB-CAT");
    assert!(drafts(&d).is_empty());
}

#[test]
fn a_cancelling_and_a_split_come_back() {
    let mut d = Driver::demo().size(120, 40);
    d.keys("2");
    super::command(&mut d, "hủy khen thưởng");
    d.keys("<Tab>99/QĐ-HUY").expect("99/QĐ-HUY").rest();
    let place = drafts(&d).remove(0);
    assert!(place.starts_with("cancel/"), "{place}");
    let mut d = killed(d, &place);
    d.expect("99/QĐ-HUY").keys("<C-s>").expect("√");
    assert!(drafts(&d).is_empty());
    d.keys("<End>");
    super::command(&mut d, "tách");
    d.keys("<CR>").keys("1").expect("Đã tách 1").rest();
    let place = drafts(&d).remove(0);
    assert!(place.starts_with("split/"), "{place}");
    let mut d = killed(d, &place);
    d.expect("Đã tách 1/2, còn 1 để lại như cũ");
}

#[test]
fn a_proposal_half_written_comes_back_with_its_people() {
    let mut d = Driver::new_register().size(120, 40);
    d.keys("2<Tab><Tab><C-n>12/TTr-PX03<C-n>Đại úy Nguyễn Văn Ấn<Tab>Cán bộ<Tab>px03<CR>Trần Thị");
    let mut d = killed(d, "proposal/new");
    d.expect("12/TTr-PX03").expect("Đại úy Nguyễn Văn Ấn").expect("Cán bộ").expect("PX03").expect("Trần Thị");
    d.keys("<Tab><Tab>px05<C-s>").expect("√ Đã");
    assert!(drafts(&d).is_empty());
}

#[test]
fn a_refused_form_given_up_after_an_undo_elsewhere_leaves_no_draft() {
    let mut d = Driver::new_register();
    d.keys("3<C-n>Đợt một<C-s>").expect("√ Đã").keys("2<C-n>1/QĐ<Tab>1/1/1999<C-n>Lê An<Tab><Tab>px03<C-s>");
    d.expect_not("√ Đã ghi").rest();
    assert_eq!(drafts(&d), ["award/new"]);
    // in another room an act is taken back: the draft of the refused form is still this program's
    d.keys("<C-k>tổng quan<CR><C-z>").expect("√ Đã hoàn tác").keys("<M-2><Esc><Up><CR>");
    assert!(drafts(&d).is_empty(), "{:?}\n{}", drafts(&d), d.screen());
}

#[test]
fn the_oldest_drafts_of_killed_runs_go_first_and_never_ones_own() {
    use thidua::core::draft::{Body, Draft};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    crate::common::sample(&path);
    let mut store = thidua::store::Store::open(&path, thidua::store::Access::Write).unwrap();
    let draft =
        |n: usize| Draft { place: format!("unit/{n}"), title: format!("nháp {n}"), body: Body::default() };
    store.keep_draft("mine", "2021-07-01T08:00:00+07:00", &draft(0), None, &|_| true).unwrap();
    let ended = |session: &str| session != "run 2";
    for n in 1..=60 {
        // the clock goes back
        let at = format!("2021-07-02T08:{:02}:00+07:00", 60 - n);
        store.keep_draft(&format!("run {n}"), &at, &draft(n), None, &ended).unwrap();
    }
    store.keep_draft("mine", "2021-07-01T08:00:01+07:00", &draft(99), None, &ended).unwrap();
    let kept = store.drafts().unwrap().0;
    assert!(kept.len() <= 52, "{}", kept.len());
    let there = |place: &str| kept.iter().any(|(_, k)| k.draft.place == place);
    assert!(there("unit/59") && !there("unit/3"));
    assert!(there("unit/2"), "another window still types it");
}

#[test]
fn a_score_being_typed_comes_back_in_its_cell() {
    let mut d = Driver::new_register();
    d.keys("412,5");
    let place = {
        d.rest();
        drafts(&d).remove(0)
    };
    assert!(place.starts_with("cell/2021-Q2/"), "{place}");
    let mut d = killed(d, &place);
    d.expect("[12,5").keys("<CR>").expect("√ Đã chấm PV01");
    assert!(drafts(&d).is_empty());
}

#[test]
fn an_approval_page_comes_back() {
    let mut d = Driver::demo().size(120, 40);
    d.keys("<M-6>");
    super::command(&mut d, "văn bản duyệt");
    d.keys("88/QĐ<Tab>20/8");
    let mut d = killed(d, "approve/2021-Q2");
    d.expect("88/QĐ").expect("20/8");
}

#[test]
fn a_form_given_up_leaves_no_draft() {
    let mut d = Driver::new_register();
    d.keys("3<C-n>Đợt một").rest();
    assert_eq!(drafts(&d), ["campaign/new"]);
    d.keys("<Esc>").expect("Còn chữ chưa lưu").keys("<Up><CR>");
    assert!(drafts(&d).is_empty());
    // and one whose text was taken back has nothing to keep
    d.keys("<C-n>Đ").rest();
    assert_eq!(drafts(&d), ["campaign/new"]);
    d.keys("<BS>");
    assert!(drafts(&d).is_empty());
}

#[test]
fn quitting_keeps_the_draft_or_drops_it() {
    let mut d = Driver::new_register();
    d.keys("3<C-n>Đợt một<C-q>").expect("Thoát, giữ bản nháp").keys("<CR>");
    assert!(d.ended());
    let mut d = d.restart();
    d.expect("Đợt thi đua mới Đợt một").keys("<F5><CR>").expect("Đợt một");
    d.keys("<C-q><Down><CR>");
    assert!(d.ended());
    d.restart().expect_not("bản nháp");
}

#[test]
fn a_room_that_is_left_keeps_its_text_at_once() {
    let mut d = Driver::new_register();
    d.keys("3<C-n>Đợt một<C-k>tổng quan<CR>");
    assert_eq!(drafts(&d), ["campaign/new"]);
}

#[test]
fn type_ahead_goes_where_it_was_going_whatever_is_offered() {
    let mut d = Driver::new_register();
    d.keys("2<C-n>7/QĐ-CAT").rest();
    let mut d = d.restart();
    d.keys("<M-2><C-n>9/QĐ-CAT<Tab>20/5<C-n>Đại úy Nguyễn Văn An<Tab>Cán bộ<Tab>PV01<CR><C-s>");
    d.expect("√ Đã ghi quyết định 9/QĐ-CAT");
    assert_eq!(drafts(&d), ["award/new"], "the lost one is still there");
}

#[test]
fn a_new_form_of_the_same_kind_offers_the_draft() {
    let mut d = Driver::new_register();
    d.keys("3<C-n>Đợt một").rest();
    let mut d = d.restart();
    d.keys("3")
        .expect_not("F5 mở lại")
        .keys("<C-n>")
        .expect("Mục này còn bản nháp, 14:05 hôm nay. F5 mở lại");
    d.keys("<F5><CR>").expect("Đợt một");
}

#[test]
fn a_lost_draft_can_be_given_up() {
    let mut d = Driver::new_register();
    d.keys("3<C-n>Đợt một").rest();
    let mut d = d.restart();
    d.keys("<F5><Del>").expect("Bỏ bản nháp?").keys("<Esc>").expect("Đợt một");
    assert_eq!(drafts(&d), ["campaign/new"]);
    d.keys("<Del><Up><CR>").expect_not("Bản nháp chưa lưu");
    assert!(drafts(&d).is_empty());
    d.keys("<F5>").expect("Không còn bản nháp nào");
}

#[test]
fn a_damaged_draft_is_said_and_does_no_harm() {
    let mut d = Driver::new_register();
    d.keys("3<C-n>Đợt một").rest();
    damage(&d.path());
    let mut d = d.restart();
    d.expect("Có 1 bản nháp bị hỏng").keys("3<C-n>Đợt hai<C-s>").expect("√ Đã");
}

/// Spoils the bodies of all drafts, as another tool would.
fn damage(path: &std::path::Path) {
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.execute("UPDATE draft SET body = '{\"rev\":'", []).unwrap();
}

#[test]
fn a_half_written_form_does_not_hinder_the_work_when_the_disk_is_full() {
    let mut d = Driver::new_register();
    let conn = rusqlite::Connection::open(d.path()).unwrap();
    conn.execute_batch(
        "CREATE TRIGGER full BEFORE INSERT ON draft BEGIN SELECT RAISE(ABORT, 'no room'); END",
    )
    .unwrap();
    d.keys("3<C-n>Đợt một").rest().expect("Chưa ghi được bản nháp").expect("● chưa lưu");
    d.keys("x").rest().expect_not("Chưa ghi được bản nháp");
    conn.execute_batch("DROP TRIGGER full").unwrap();
    d.keys("y").rest().expect("nháp 14:05").keys("<C-s>").expect("Đợt mộtxy");
}
