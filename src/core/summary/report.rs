//! The quarter report as a body: its sections, annexes and stated figures. Words and figures come from the parts beside it.
use super::body::Body;
use super::source::Source;
use super::{annexes, figures, results, sections};

/// Everything of the report but letterhead and signature.
pub(super) fn body(source: &Source<'_>) -> Body {
    let (awards, stated) = figures::section(source);
    Body {
        file: "bao-cao".to_owned(),
        kind: source.get("paper.kind"),
        subject: source.get("paper.subject"),
        numbered: true,
        preface: sections::preface(source),
        sections: sections::build(source, awards),
        annexes: annexes::build(source),
        chart: results::chart(source, "xep-hang", 2),
        stated,
        ..Body::default()
    }
}
