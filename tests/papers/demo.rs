//! The sample register through the store into the papers: the case's figures, and the golden Markdown.
use super::summary::prose;
use std::sync::Arc;
use thidua::core::act::Stamp;
use thidua::core::ask::{Ask, Facts};
use thidua::core::award::AwardRow;
use thidua::core::count::Figure;
use thidua::core::paper::{Cell, Summary};
use thidua::core::period::PeriodKey;
use thidua::core::quarter::QuarterFacts;
use thidua::core::summary::build;
use thidua::core::words::{Lang, Words};
use thidua::papers;
use thidua::store::{Store, demo};

pub fn sample() -> (tempfile::TempDir, Store) {
    let home = tempfile::tempdir().unwrap();
    let stamp = Stamp { at: "2021-07-22T14:05:09+07:00".to_owned(), user: "thu-ky".to_owned() };
    let store = demo::fill(&home.path().join("mau.db"), &stamp).unwrap();
    (home, store)
}

pub fn quarter(store: &Store, key: PeriodKey) -> (Arc<QuarterFacts>, Arc<Vec<AwardRow>>) {
    let Facts::Quarter(facts) = store.answer(&Ask::Quarter(key)).unwrap() else { unreachable!() };
    let Facts::Awards(awards) = store.answer(&Ask::Awards(key)).unwrap() else { unreachable!() };
    (facts, awards)
}

fn summary(store: &Store, key: PeriodKey, lang: Lang) -> Summary {
    let (facts, awards) = quarter(store, key);
    build(&facts, &awards, &Words::load(lang), true)
}

#[test]
fn the_sample_prints_the_figures_of_the_case() {
    let (_home, store) = sample();
    let summary = summary(&store, PeriodKey::quarter(2021, 2), Lang::Vi);
    let text = prose(&summary);
    for sentence in [
        "02 tập thể, 04 cá nhân được tặng Bằng khen của Bộ Công an, UBND tỉnh;",
        "10 tập thể, 47 cá nhân được biểu dương gương người tốt, việc tốt;",
        "31 lượt tập thể được biểu dương tại thông báo tháng.",
    ] {
        assert!(text.contains(sentence), "{sentence} not in\n{text}");
    }
    assert_eq!(summary.banner, "SỐ LIỆU MẪU");
    let md = String::from_utf8(papers::make(&summary, "md").unwrap().pop().unwrap().bytes).unwrap();
    insta::assert_snapshot!(md);
}

/// Every exact figure of every table and sentence is what its rows say, in every quarter of the sample.
#[test]
fn every_figure_of_the_sample_is_traced_to_its_rows() {
    let (_home, store) = sample();
    let mut seen = 0;
    for year in [2019, 2020, 2021] {
        for ordinal in 1..=4 {
            let key = PeriodKey::quarter(year, ordinal);
            let Ok(Facts::Quarter(facts)) = store.answer(&Ask::Quarter(key)) else { continue };
            let (_, awards) = quarter(&store, key);
            let summary = build(&facts, &awards, &Words::load(Lang::Vi), true);
            let row = |id: &i64| awards.iter().find(|a| a.recipient.id == *id).unwrap();
            let cells = summary.tables().flat_map(|t| t.rows.iter().chain(&t.total)).flatten();
            let figures = cells.filter_map(|c| match c {
                Cell::Figure(figure, rows) => Some((*figure, rows.clone())),
                _ => None,
            });
            for (figure, rows) in figures.chain(summary.stated.iter().map(|s| (s.figure, s.rows.clone()))) {
                assert_eq!(figure == Figure::None, rows.is_empty(), "{key:?} {figure:?} {rows:?}");
                let sum: i64 = rows.iter().filter_map(|id| row(id).recipient.quantity).sum();
                // heads are distinct, so they may be fewer than the rows that name them
                assert!(figure.number().is_none_or(|n| n <= sum), "{key:?} {figure:?} {sum}");
                seen += usize::from(figure != Figure::None);
            }
        }
    }
    assert!(seen > 300, "the walk sees the figures: {seen}");
}
