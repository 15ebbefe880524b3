//! What a file leaves unsaid and its rows make plain: depths, sums of groups, codes that stand in several groups.
use super::level::{self, Levels};
use super::names::{Kind, Names};
use super::typed::{Row, Typed};
use crate::core::number::Points;
use crate::core::text;
use std::collections::HashMap;

/// Is `code` followed by `next` as a group is by what is in it?
pub fn leads(code: &str, next: &str) -> bool {
    level::leads(code, next)
}

/// Fills it in. What stands there stays.
pub fn fill(typed: &mut Typed, names: &Names) {
    let kinds: Vec<Kind> = typed.rows.iter().map(|r| names.kind(&r.kind).unwrap_or(Kind::Direct)).collect();
    let mut levels = Levels::default();
    let depths: Vec<usize> = typed
        .rows
        .iter()
        .zip(&kinds)
        .map(|(row, kind)| levels.next(text::line(&row.level).parse().ok(), &row.code, *kind))
        .collect();
    for (row, depth) in typed.rows.iter_mut().zip(&depths) {
        if text::line(&row.level).is_empty() {
            row.level = depth.to_string();
        }
    }
    codes(&mut typed.rows, &depths);
    sums(&mut typed.rows, &kinds, &depths, names);
    let asks = kinds.contains(&Kind::Quantity);
    if asks && text::line(&typed.formulas).is_empty() {
        names.word("table.formula_usual").clone_into(&mut typed.formulas);
    }
}

/// Where `1` stands in two groups, every code tells its group: `I.1`, `II.1`.
fn codes(rows: &mut [Row], depths: &[usize]) {
    let mut count: HashMap<String, usize> = HashMap::new();
    for row in rows.iter() {
        *count.entry(text::same_key(&row.code)).or_default() += 1;
    }
    if !count.values().any(|n| *n > 1) {
        return;
    }
    let mut open: Vec<(usize, String)> = Vec::new();
    for (row, depth) in rows.iter_mut().zip(depths) {
        open.retain(|(above, _)| above < depth);
        if let Some((_, group)) = open.last().filter(|(_, group)| !level::under(&row.code, group))
            && !row.code.is_empty()
        {
            row.code = format!("{group}.{}", row.code);
        }
        open.push((*depth, row.code.clone()));
    }
}

/// A group without points gets the sum of what is directly in it, the innermost first.
fn sums(rows: &mut [Row], kinds: &[Kind], depths: &[usize], names: &Names) {
    for at in (0..rows.len()).rev() {
        let group = kinds.get(at) == Some(&Kind::Group);
        let (Some(depth), true) = (depths.get(at).copied(), group) else { continue };
        if rows.get(at).is_none_or(|r| !text::line(&r.points).is_empty()) {
            continue;
        }
        let inside = depths.iter().enumerate().skip(at + 1).take_while(|(_, d)| **d > depth);
        let direct = inside.filter(|(_, d)| **d == depth + 1).filter_map(|(n, _)| rows.get(n));
        let parts: Option<Vec<i64>> = direct.map(|r| Points::parse(&r.points).ok().map(|p| p.0)).collect();
        if let (Some(parts), Some(row)) = (parts, rows.get_mut(at)) {
            row.points = Points(parts.iter().sum()).typed(names.lang());
        }
    }
}
