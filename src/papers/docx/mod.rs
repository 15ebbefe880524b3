//! The summary as a Word file in the administrative form (Nghị định 30/2020/NĐ-CP): A4, Times New Roman, own writer
//! over zip and quick-xml. The libraries looked at write elements out of schema order and know no repeated heading rows.
//! The same summary gives the same bytes: the package carries no clock.
mod document;
mod grid;
mod package;
mod para;
mod watermark;
mod xml;

use super::{Draft, Made};
use crate::core::paper::Summary;

pub(super) fn make(summary: &Summary) -> Made {
    let document = document::write(summary)?;
    let bytes = package::pack(summary, document)?;
    Ok(vec![Draft { name: format!("{}.docx", summary.file), bytes }])
}
