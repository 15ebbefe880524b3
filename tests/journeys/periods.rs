//! Periods by keys: the next quarter, other dates, half-years and years, years that begin in November.
use super::command;
use super::quarter::row;
use crate::common::Driver;
use thidua::core::period::PeriodKey;

/// The second quarter of the sample, locked.
fn locked() -> Driver {
    let mut d = Driver::demo().size(120, 40);
    d.keys("<M-6>");
    command(&mut d, "chốt đề nghị");
    command(&mut d, "khóa sổ");
    d.keys("<Up><CR>").expect("đã khóa");
    d
}

#[test]
fn the_next_quarter_is_one_key_away_from_a_locked_one_and_says_what_it_took_along() {
    let mut d = locked();
    d.keys("<M-1>").expect("Mở Quý III/2021: giữ danh sách đơn vị").expect("F6 mở quý sau");
    d.keys("<F6>")
        .expect("‹ Quý III/2021 ›")
        .expect("√ Đã mở Quý III/2021. Lấy theo Quý II/2021: 12 đơn vị; ");
    d.keys("<M-4>").expect("4 Chấm điểm").expect("‹ PV01 Tham mưu ›");
    // it is there now: neither offered again nor opened twice
    d.keys("<M-1><C-Left>").expect("‹ Quý II/2021 ›").expect_not("mở quý sau");
    d.keys("<C-z>").expect("√ Đã hoàn tác");
    d.keys("<F8>");
    assert!(row(&mut d, "Quý III/2021").contains("chưa mở"));
}

#[test]
fn an_open_quarter_offers_no_next_one_by_its_key() {
    let mut d = Driver::demo();
    d.keys("<M-1>").expect_not("mở quý sau").keys("<F6>").expect("‹ Quý II/2021 ›");
}

#[test]
fn dates_are_changed_after_what_comes_of_it_was_shown() {
    let mut d = Driver::new_register();
    d.keys("<F8><Up><CR>").expect("‹ Quý III/2021 ›");
    d.keys("<M-2><C-n>9/QĐ-CAT<Tab>5/7/2021<Tab><Tab>gương<C-n>Nguyễn Văn Ấn<Tab><Tab>px03<C-s>")
        .expect("√ Đã ghi");
    d.keys("<F8><Down><F2>").expect("Sửa ngày của Quý II/2021").expect("Ngày như đang có");
    d.keys("<Tab><C-a>14/7/2021<Tab>").expect("Quý III/2021 nối theo: 15/07/2021 – 30/09/2021");
    d.expect("Chuyển từ Quý III/2021 sang Quý II/2021: 1 quyết định");
    // the neighbour keeps its days: refused where it is typed
    d.keys("<Right>").expect("▲ Quý II/2021 trùng với Quý III/2021 từ 01/07/2021 đến 14/07/2021");
    d.keys("<C-s>").expect("Sửa ngày của Quý II/2021");
    d.keys("<Left><C-s>").expect("√ Đã sửa ngày Quý II/2021: 01/04/2021 – 14/07/2021. 1 mục đã chuyển kỳ");
    d.expect_not("Sửa ngày của").keys("<C-Left>").expect("‹ Quý II/2021 ›").expect("9/QĐ-CAT");
    d.keys("<C-z>").expect("√ Đã hoàn tác").expect_not("9/QĐ-CAT");
    d.keys("<F8>").expect("01/04/2021 – 30/06/2021");
}

#[test]
fn a_locked_quarter_keeps_its_dates_and_says_the_way_out() {
    let mut d = locked();
    d.keys("<F8><F2><C-a>2/4/2021<Tab>").expect("▲ Quý II/2021 đã khóa, giữ nguyên ngày. Mở lại sổ rồi sửa");
    d.keys("<C-s>").expect("Sửa ngày của Quý II/2021").keys("<Esc><Esc>").expect_not("Sửa ngày");
}

