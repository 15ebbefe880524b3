//! How papers name a criterion, and what it may come to. A hidden one stays hidden.
use super::source::Source;
use crate::core::number::Points;
use crate::core::score::{Class, Criterion, ScoreTable};

/// What a criterion may come to at most: the deduction's cap, else the maximum.
pub(super) fn capped(criterion: &Criterion) -> Points {
    if criterion.class == Class::Deduction { criterion.minimum } else { criterion.maximum }
}

/// The text of a criterion as papers print it: a hidden one by its number among the leaves, or among the groups.
pub(super) fn text_of(source: &Source<'_>, table: &ScoreTable, criterion: &Criterion) -> String {
    if !criterion.hidden {
        return criterion.text.clone();
    }
    let leaf = criterion.rule.is_some();
    let alike = table.criteria.iter().filter(|c| c.rule.is_some() == leaf);
    let n = alike.take_while(|c| c.id != criterion.id).count() + 1;
    let key = if leaf { "paper.scores.hidden" } else { "paper.scores.hidden_group" };
    source.say(key, &[("n", &n.to_string())])
}
