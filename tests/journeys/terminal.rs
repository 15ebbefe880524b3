//! The errand of the first day in a real terminal, with the bytes a terminal sends: set-up, a paste, a name by Telex,
//! one in pieces, saving, quitting, opening again, and the sub-commands over the same file.
use super::UNITS;
use crate::terminal::pty::Pty;
use std::fs;
use std::process::Command;

/// A paste as a terminal brackets it.
fn pasted(text: &str) -> Vec<u8> {
    format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r")).into_bytes()
}

fn run(args: &[&str]) -> (i32, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_thidua")).args(args).output().unwrap();
    (
        out.status.code().unwrap(),
        String::from_utf8(out.stdout).unwrap() + &String::from_utf8_lossy(&out.stderr),
    )
}

#[test]
fn the_first_day_in_a_real_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.db");
    let db = path.to_str().unwrap();
    let mut pty = Pty::thidua(&["--db", db]);
    pty.expect("bước 1/8")
        .keys("<CR>")
        .expect("● đủ cả")
        .keys("<CR>")
        .expect("so.db")
        .keys("<CR>")
        .expect("Tên cụm");
    pty.keys("Cụm thi đua số 4<CR>Công an tỉnh Hồng Lam<CR>Nguyễn Thị Ấn<CR>").expect("bước 5/8");
    pty.send(&pasted(UNITS)).expect("Sổ đọc được 12 đơn vị, 0 dòng bỏ qua").keys("<C-s>");
    pty.expect("Cụm phó").keys("<CR><CR>").expect("bước 7/8").keys("Q2/2021<CR><CR><CR>");
    pty.expect("bước 8/8").keys("<CR><CR>").expect("Ghi khen thưởng trong kỳ").expect("‹ Quý II/2021 ›");
    // Ctrl+G, Ctrl+N; each syllable of the name as Telex sends it: Backspaces and letters in one write
    pty.keys("<C-g>").expect("[Khen thưởng]").keys("<C-n>").expect("Ghi quyết định khen thưởng");
    pty.keys("1450/QĐ-CAT<Tab>12/5/2021<Tab><Tab>gương<Tab>Cứu người<C-n>").expect("chưa ghi ai");
    for piece in
        ["N", "g", "u", "y", "e", "\x7fê", "n", "\x7f\x7fễn", " ", "V", "a", "\x08ă", "n", " ", "A", "\x7fÂ"]
    {
        pty.send(piece.as_bytes());
    }
    pty.send("\x7fẤn".as_bytes()).expect("Nguyễn Văn Ấn").keys("<Tab>Cán bộ<Tab>px03<CR>");
    // and one in pieces, its marks behind their letters
    pty.send("Trâ\u{300}n Thi\u{323} Thu\u{309}y".as_bytes()).keys("<Tab><Tab>px05<C-s>");
    pty.expect("√ Đã ghi quyết định 1450/QĐ-CAT").expect("1 mục").keys("/thuy<CR>").expect("1450/QĐ-CAT");
    pty.expect("lọc: thuy")
        .keys("<CR>")
        .expect("Trần Thị Thủy")
        .keys("<Esc>")
        .expect("lọc: thuy")
        .keys("<C-q>");
    assert_eq!(pty.end(), 0);
    pty.restored();
    let left = || fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name());
    // the register, one file, and the folder of its daily copies
    assert_eq!(left().filter(|name| name != "SaoLuu").collect::<Vec<_>>(), ["so.db"]);
    first_day_again(&mut pty, db, folder.path());
}

/// Opened again it shows the same; undo still reaches back; the sub-commands agree.
fn first_day_again(pty: &mut Pty, db: &str, folder: &std::path::Path) {
    let mut again = pty.again(&["--db", db]);
    again
        .expect("‹ Quý II/2021 ›")
        .keys("2")
        .expect("1450/QĐ-CAT")
        .keys("<C-z>")
        .expect("√ Đã hoàn tác: đã ghi quyết định 1450/QĐ-CAT");
    again.keys("<C-y>").expect("√ Đã làm lại: đã ghi quyết định 1450/QĐ-CAT").keys("<C-q>");
    assert_eq!(again.end(), 0);
    let (code, said) = run(&["check", "--db", db]);
    assert_eq!(code, 0, "{said}");
    let out = folder.join("giay");
    let (code, said) =
        run(&["export", "--db", db, "--period", "2021-Q2", "--format", "md", "--out", out.to_str().unwrap()]);
    assert_eq!(code, 0, "{said}");
    let md = fs::read_to_string(out.join("bao-cao-2021-Q2.md")).unwrap();
    assert!(md.contains("02 cá nhân được biểu dương gương người tốt, việc tốt"), "{md}");
    assert!(md.contains("Nguyễn Văn Ấn") && md.contains("Trần Thị Thủy"), "{md}");
}
