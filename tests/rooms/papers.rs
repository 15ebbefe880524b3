//! Room 8: the preview is the paper, the texts are written as one act, the files are ordered and, when asked, overwritten.
use super::bench::Bench;
use std::path::PathBuf;
use thidua::app::Reply;
use thidua::core::act::Act;
use thidua::core::adjustment::{Adjustment, Stage};
use thidua::core::meeting::{self, Part};
use thidua::core::number::Points;
use thidua::core::problem::Problem;
use thidua::core::quarter::{QuarterFacts, State};
use thidua::core::score::{Cell, CellValue, Round};
use thidua::core::summary::Paper;
use thidua::effect::{Format, Job};

fn order(bench: &Bench) -> Job {
    Job::Export {
        period: bench.facts.period.key,
        papers: vec![Paper::Report],
        unit: None,
        ordinal: None,
        formats: vec![Format::Docx, Format::Xlsx],
        draft: None,
        folder: None,
        force: false,
    }
}

#[test]
fn the_preview_is_the_paper_and_scrolls() {
    let mut bench = Bench::new(80, 24);
    bench.keys("8").shows("Văn bản Quý II/2021").shows("Báo cáo quý, DỰ THẢO, dòng 1–");
    bench.shows("● Báo cáo quý").shows("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").shows("chưa ghi 8 phần");
    bench
        .keys("<PageDown>")
        .lacks("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .keys("<Home>")
        .shows("CỘNG HÒA XÃ HỘI");
    bench.keys("<End>").shows("Tổng điểm").lacks("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    let end = bench.screen();
    assert_eq!(bench.keys("<PageDown><PageDown>").screen(), end, "it stops at the last line");
    assert_ne!(bench.keys("<PageUp>").screen(), end);
}

#[test]
fn a_waiting_period_shows_the_final_paper() {
    let mut bench = Bench::with(120, 40, |f| {
        f.period.state = State::Waiting;
        f.texts = Part::ALL.iter().map(|p| (*p, "Đã ghi.".to_owned())).collect();
        f.register.letterhead.place = "Hồng Lam".into();
        f.register.letterhead.signer = "Thượng tá Võ Minh Khang".into();
    });
    bench.keys("8").shows("√ Báo cáo quý").shows("bản chính").shows("Số:").shows("│").lacks("DỰ THẢO");
    bench.shows("Lời báo cáo đã đủ");
}

#[test]
fn texts_are_written_as_one_act_and_only_what_changed() {
    let mut bench = Bench::with(80, 24, |f| f.texts = vec![(Part::Situation, "Ổn định.".to_owned())]);
    // the caret stands in the first part that is missing
    bench
        .keys("8<F2>Một dòng<CR>- một gạch<Tab><Tab>Tốt")
        .shows("● chưa lưu")
        .keys("<C-s>")
        .shows("Văn bản Quý II");
    let texts = vec![(Part::Regular, "Một dòng\n- một gạch".to_owned()), (Part::Strengths, "Tốt".to_owned())];
    let period = bench.facts.period.key;
    assert_eq!(bench.acts, [Act::Meeting(meeting::Act::Texts { period, texts })]);
}

#[test]
fn a_written_part_is_in_the_preview_at_once() {
    let mut bench = Bench::new(120, 40);
    bench.keys("8").lacks("Giữ vững kỷ cương").facts.texts =
        vec![(Part::Situation, "Giữ vững kỷ cương.".to_owned())];
    bench.keys("<F2>x<C-s>").shows("Giữ vững kỷ cương").shows("chưa ghi 7 phần");
}

#[test]
fn escape_from_changed_texts_asks_and_from_unchanged_ones_does_not() {
    let mut bench = Bench::new(80, 24);
    bench.keys("8<F2><Esc>").shows("dòng 1–").keys("<F2>x<Esc>").shows("Bỏ phần đã sửa");
    bench.keys("<CR>").shows("[x").keys("<Esc><Up><CR>").shows("dòng 1–");
    assert!(bench.acts.is_empty());
}

#[test]
fn files_are_ordered_and_their_place_is_said() {
    let mut bench = Bench::new(120, 40);
    bench
        .keys("8<C-s>")
        .shows("Xuất văn bản Quý II/2021")
        .shows("■ báo cáo  □ xếp loại")
        .shows("■ Word  ■ Excel  □ Markdown")
        .keys("<C-s>");
    assert_eq!(bench.jobs, [order(&bench)]);
    let files = ["docx", "xlsx"].map(|e| PathBuf::from(format!("/so/VanBan/bao-cao-2021-Q2.{e}")));
    bench.reply(Reply::Exported(Ok(files.to_vec())));
    bench.shows("Đã xuất bao-cao-2021-Q2.docx, bao-cao-2021-Q2.xlsx vào /so/VanBan").shows("dòng 1–");
}

#[test]
fn formats_kind_and_folder_are_chosen() {
    let mut bench = Bench::new(80, 24);
    bench.keys("8<C-s><Tab><Space><Right><Space><Right><Space><Tab><Right><Right><Tab>/tmp/giay<CR>");
    let Some(Job::Export { formats, draft, folder, .. }) = bench.jobs.pop() else { panic!("no order") };
    assert_eq!((formats, draft, folder), (vec![Format::Md], Some(false), Some(PathBuf::from("/tmp/giay"))));
    // without a format nothing is ordered, and the field says so
    let mut none = Bench::new(80, 24);
    none.keys("8<C-s><Tab><Space><Right><Space><C-s>").shows("Chưa chọn dạng tệp nào");
    assert!(none.jobs.is_empty());
}

#[test]
fn a_file_that_is_there_is_overwritten_only_when_granted() {
    let mut bench = Bench::new(80, 24);
    bench.keys("8<C-s><C-s>");
    let there = || {
        Reply::Exported(Err(Problem::new("problem.paper.exists")
            .text("file", "bao-cao-2021-Q2.docx")
            .text("folder", "/so/VanBan")))
    };
    bench.reply(there());
    bench.shows("Tệp đã có").shows("Ghi đè").keys("<Esc>").shows("Xuất văn bản");
    assert_eq!(bench.jobs.len(), 1);
    bench.keys("<C-s>").reply(there());
    bench.keys("<Up><CR>");
    let forced = match order(&bench) {
        Job::Export { period, papers, unit, ordinal, formats, draft, folder, .. } => {
            Job::Export { period, papers, unit, ordinal, formats, draft, folder, force: true }
        }
        other => other,
    };
    assert_eq!(bench.jobs.last(), Some(&forced));
}

#[test]
fn the_date_of_the_paper_is_that_of_the_meeting_not_of_the_movement() {
    let mut bench = Bench::with(120, 40, |f| {
        f.movement.year = 2020;
        f.meeting.date = Some(thidua::core::date::Date::constant(2021, 7, 27));
    });
    bench.keys("8").shows("tháng 7 năm 2021");
}

#[test]
fn an_empty_register_still_shows_its_paper() {
    let mut bench = Bench::with(80, 24, |f| {
        f.units.clear();
        f.tallies.clear();
        f.table = None;
        f.levels = None;
    });
    bench.keys("8").shows("CỘNG HÒA XÃ HỘI").keys("<End>").shows("Nơi nhận:");
}

#[test]
fn every_size_is_drawn() {
    for (width, height) in [(60, 16), (61, 17), (80, 24), (99, 20), (100, 24), (120, 40), (200, 60)] {
        let mut bench = Bench::new(width, height);
        bench.keys("8").shows("Báo cáo quý").keys("<PageDown><End>").screen();
        bench.keys("<F2>").shows("Nội dung báo cáo").keys("<Esc><C-s>").shows("Thư mục");
        bench.resize(9, 2).screen();
    }
}

#[test]
fn a_letterhead_without_signer_or_place_is_said_and_leads_to_room_0() {
    for key in ["<CR>", "<C-g>"] {
        let mut bench = Bench::new(80, 24);
        bench.keys("8").shows("▲ chưa ghi người ký, địa danh: phòng 0, Thể thức văn bản; chưa ghi 8 phần");
        bench.keys(key).lacks("Báo cáo quý").shows("Cơ quan chủ quản");
    }
    let mut bench = Bench::with(120, 40, |f| {
        f.texts = Part::ALL.iter().map(|p| (*p, "Đã ghi.".to_owned())).collect();
        f.register.letterhead.signer = "Thượng tá Võ Minh Khang".into();
    });
    bench
        .keys("8")
        .shows(" ▲ chưa ghi địa danh: phòng 0,")
        .shows("▲ chưa ghi địa danh: phòng 0, Thể thức văn bản");
    bench.shows("ghi người ký, địa danh ở phòng 0");
    let mut whole = Bench::with(80, 24, |f| {
        f.register.letterhead.place = "Hồng Lam".into();
        f.register.letterhead.signer = "Thượng tá Võ Minh Khang".into();
    });
    whole.keys("8").lacks("phòng 0").keys("<CR>").shows("Báo cáo quý chưa ghi 8 phần");
}

#[test]
fn missing_parts_are_named_as_they_are_printed() {
    let mut bench = Bench::new(120, 40);
    bench
        .keys("8")
        .shows("II.1. Thi đua thường xuyên")
        .shows("IV.2. Tồn tại")
        .shows("VI. ĐỀ XUẤT, KIẾN NGHỊ");
}

#[test]
fn the_papers_of_the_period_are_chosen_up_and_down_each_with_its_state() {
    let mut bench = Bench::new(120, 40);
    bench.keys("8").shows("►● Báo cáo quý").shows("● Kết quả xếp loại").shows("○ Điều chỉnh xếp loại");
    bench
        .keys("<Down>")
        .shows("►● Kết quả xếp loại")
        .shows("KẾT QUẢ ĐỀ NGHỊ XẾP LOẠI")
        .lacks("chưa ghi 8 phần");
    bench.keys("<Down>").shows("BẢNG ĐIỂM, XẾP HẠNG").shows("Bảng điểm, xếp hạng, DỰ THẢO, dòng 1–");
    // each paper begins at its head
    bench.keys("<PageDown><Up><Down>").shows("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    bench.keys("<Down><Down>").shows("►○ Điều chỉnh xếp loại").shows("chưa có lần điều chỉnh nào");
    bench.keys("<Down><C-s>").lacks("Xuất văn bản Quý");
    bench.keys("<Up><Up><Up><Up><Up>").shows("►● Báo cáo quý").shows("chưa ghi 8 phần");
}

#[test]
fn an_explanation_is_of_one_unit_at_a_time_and_written_for_it_or_for_all() {
    let mut bench = Bench::new(120, 40);
    let units: Vec<(i64, String)> = bench.facts.units.iter().map(|u| (u.id, u.tag().to_owned())).collect();
    let title = |n: usize| format!("Giải trình điểm {} ({}/{})", units[n].1, n + 1, units.len());
    bench.keys("8<Down><Down><Down>").shows(&title(0)).keys("<Right>").shows(&title(1));
    bench.keys("<Left><Left>").shows(&title(units.len() - 1)).keys("<Right><Right>").shows(&title(1));
    bench.keys("<C-s>").shows("■ giải trình").shows(&format!("● {}", units[1].1)).keys("<C-s>");
    let Some(Job::Export { papers, unit, .. }) = bench.jobs.pop() else { panic!("no order") };
    assert_eq!((papers, unit), (vec![Paper::Why], Some(units[1].0)));
    bench.reply(Reply::Exported(Ok(vec![PathBuf::from("/so/VanBan/x.docx")])));
    // ticked beside another paper: of every unit
    bench.keys("<Up><C-s><Right><Right><Space><Right><Space><Left><Left><Left><C-s>");
    let Some(Job::Export { papers, unit, .. }) = bench.jobs.pop() else { panic!("no order") };
    assert_eq!((papers.contains(&Paper::Why), unit), (true, None));
    // nothing ticked: nothing ordered
    let mut none = Bench::new(80, 24);
    none.keys("8<C-s><Space><C-s>").shows("Chưa chọn văn bản nào");
    assert!(none.jobs.is_empty());
}

/// Every unit has points in the first criterion.
fn scored(facts: &mut QuarterFacts) {
    let leaf = facts.table.as_ref().unwrap().leaves().next().unwrap().id;
    let cell = |unit| Cell {
        unit,
        criterion: leaf,
        round: Round::Own,
        value: CellValue::Points(Points(unit * 100)),
        comment: String::new(),
    };
    facts.cells = facts.units.iter().map(|u| cell(u.id)).collect();
}

#[test]
fn the_standings_lead_to_the_explanation_of_the_unit_they_show() {
    let mut bench = Bench::with(120, 40, scored);
    let second = thidua::core::standing::rank(&bench.facts).rows[1].unit;
    let tag = bench.facts.unit(second).unwrap().tag().to_owned();
    bench.keys("5<Down><C-p>").shows(&format!("Giải trình điểm {tag} ("));
    bench.keys("5<CR><C-p>").shows(&format!("Giải trình điểm {tag} ("));
}

#[test]
fn a_prepared_adjustment_is_a_draft_and_leads_the_list_of_its_versions() {
    let adjustment =
        |ordinal, stage| Adjustment { stage, ordinal, number: "77/QĐ-CAT".into(), ..Adjustment::next(&[]) };
    let mut bench = Bench::with(120, 40, |facts| {
        facts.period.state = State::Approved;
        facts.adjustments = vec![adjustment(1, Stage::Applied), adjustment(2, Stage::Open)];
    });
    bench.keys("8<Down><Down><Down><Down>").shows("Điều chỉnh xếp loại lần 2, DỰ THẢO").shows("lần khác");
    bench.shows("ĐIỀU CHỈNH KẾT QUẢ XẾP LOẠI LẦN 2").keys("<C-s><C-s>");
    let Some(Job::Export { papers, ordinal, draft, .. }) = bench.jobs.pop() else { panic!("no order") };
    assert_eq!((papers, ordinal, draft), (vec![Paper::Adjustment], Some(2), None));
    bench.reply(Reply::Exported(Ok(vec![PathBuf::from("/so/VanBan/x.docx")])));
    bench.keys("<Left>").shows("Điều chỉnh xếp loại lần 1, bản chính");
    // the result as it was approved stands before the one of now
    bench.keys("<Up><Up><Up>").shows("Kết quả xếp loại, bản chính").shows("bản khác");
    bench.keys("<Left>").shows("Kết quả xếp loại như đã duyệt, bản chính").keys("<C-s><C-s>");
    let Some(Job::Export { papers, ordinal, .. }) = bench.jobs.pop() else { panic!("no order") };
    assert_eq!((papers, ordinal), (vec![Paper::Result], Some(0)));
}

#[test]
fn an_explanation_as_it_was_approved_stands_beside_that_of_now() {
    let adjusted = Adjustment { stage: Stage::Applied, number: "77/QĐ-CAT".into(), ..Adjustment::next(&[]) };
    let mut bench = Bench::with(120, 40, |facts| {
        scored(facts);
        facts.period.state = State::Approved;
        facts.adjustments = vec![adjusted];
    });
    let tag = bench.facts.units[0].tag().to_owned();
    let now = format!("Giải trình điểm {tag} (1/");
    let old = format!("Giải trình điểm như đã duyệt {tag} (2/");
    bench.keys("8<Down><Down><Down>").shows(&now).keys("<Right>").shows(&old);
    bench.shows("bản chính").keys("<C-s><C-s>");
    let Some(Job::Export { papers, unit, ordinal, draft, .. }) = bench.jobs.pop() else { panic!("no order") };
    assert_eq!((papers, unit, ordinal), (vec![Paper::Why], Some(bench.facts.units[0].id), Some(0)));
    assert_eq!(draft, None, "each by its state");
    bench.reply(Reply::Exported(Ok(vec![PathBuf::from("/so/VanBan/x.docx")])));
    // scores have versions too; from another room the explanation of now is asked for
    bench.keys("<Up>").shows("Bảng điểm, xếp hạng như đã duyệt").shows("bản khác");
    bench.keys("5<C-p>").lacks("như đã duyệt").shows("Giải trình điểm ");
}
