//! Room 2, the third tab: what was sent and waits, the decision that answers it, and the guard while typing. By keys, over a
//! real register.
use crate::common::Driver;
use thidua::core::ask::{Ask, Facts};
use thidua::core::award::DecisionRow;
use thidua::core::page::Reach;
use thidua::core::period::PeriodKey;
use thidua::core::proposal::{ProposalRow, ProposalSheet, State};

const Q2: PeriodKey = PeriodKey { year: 2021, kind: thidua::core::period::PeriodKind::Quarter, ordinal: 2 };

fn proposals(d: &Driver) -> Vec<ProposalRow> {
    match d.store().answer(&Ask::Proposals(Reach::of(Q2, ""))).unwrap() {
        Facts::Proposals(window) => window.rows.clone(),
        other => panic!("{other:?}"),
    }
}

fn sheet(d: &Driver, n: usize) -> ProposalSheet {
    match d.store().answer(&Ask::Proposal(proposals(d)[n].head.id)).unwrap() {
        Facts::Proposal(Some(sheet)) => (*sheet).clone(),
        other => panic!("{other:?}"),
    }
}

fn decisions(d: &Driver) -> Vec<DecisionRow> {
    match d.store().answer(&Ask::Decisions(Reach::of(Q2, ""))).unwrap() {
        Facts::Decisions(window) => window.rows.clone(),
        other => panic!("{other:?}"),
    }
}

/// A new register, in the tab.
fn tab() -> Driver {
    let mut d = Driver::new_register();
    d.keys("2<BTab>").expect("[Đề nghị]").expect("Quý II/2021 chưa có đề nghị nào.");
    d
}

/// One proposal of the 10th of July backwards: two people.
fn send(d: &mut Driver) {
    d.keys("<C-n>").expect("Ghi đề nghị khen thưởng").expect("Ngày trình").expect_not("Người ký");
    d.keys("45/TTr<CR>20/6<CR><CR><CR>Cứu người bị đuối nước<C-n>");
    d.keys("Thiếu tá Nguyễn Văn Ấn<Tab>Cán bộ<Tab>px03<CR>Đại úy Lê An<Tab><Tab>px03");
    d.expect("Đề nghị khen: 2 cá nhân").keys("<C-s>").expect("√ Đã ghi đề nghị 45/TTr");
}

#[test]
fn a_proposal_waits_is_decided_with_all_its_people_and_undone_in_one() {
    let mut d = tab();
    send(&mut d);
    d.expect("[Đề nghị 1]").expect("20/06").expect("đã gửi 32 ngày").expect("Giấy khen: Cứu người bị đuối");
    d.keys("<CR>")
        .expect("Đề nghị khen thưởng")
        .expect("Thiếu tá Nguyễn Văn Ấn")
        .expect("Enter ra quyết định");
    d.keys("<CR>").expect("Ra quyết định theo đề nghị").expect("Cứu người bị đuối nước");
    d.expect("Được khen: 2 cá nhân").expect_not("● chưa lưu");
    d.keys("1790/QĐ-CAT<CR>30/6<C-s>").expect("√ Đã ghi quyết định 1790/QĐ-CAT");
    d.expect("QĐ 1790/QĐ-CAT ngày 30/06/2021, sau 10 ngày");
    assert_eq!(proposals(&d)[0].head.state, State::Decided);
    assert_eq!(decisions(&d).len(), 1);
    assert_eq!(sheet(&d, 0).left_out, Vec::<i64>::new());
    d.keys("<Esc>").expect("√ 1790/QĐ-CAT").keys("<C-z>").expect("đã gửi 32 ngày");
    assert_eq!((decisions(&d).len(), proposals(&d)[0].head.state), (0, State::Pending));
    d.keys("<C-y>").expect("√ 1790/QĐ-CAT");
    // the decision goes, the proposal waits again
    d.keys("<Tab><Del>").expect("√ Đã xóa QĐ 1790/QĐ-CAT").keys("<BTab>").expect("đã gửi 32 ngày");
}

