//! The labelled samples a new register is filled with: catalogue of commendations, level sets, score tables.
//! Pure data built in from `assets/samples/*.toml`; the register keeps its own copy and never reads these again.
use super::award::{Authority, Catalogue, Form, LineKind, RecipientKind};
use super::date::Date;
use super::level::{Level, LevelSet, Tint};
use super::number::Points;
use super::score::{Criterion, DerivedRule, RankBy, Rule, ScoreTable};
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
}

#[derive(Deserialize)]
struct LevelLine {
    name: String,
    minimum: Option<String>,
    quota: Option<String>,
    tint: Tint,
}

#[derive(Deserialize)]
struct ScoresFile {
    table: Vec<TableLine>,
}

#[derive(Deserialize)]
struct TableLine {
    code: String,
    name: String,
    by: RankBy,
    step: String,
    group: Vec<GroupLine>,
}

#[derive(Deserialize)]
struct GroupLine {
    code: String,
    text: String,
    leaves: Vec<LeafLine>,
}

#[derive(Deserialize)]
struct LeafLine {
    code: String,
    text: String,
    maximum: String,
    #[serde(default)]
    rules: Vec<RuleLine>,
}

#[derive(Deserialize)]
struct RuleLine {
    form: String,
    kind: RecipientKind,
    points: String,
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
                    ..LevelSet::default()
                },
            )
        })
        .collect()
}

/// Codes and score tables, in the order they are offered. Keys are places from 1, not keys of a register.
pub fn tables() -> Vec<(String, ScoreTable)> {
    let Ok(file) = toml::from_str::<ScoresFile>(include_str!("../../assets/samples/scores.toml")) else {
        return Vec::new();
    };
    (1..).zip(file.table).map(|(id, t)| (t.code.clone(), table(id, t))).collect()
}

fn table(id: i64, line: TableLine) -> ScoreTable {
    let mut criteria: Vec<Criterion> = Vec::new();
    for group in line.group {
        let parent = criteria.len() as i64 + 1;
        let maximum = Points(group.leaves.iter().map(|l| points(&l.maximum).0).sum());
        criteria.push(Criterion {
            id: parent,
            parent: None,
            code: group.code,
            text: group.text,
            maximum,
            rule: None,
            ..Criterion::default()
        });
        for leaf in group.leaves {
            let rules: Vec<DerivedRule> = leaf
                .rules
                .into_iter()
                .map(|r| DerivedRule { form: r.form, kind: r.kind, points: points(&r.points) })
                .collect();
            criteria.push(Criterion {
                id: criteria.len() as i64 + 1,
                parent: Some(parent),
                code: leaf.code,
                text: leaf.text,
                maximum: points(&leaf.maximum),
                rule: Some(if rules.is_empty() { Rule::Direct } else { Rule::Derived { rules } }),
                ..Criterion::default()
            });
        }
    }
    ScoreTable { id, by: line.by, step: points(&line.step), criteria, ..ScoreTable::empty(&line.name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_read_and_sum() {
        let catalogue = catalogue();
        assert_eq!(catalogue.authorities.len(), 6);
        assert!(catalogue.form("bang_khen").is_some_and(|f| f.line == LineKind::Legal));
        let sets = level_sets();
        assert_eq!(sets.iter().map(|(c, _)| c.as_str()).collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        assert!(sets.iter().all(|(_, s)| s.levels.last().is_some_and(|l| l.minimum.is_none())));
        assert!(sets.iter().flat_map(|(_, s)| &s.levels).all(|l| l.minimum != Some(Points(0))));
        let tables = tables();
        let (code, table) = &tables[0];
        assert_eq!((code.as_str(), table.maximum(), table.step), ("mau_1000", Points(100_000), Points(25)));
        assert_eq!(table.leaves().count(), 15);
        let groups: Vec<i64> = table.groups().map(|g| g.maximum.0 / 100).collect();
        assert_eq!(groups, [700, 200, 100]);
        for leaf in table.leaves() {
            assert!(leaf.maximum.0 > 0 && leaf.maximum.0 % table.step.0 == 0, "{}", leaf.code);
            if let Some(Rule::Derived { rules }) = &leaf.rule {
                assert!(rules.iter().all(|r| catalogue.form(&r.form).is_some() && r.points.0 > 0));
            }
        }
    }
}
