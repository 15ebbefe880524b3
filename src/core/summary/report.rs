//! The quarter report as a body: its sections, annexes and stated figures. Words and figures come from the parts beside it.
use super::body::Body;
use super::source::Source;
use super::{annexes, figures, in_force, results, sections};
use crate::core::paper::{Block, Table};

/// Tables of points, ranks and levels: what was approved. The prose cites the papers, a sheet has no prose.
const APPROVED: [&str; 5] = ["xep-hang", "tong-hop-xep-loai", "diem-theo-nhom", "diem-tieu-chi", "xep-loai"];

/// Everything of the report but letterhead and signature.
pub(super) fn body(source: &Source<'_>) -> Body {
    let (awards, stated) = figures::section(source);
    let (mut sections, mut annexes) = (sections::build(source, awards), annexes::build(source));
    let under = in_force::under(source);
    let cite = |table: &mut Table| {
        if APPROVED.contains(&table.id.as_str()) {
            table.under.clone_from(&under);
        }
    };
    for block in sections.iter_mut().flat_map(|s| &mut s.blocks) {
        if let Block::Table(table) = block {
            cite(table);
        }
    }
    annexes.iter_mut().for_each(&cite);
    Body {
        file: "bao-cao".to_owned(),
        kind: source.get("paper.kind"),
        subject: source.get("paper.subject"),
        numbered: true,
        preface: sections::preface(source),
        sections,
        annexes,
        chart: results::chart(source, "xep-hang", 2),
        stated,
        ..Body::default()
    }
}