#[test]
fn a_half_year_is_opened_read_and_reported() {
    let mut d = Driver::demo().size(120, 40);
    d.keys("<F8><End>").expect("►6 tháng đầu năm 2021").keys("<CR>").expect("‹ 6 tháng đầu năm 2021 ›");
    d.expect("√ Đã mở 6 tháng đầu năm 2021. Gộp Quý I/2021, Quý II/2021").expect("Gộp từ 2 quý");
    d.expect("cộng dồn các quý").expect("Còn 1 quý chưa khóa sổ");
    assert!(row(&mut d, "Khóa sổ các quý").contains("1/2"));
    // its lists are those of its quarters, its scores are theirs
    d.keys("<M-2>").expect("TB 214/TB-CAT").expect("TB 98/TB-CAT");
    d.keys("<M-4>").expect("điểm chấm ở từng quý").expect_not("chọn bảng điểm");
    d.keys("<M-5>").expect("Tổng hợp các quý · tạm thời").expect("12/12 đơn vị có điểm");
    assert!(row(&mut d, "PX01").contains("1.899,00"));
    // from a rank to the quarter it comes from, and to its records: two keys
    d.keys("<Right><CR>").expect("‹ Quý II/2021 ›").expect("5 Xếp hạng").expect("Vì sao PX01");
    d.keys("<Esc>");
    assert!(row(&mut d, "PX01").starts_with('►'));
    // the report has its own title, the quarters' results and the word on numbers that may count twice
    d.keys("<F8><End><CR><M-8>").expect("Kết quả phong trào thi đua 6 tháng đầu năm 2021");
    let folder = d.folder().join("giay");
    d.keys("<C-s><Tab>")
        .keys("<Right><Right><Space><Tab><Tab>")
        .keys(&folder.display().to_string())
        .keys("<C-s>");
    let md = std::fs::read_to_string(folder.join("bao-cao-2021-H1.md")).unwrap();
    for text in [
        "Kết quả gộp từ Quý I/2021, Quý II/2021",
        "Số tập thể, cá nhân không ghi tên: cộng dồn các quý, có thể trùng.",
        "Tổng hợp kết quả các quý",
        "1.899",
    ] {
        assert!(md.contains(text), "{text}\n{md}");
    }
    // left and right walk the quarters
    d.keys("<M-1><C-Left>").expect("‹ Quý II/2021 ›").keys("<C-Left>").expect("‹ Quý I/2021 ›");
    let report = d.store().check().unwrap();
    assert!(report.clean(), "{report:?}");
}

#[test]
fn records_written_in_a_half_year_go_to_the_quarter_of_their_day() {
    let mut d = Driver::demo().size(120, 40);
    d.keys("<F8><End><CR><M-2>");
    d.keys("<C-n>9/QĐ-CAT<Tab>5/5/2021<Tab><Tab>gương<C-n>Nguyễn Văn Quyết<Tab><Tab>px03<C-s>")
        .expect("√ Đã ghi");
    d.expect("9/QĐ-CAT").keys("<C-Left>").expect("‹ Quý II/2021 ›").expect("9/QĐ-CAT");
}

#[test]
fn an_emulation_year_begins_in_november_from_the_next_quarter_on() {
    let mut d = Driver::new_register();
    d.keys("<M-0><Home><Down><CR><Tab><Tab><Tab><Tab>").expect("►Năm thi đua từ");
    d.keys("<C-a>29/2<C-s>").expect("Ghi ngày và tháng có ở mọi năm");
    d.keys("<C-a>15/11").expect("2021: 15/11/2020 – 14/11/2021").expect("Chỉ kỳ mở sau");
    d.keys("<C-s>").expect("√ Đã ghi thiết lập").expect("2021: 15/11/2020 – 14/11/2021");
    d.keys("<F8>").expect("15/05/2021 – 14/08/2021").expect("01/04/2021 – 30/06/2021");
    d.keys("<Up><CR>").expect("▲ Quý III/2021 trùng với Quý II/2021 từ 15/05/2021 đến 30/06/2021");
    d.keys("<F8><F2><C-a>15/2/2021<Tab><C-a>14/5/2021<C-s>").expect("√ Đã sửa ngày Quý II/2021");
    d.keys("<F8><Up><CR>").expect("‹ Quý III/2021 ›");
    assert_eq!(d.remembered, Some(PeriodKey::quarter(2021, 3)));
    // a date names the quarter of the year as it begins
    d.keys("<M-2><C-n>1/QĐ<Tab>1/12/2021").expect("Quý I/22");
}

/// The rooms of the period looked at, without the row that counts the acts; and its report.
fn pictures(d: &mut Driver, folder: &str) -> (Vec<String>, String) {
    let rooms = ["1", "2", "4", "5", "6", "7", "9"];
    let screens = rooms.map(|n| {
        let screen = d.keys(&format!("<M-{n}>")).screen();
        screen.lines().rev().skip(1).collect::<Vec<_>>().join("\n")
    });
    d.keys("<M-8>");
    let to = d.folder().join(folder);
    // the formats chosen are chosen the next time too
    d.keys("<C-s><Tab>").keys(if folder == "truoc" { "<Right><Right><Space>" } else { "" });
    d.keys("<Tab><Tab><C-a>").keys(&to.display().to_string()).keys("<C-s>").expect("Đã xuất");
    let file =
        std::fs::read_dir(&to).unwrap().flatten().find(|f| f.path().extension().is_some_and(|e| e == "md"));
    let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
    // the seal names the last act of the journal
    let sealed = text.lines().filter(|line| !line.contains("nhật ký đến mục"));
    (screens.to_vec(), sealed.collect::<Vec<_>>().join("\n"))
}

