//! Results of an approved quarter read back, from rooms 5 and 6 and from papers in Markdown, so that they can be compared.
use super::quarter::row;
use crate::common::Driver;
use std::fs;
use std::path::Path;
use thidua::core::unit::Unit;

/// What a unit came to, as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    /// the unit's full name
    pub unit: String,
    pub rank: String,
    pub total: String,
    pub rate: String,
    /// the approved level
    pub level: String,
}

/// The unit's row of the list on the screen: its rank, and the columns behind its name.
#[track_caller]
fn columns(d: &mut Driver, unit: &Unit) -> (String, Vec<String>) {
    // two blanks end a column, so that a sentence about the unit is not taken for its row
    let line = row(d, &format!("{}  ", unit.label()));
    let (before, after) = line.split_once(&unit.label()).unwrap();
    let rank = before.trim_start_matches('►').split_whitespace().next().unwrap_or_default();
    let behind = after.split("  ").map(str::trim).filter(|c| !c.is_empty());
    (rank.to_owned(), behind.map(str::to_owned).collect())
}

/// Rank and total of room 5, rate and approved level of room 6, in the order of the roster.
#[track_caller]
pub(super) fn on_screen(d: &mut Driver, units: &[Unit]) -> Vec<Outcome> {
    d.keys("<M-5>");
    let standings: Vec<_> = units.iter().map(|u| columns(d, u)).collect();
    d.keys("<M-6>");
    let of_unit = |(unit, (rank, scores)): (&Unit, (String, Vec<String>))| {
        let (rank_there, levels) = columns(d, unit);
        assert_eq!(rank, rank_there, "rooms 5 and 6 differ on {}", unit.tag());
        // rate, dự kiến, đề nghị, được duyệt
        let level = levels[3].trim_end_matches([' ', '▲', '▼']).to_owned();
        Outcome { unit: unit.name.clone(), rank, total: scores[0].clone(), rate: levels[0].clone(), level }
    };
    units.iter().zip(standings).map(of_unit).collect()
}

/// The paper of that name in a folder.
#[track_caller]
pub(super) fn paper(folder: &Path, name: &str) -> String {
    let path = folder.join(name);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The cells of the tables of a paper, row by row.
pub(super) fn cells(md: &str) -> Vec<Vec<String>> {
    let rows = md.lines().filter_map(|l| l.strip_prefix('|')?.strip_suffix('|'));
    rows.map(|l| l.split('|').map(|c| c.trim().trim_matches('*').to_owned()).collect()).collect()
}

/// The row of a unit in the table of results or of groups: the only ones that begin with a rank.
#[track_caller]
fn of_unit<'a>(rows: &'a [Vec<String>], unit: &str) -> &'a [String] {
    let ranked = |r: &&Vec<String>| r[1] == unit && r[0].parse::<u32>().is_ok();
    rows.iter().find(ranked).unwrap_or_else(|| panic!("no row of {unit}\n{rows:?}"))
}

/// The results, the scores and the explanation of one unit, the names of whose files end in `version`, say what was on the screen.
#[track_caller]
pub(super) fn papers_say(folder: &Path, version: &str, screen: &[Outcome], (tag, name): (&str, &str)) {
    let results = cells(&paper(folder, &format!("ket-qua-xep-loai{version}.md")));
    let scores = cells(&paper(folder, &format!("bang-diem-xep-hang{version}.md")));
    let totals = scores.iter().find(|r| r[1] == "Tổng điểm").unwrap();
    for (n, shown) in screen.iter().enumerate() {
        let result = of_unit(&results, &shown.unit);
        let said = [0, 2, 3, 5].map(|column| result[column].as_str());
        assert_eq!(said, [&shown.rank, &shown.total, &shown.rate, &shown.level], "{}: results", shown.unit);
        let score = of_unit(&scores, &shown.unit);
        let said = [0, score.len() - 2, score.len() - 1].map(|column| score[column].as_str());
        assert_eq!(said, [&shown.rank, &shown.total, &shown.rate], "{}: scores", shown.unit);
        // code, text and maximum stand before the first unit
        assert_eq!(totals[n + 3], shown.total, "{}: annex of criteria", shown.unit);
    }
    let why = paper(folder, &format!("giai-trinh-diem-{tag}{version}.md"));
    let Outcome { rank, total, rate, level, .. } = screen.iter().find(|o| o.unit == name).unwrap();
    let sentence = format!(
        "{name} đạt {total} điểm (tỷ lệ {rate}%), xếp thứ {rank} trong {} đơn vị của cụm.",
        screen.len()
    );
    assert!(why.contains(&sentence), "{sentence}\n{why}");
    let approved = [format!("- Được duyệt: {level}."), format!("- Sau điều chỉnh lần 1: {level}; lý do: ")];
    assert!(approved.iter().any(|said| why.contains(said)), "{level}\n{why}");
}
