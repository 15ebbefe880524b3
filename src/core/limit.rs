//! Sizes that input may not exceed, named in the messages that refuse it.
use std::ops::RangeInclusive;

/// Years a date may have: the force was founded in 1945, and a register looks no further than a lifetime.
pub const YEARS: RangeInclusive<i16> = 1945..=2100;
/// Longest single line a field takes, in characters.
pub const LINE: usize = 500;
/// Longest block of text, in characters.
pub const BLOCK: usize = 20_000;
/// Largest paste taken in, in bytes; more is refused whole.
pub const PASTE: usize = 1_000_000;
/// Largest count of a count row.
pub const COUNT: i64 = 1_000_000;
/// Largest points value, in hundredths (100.000 points).
pub const POINTS: i64 = 10_000_000;
/// Largest target or result, in hundredths (a thousand millions): products of it stay exact.
pub const AMOUNT: i64 = 100_000_000_000;
/// Most units in a cluster's roster.
pub const UNITS: usize = 60;
/// Most recipients and count rows in one decision.
pub const RECIPIENTS: usize = 2_000;
/// Largest draft of a form, in bytes: beyond any form that can be typed (2,000 recipients, eleven blocks).
pub const DRAFT: usize = 8_000_000;
/// Most drafts a register keeps and offers, the latest first.
pub const DRAFTS: usize = 50;