#[test]
fn who_is_left_out_of_the_decision_stays_told() {
    let mut d = tab();
    send(&mut d);
    d.keys("<CR><CR>1790/QĐ-CAT<CR>30/6<C-n><Down><C-Del><C-s>").expect("còn 1").expect("chưa khen");
    d.keys("<F2>").expect_not("Sửa đề nghị");
    d.keys("<CR>").expect("Sửa quyết định khen thưởng").expect("1790/QĐ-CAT");
}

#[test]
fn a_proposal_is_dropped_with_a_reason_and_taken_up_again() {
    let mut d = tab();
    send(&mut d);
    d.keys("<CR><Del>").expect("Vì sao khép đề nghị?").keys("<Down><CR>").expect("√ Đã khép đề nghị 45/TTr");
    d.expect("Đã khép: Không được khen").keys("<Esc>").expect("[Đề nghị]").expect("Không được khen");
    assert_eq!(proposals(&d)[0].head.state, State::Dropped);
    d.keys("<CR><CR>").expect("√ Đã mở lại đề nghị 45/TTr").expect("đã gửi 32 ngày");
    d.keys("<Esc><F2>").expect("Sửa đề nghị khen thưởng").keys("<CR><CR><CR><CR> ở hồ<C-s>");
    d.expect("√ Đã sửa đề nghị 45/TTr");
    assert_eq!(sheet(&d, 0).head.subject, "Cứu người bị đuối nước ở hồ");
    d.keys("<Del>").expect("√ Đã xóa đề nghị 45/TTr").expect("chưa có đề nghị nào");
    d.keys("<C-z>").expect("45/TTr");
}

#[test]
fn an_achievement_is_proposed_from_its_own_row() {
    let mut d = Driver::new_register();
    d.keys("2<Tab><C-n>9/5<CR><Right><CR>px03<CR>Thiếu tá Nguyễn Văn Ấn, Đội Tuyên truyền<CR>Cứu người bị đuối nước<C-s>");
    d.expect("▲ 74 ngày, chưa đề nghị");
    d.keys("1").expect("1 thành tích quá 10 ngày, chưa đề nghị");
    d.keys("2<C-t>").expect("Ghi đề nghị khen thưởng").expect("Cứu người bị đuối nước");
    d.expect("Đề nghị khen: 1 tập thể, 1 cá nhân").expect("09/05/2021 Cứu người");
    d.keys("7/TTr<CR>15/5<C-s>").expect("√ Đã ghi đề nghị 7/TTr");
    let sheet = sheet(&d, 0);
    assert!(sheet.nominees.iter().all(|n| n.achievement == Some(sheet.acts[0].0)), "{:?}", sheet.nominees);
    d.keys("<BTab>").expect("đề nghị 15/05").keys("<CR>");
    d.expect("lập 09/05 → đề nghị 15/05 (6 ngày)");
    d.keys("<Esc>1").expect_not("chưa đề nghị");
    d.keys("2<Tab><CR><CR>1/QĐ<CR>20/5<C-s>").expect("sau 5 ngày");
    d.keys("<Esc><BTab><CR>").expect("lập 09/05 → đề nghị 15/05 (6 ngày) → khen 20/05 (11 ngày)");
    d.expect("Được khen: 2 mục");
}

#[test]
fn the_overview_leads_to_the_achievements_that_wait() {
    let mut d = Driver::new_register();
    d.keys("2<Tab><C-n>9/5<CR><CR>px03<CR>Lê An<CR>Việc thứ nhất<C-s>");
    d.keys("<C-n><CR><CR>px03<CR>Lê An<CR>Việc chưa rõ ngày<C-s>");
    d.keys("1").expect("1 thành tích quá 10 ngày, chưa đề nghị");
    d.keys("<Up><Up><Up><Up><Up><Up><Up><Up>");
    for _ in 0..8 {
        if d.screen().lines().any(|l| l.contains('►') && l.contains("quá 10 ngày")) {
            break;
        }
        d.keys("<Down>");
    }
    d.keys("<CR>").expect("quá 10 ngày, chưa đề nghị · 1 mục").expect("Việc thứ nhất").expect("▲ 74 ngày");
    d.expect_not("Việc chưa rõ ngày");
    d.keys("<C-t>").expect("Ghi đề nghị khen thưởng").keys("1/TTr<CR>1/6<C-s>");
    d.expect("Không có thành tích nào quá 10 ngày").keys("<M-2><Esc>").expect("đề nghị 01/06");
}

