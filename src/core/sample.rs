//! The labelled samples a new register is filled with: catalogue of commendations, level sets, score tables.
//! Pure data built in from `assets/samples/*.toml`; the register keeps its own copy and never reads these again.
use super::award::{Authority, Catalogue, Form, LineKind};
use super::date::Date;
use super::knockout::Knockout;
use super::level::{Level, LevelSet, QuotaBase, Tint};
use super::number::Points;
use super::score::ScoreTable;
use super::table::file;
use super::table::names::Names;
use super::table::typed::{Read, Typed};
use super::words::{Lang, Words};
use serde::Deserialize;

#[derive(Deserialize)]
struct AwardsFile {
    authority: Vec<AuthorityLine>,
    form: Vec<FormLine>,
}

#[derive(Deserialize)]
struct AuthorityLine {
    code: String,
    name: String,
}

#[derive(Deserialize)]
struct FormLine {
    code: String,
    name: String,
    line: LineKind,
    authorities: Vec<String>,
    #[serde(default)]
    title: bool,
}

#[derive(Deserialize)]
struct LevelsFile {
    set: Vec<SetLine>,
}

#[derive(Deserialize)]
struct SetLine {
    code: String,
    name: String,
    levels: Vec<LevelLine>,
    #[serde(default)]
    knockouts: Vec<Knockout>,
    #[serde(default)]
    nested: bool,
    #[serde(default)]
    base: QuotaBase,
}

#[derive(Deserialize)]
struct LevelLine {
    name: String,
    minimum: Option<String>,
    quota: Option<String>,
    tint: Tint,
}

/// The day on which the filled sample is looked at: a few days before its review meeting. Its days are counted to it, not to
/// the day of the machine.
pub const DAY: Date = Date::constant(2021, 7, 22);

/// Points as the samples write them; a test forbids what does not read.
fn points(text: &str) -> Points {
    Points::parse(text).unwrap_or_default()
}

/// The sample catalogue: authorities highest first, forms in their order. Empty if the file does not parse (a test forbids that).
pub fn catalogue() -> Catalogue {
    let Ok(file) = toml::from_str::<AwardsFile>(include_str!("../../assets/samples/awards.toml")) else {
        return Catalogue::default();
    };
    let authorities = (1..)
        .zip(file.authority)
        .map(|(position, a)| Authority { code: a.code, name: a.name, position, retired: false, rev: 0 })
        .collect();
    let forms = (1..)
        .zip(file.form)
        .map(|(position, f)| Form {
            code: f.code,
            name: f.name,
            line: f.line,
            authorities: f.authorities,
            title: f.title,
            position,
            retired: false,
            rev: 0,
        })
        .collect();
    Catalogue { authorities, forms }
}

/// Codes and level sets, in the order they are offered. Keys are places from 1, not keys of a register.
pub fn level_sets() -> Vec<(String, LevelSet)> {
    let Ok(file) = toml::from_str::<LevelsFile>(include_str!("../../assets/samples/levels.toml")) else {
        return Vec::new();
    };
    let level = |(id, l): (i64, LevelLine)| Level {
        id,
        name: l.name,
        minimum: l.minimum.as_deref().map(points),
        quota: l.quota.as_deref().map(points),
        tint: l.tint,
    };
    (1..)
        .zip(file.set)
        .map(|(id, s)| {
            (
                s.code,
                LevelSet {
                    id,
                    name: s.name,
                    levels: (1..).zip(s.levels).map(level).collect(),
                    knockouts: s.knockouts,
                    nested: s.nested,
                    base: s.base,
                    ..LevelSet::default()
                },
            )
        })
        .collect()
}

/// Codes and score tables, in the order they are offered. Keys are places, not keys of a register. A table with anything wrong
/// in it is left out (a test forbids that).
pub fn tables() -> Vec<(String, ScoreTable)> {
    let names = Names::new(&Words::load(Lang::Vi));
    let catalogue = catalogue();
    let texts = file::many(include_str!("../../assets/samples/scores.toml"), &names);
    let read = |(id, (code, typed)): (i64, (String, Typed))| {
        let Read { mut table, flaws } = typed.read(&names, &catalogue);
        table.id = id;
        flaws.is_empty().then_some((code, table))
    };
    (1..).zip(texts).filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::level_check::{check, check_knockouts};

    #[test]
    fn the_samples_read_and_sum() {
        let catalogue = catalogue();
        assert_eq!(catalogue.authorities.len(), 6);
        assert!(catalogue.form("bang_khen").is_some_and(|f| f.line == LineKind::Legal));
        let sets = level_sets();
        assert_eq!(sets.iter().map(|(c, _)| c.as_str()).collect::<Vec<_>>(), ["a", "b", "c", "d", "nam"]);
        assert!(sets.iter().all(|(_, s)| s.levels.last().is_some_and(|l| l.minimum.is_none())));
        assert!(sets.iter().flat_map(|(_, s)| &s.levels).all(|l| l.minimum != Some(Points(0))));
        for (code, set) in &sets {
            assert_eq!(check(set).and_then(|()| check_knockouts(set)), Ok(()), "{code}");
        }
        assert_eq!(sets[0].1.knockouts.len(), 3);
        let tables = tables();
        let codes: Vec<&str> = tables.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(codes, ["mau_1000", "mau_157", "mau_100", "mau_9x100"]);
        let (_, table) = &tables[0];
        assert_eq!((table.maximum(), table.step), (Points(100_000), Points(25)));
        assert_eq!(table.leaves().count(), 15);
        let groups: Vec<i64> = table.groups().map(|g| g.maximum.0 / 100).collect();
        assert_eq!(groups, [700, 200, 100]);
        let (_, large) = &tables[1];
        assert_eq!((large.leaves().count(), large.maximum()), (157, Points(100_000)));
        let sums: Vec<i64> = large
            .criteria
            .iter()
            .filter(|c| c.rule.is_none() && c.parent.is_some())
            .map(|c| c.maximum.0 / 100)
            .collect();
        assert_eq!(sums, [200, 200, 120, 100, 40, 40, 50, 50, 30, 40, 30, 40, 20, 15, 25]);
        assert!(large.leaves().any(|c| c.maximum == Points(1299)) && large.leaves().any(|c| c.hidden));
        let (_, capped) = &tables[2];
        let caps: Vec<(i64, i64)> = capped.groups().map(|g| (g.minimum.0 / 100, g.maximum.0 / 100)).collect();
        assert_eq!(caps, [(0, 60), (0, 25), (0, 15), (0, 10), (-20, 0)]);
        let (_, nine) = &tables[3];
        assert!(nine.leaves().all(|c| c.maximum == Points(10_000)) && nine.leaves().count() == 9);
    }
}
