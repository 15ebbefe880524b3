//! The quarter summary: the one source of every paper. Facts and words in, a paper as data out; every figure
//! carries its award rows. No file, no clock; how a format looks is the business of `papers`.
mod annexes;
mod figures;
mod letterhead;
pub mod preview;
mod results;
mod sections;
mod source;

use super::award::AwardRow;
use super::paper::{Print, Summary};
use super::quarter::QuarterFacts;
use super::words::Words;
pub use preview::preview;
use source::Source;

/// Builds the summary of a period in the language of `words`. `awards` are the period's valid award rows
/// (`Ask::Awards`); they name the recipients in the annex and trace the figures, they are not counted again.
/// A draft has no number and marks unwritten parts; a final paper leaves them out.
pub fn build(facts: &QuarterFacts, awards: &[AwardRow], words: &Words, draft: bool) -> Summary {
    let source = Source::new(facts, awards, words, draft);
    let (awards, stated) = figures::section(&source);
    let head = letterhead::build(&source);
    Summary {
        file: format!("bao-cao-{}", facts.period.key.code()),
        period: facts.period.key.code(),
        draft,
        draft_line: head.draft_line,
        banner: head.banner,
        superior: head.superior,
        issuer: head.issuer,
        nation: head.nation,
        number: head.number,
        place_date: head.place_date,
        kind: source.get("paper.kind"),
        subject: source.get("paper.subject"),
        preface: sections::preface(&source),
        sections: sections::build(&source, awards),
        annexes: annexes::build(&source),
        attached: head.attached,
        recipients: head.recipients,
        sign: head.sign,
        signer: head.signer,
        seal: head.seal,
        chart: results::chart(&source),
        stated,
        print: Print {
            lang: words.lang,
            at_least: words.get("paper.count.at_least").to_owned(),
            unknown: "?".to_owned(),
            none: "–".to_owned(),
            blank: "·".to_owned(),
        },
    }
}