#[test]
fn a_locked_quarter_is_seen_as_it_was_whatever_is_called_otherwise_since() {
    let mut d = Driver::demo().size(120, 40);
    d.keys("<C-Left>").expect("‹ Quý I/2021 ›");
    let (screens, report) = pictures(&mut d, "truoc");
    assert!(report.contains("Phòng Tham mưu") && screens[3].contains("Tham mưu"));
    d.keys("<C-Right><M-9><Home><F2><C-a>Phòng Tổng hợp<C-s>").expect("√ Đã sửa đơn vị Phòng Tổng hợp");
    // the cluster's own head too
    command(&mut d, "cụm trưởng");
    d.keys("<C-a>px01<Tab><C-a>pv01<C-s>").expect("√ Đã ghi cụm trưởng");
    // an open quarter is read with the names of now
    d.keys("<M-5>").expect("PV01 Tổng hợp");
    d.keys("<C-Left>").expect("‹ Quý I/2021 ›");
    let (after, again) = pictures(&mut d, "sau");
    for (before, after) in screens.iter().zip(&after) {
        let differ: Vec<_> = before.lines().zip(after.lines()).filter(|(a, b)| a != b).collect();
        assert!(differ.is_empty(), "{differ:#?}");
    }
    assert_eq!(report, again);
    // and the list of periods says as of when each is read
    d.keys("<F8>").expect("Đã khóa: tên đơn vị, bảng điểm, mức như lúc khóa sổ");
    d.keys("<Up>").expect("Chưa khóa: tên đơn vị, bảng điểm, mức theo hiện nay");
}

#[test]
fn titles_of_a_year_are_proposed_by_people_and_counted_with_those_they_contain() {
    let mut d = Driver::demo().size(120, 40);
    d.keys("<F8><End><Up><Up>").expect("►Năm 2021").keys("<CR>").expect("‹ Năm 2021 ›");
    d.expect("Chưa có số liệu Quý III/2021");
    d.keys("<M-6>")
        .expect("Danh hiệu thi đua năm 2021 (danh hiệu cao gồm cả danh hiệu thấp)")
        .expect("chọn danh hiệu");
    // in the order of the sums, with what they are made of
    assert!(row(&mut d, "PX01 Tổ chức cán bộ").contains("►   1"));
    d.expect("PX01: tổng 1.899,00, bình quân 94,95%; Quý I Xuất sắc, Quý II");
    d.keys("<CR>").expect("Cờ thi đua").expect("không có danh hiệu").keys("<CR>").expect("√ Đã ghi đề nghị");
    d.keys("<Down><CR><Down><CR><Down><CR><Down><Down><CR>").expect("chưa đề nghị");
    let count = |d: &mut Driver, level: &str| {
        let screen = d.screen();
        let line = screen
            .lines()
            .find(|l| l.starts_with(&format!(" {level}")) && l.contains('█'))
            .unwrap_or_default();
        line.split_whitespace().find_map(|w| w.parse::<usize>().ok())
    };
    let counts = ["Cờ thi đua", "Đơn vị quyết thắng", "Đơn vị tiên tiến"].map(|level| count(&mut d, level));
    assert_eq!(counts, [Some(1), Some(2), Some(3)], "a unit with the flag holds all three");
    let report = d.store().check().unwrap();
    assert!(report.clean(), "{report:?}");
}

#[test]
fn a_period_that_is_not_opened_says_so_and_typed_dates_are_not_dropped_by_one_key() {
    let mut d = Driver::demo();
    d.keys("<F8><Up><F2>").expect("Quý III/2021 chưa mở nên chưa sửa ngày được").expect("Chọn kỳ");
    d.keys("<Down><F2>").expect("Sửa ngày của Quý II/2021").keys("<Tab><C-a>14/7/2021<Esc>");
    d.expect("Ngày đã gõ chưa ghi").expect("Sửa ngày của Quý II/2021").expect("14/7/2021");
    d.keys("<Tab>").expect("Sửa ngày của").keys("<Esc>").expect("Sửa ngày của").keys("<Esc>");
    d.expect_not("Sửa ngày của").expect("Chọn kỳ");
    // nothing typed: one Esc
    d.keys("<F2>").expect("Sửa ngày của").keys("<Esc>").expect_not("Sửa ngày của");
}