#[test]
fn the_same_act_is_noticed_while_typing_and_recorded_with_a_reason() {
    let mut d = Driver::new_register();
    let decide = |d: &mut Driver, number: &str, day: &str, what: &str| {
        d.keys(&format!("<C-n>{number}<CR>{day}<CR><CR><CR>{what}<C-n>Đại úy Lê An<Tab><Tab>pv01"));
    };
    d.keys("2");
    decide(&mut d, "1/QĐ", "20/5", "Cứu người bị đuối nước");
    d.keys("<C-s>").expect("√ Đã ghi quyết định 1/QĐ");
    decide(&mut d, "2/QĐ", "1/6", "cứu người bị đuối nước");
    d.keys("<CR><Up>");
    d.expect("▲ Lê An đã được khen việc này: Giấy khen, 1/QĐ, 20/05/2021, Quý II/2021");
    // first who it is, then why
    d.keys("<C-s>").expect("Cùng một người").keys("<CR>").expect("Đã khen việc này: vì sao vẫn ghi?");
    assert_eq!(decisions(&d).len(), 1);
    // the earlier paper is a key away, and the question and the form stay below it
    d.expect("F3 văn bản trước")
        .keys("<F3>")
        .expect("Quyết định đã ghi")
        .expect("20/05/2021")
        .expect("Lê An");
    d.expect_not("vì sao vẫn ghi?").keys("<Esc>").expect("Đã khen việc này: vì sao vẫn ghi?");
    d.keys("<Esc>").expect("● chưa lưu").keys("<C-s><CR>Hai việc khác nhau<CR>");
    d.expect("√ Đã ghi quyết định 2/QĐ");
    d.resize(120, 40).expect("▲ Vẫn ghi: Hai việc khác nhau");
}

#[test]
fn the_same_paper_is_noticed_at_its_number() {
    let mut d = Driver::new_register();
    d.keys("2<C-n>1764/QĐ-CAT<CR>18/6<C-n>Lê An<Tab><Tab>pv01<C-s>");
    d.keys("<C-n>1764/qđ-cat<CR>18/6<CR>")
        .expect("▲ Văn bản này đã có trong sổ: Giấy khen, 1764/QĐ-CAT, 18/06/2021");
}

#[test]
fn the_list_is_filtered_runs_over_every_period_and_find_leads_to_a_proposal() {
    let mut d = tab();
    send(&mut d);
    d.keys("<C-n>46/TTr<CR>21/6<CR><CR><CR>Bắt cướp<C-n>Đại úy Lê An<Tab><Tab>px03<C-s>")
        .expect("Cùng một người")
        .keys("<CR>")
        .expect("√ Đã ghi đề nghị 46/TTr");
    d.keys("/le an").expect("46/TTr").expect("45/TTr").keys("<BS><BS><BS><BS><BS>cuop").expect_not("45/TTr");
    d.keys("<CR>").expect("lọc: cuop · 1 mục").keys("<Esc>").expect("2 mục").expect("45/TTr");
    d.keys("/zzz").expect("Không có mục nào chứa “zzz”").keys("<Esc>").expect("45/TTr");
    d.keys("<F6>").expect("mọi kỳ: 2 mục").expect("21/06/2021").keys("<F6>").expect_not("mọi kỳ:");
    // Find opens the very proposal, and leaves it selected in its list
    d.keys("1<C-f>45 ttr<CR>")
        .expect("Đề nghị khen thưởng")
        .expect("45/TTr")
        .expect("Thiếu tá Nguyễn Văn Ấn");
    d.keys("<Esc>").expect("[45 ttr").keys("<Esc>2").expect("►20/06");
}
