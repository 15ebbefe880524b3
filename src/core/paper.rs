//! A paper as data: what docx, xlsx, md, csv and json all print. Every figure carries its rows.
use super::count::Figure;
use super::number::{Points, Rate};

/// Kind of a table cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// text
    Text(String),
    /// a whole number (rank, ordinal)
    Int(i64),
    /// an award figure, with the keys of the award rows it counts
    Figure(Figure, Vec<i64>),
    /// points
    Points(Points),
    /// a rate, printed as percent without the sign
    Rate(Rate),
    /// not yet, none: empty in sheets, `–` or `·` on paper
    Empty,
}

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// text
    Left,
    /// short codes and levels
    Centre,
    /// numbers
    Right,
}

/// A column: head, alignment, share of the width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// head, may hold `\n`
    pub head: String,
    /// group head over this and the following columns that name the same group; empty: none
    pub group: String,
    /// alignment
    pub align: Align,
    /// relative width
    pub width: u16,
}

/// A table of the paper; in xlsx one sheet, in csv one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// stable name for sheets and files, ASCII: `khen-thuong`
    pub id: String,
    /// title as printed
    pub title: String,
    /// columns
    pub columns: Vec<Column>,
    /// rows
    pub rows: Vec<Vec<Cell>>,
    /// last row, bold
    pub total: Option<Vec<Cell>>,
    /// line under the table: notes, what is not counted
    pub notes: Vec<String>,
    /// printed on a landscape page of its own as an annex
    pub annex: bool,
}

/// One block of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// `1. Công tác khen thưởng`
    Heading(String),
    /// a paragraph
    Para(String),
    /// `- …`
    Item(String),
    /// a table
    Table(Table),
}

/// A section: `II. KẾT QUẢ PHONG TRÀO THI ĐUA`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// with its numeral
    pub title: String,
    /// its blocks
    pub blocks: Vec<Block>,
}

/// A figure of the prose and where it comes from, for json and for the test that prose and tables agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// stable name: `legal:bca,ubnd/collective/heads`
    pub name: String,
    /// the figure
    pub figure: Figure,
    /// award rows
    pub rows: Vec<i64>,
}

/// The quarter summary, whole, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// `bao-cao-2021-Q2` without ending
    pub file: String,
    /// `2021-Q2`
    pub period: String,
    /// draft: no number, "DỰ THẢO"
    pub draft: bool,
    /// `SỐ LIỆU MẪU` or empty
    pub banner: String,
    /// CÔNG AN TỈNH …
    pub superior: String,
    /// CỤM THI ĐUA …
    pub issuer: String,
    /// CỘNG HÒA … and Độc lập - …
    pub nation: (String, String),
    /// `Số:     /BC-CTĐ`
    pub number: String,
    /// `Hồng Lam, ngày   tháng 7 năm 2021`
    pub place_date: String,
    /// BÁO CÁO
    pub kind: String,
    /// Kết quả phong trào thi đua Quý II/2021
    pub subject: String,
    /// I … VI
    pub sections: Vec<Section>,
    /// annexes
    pub annexes: Vec<Table>,
    /// `Nơi nhận:` and its lines
    pub recipients: (String, Vec<String>),
    /// lines over the signature: form, post
    pub sign: Vec<String>,
    /// the signer
    pub signer: String,
    /// `Số liệu … mục #128, dấu 1a2b3c4d` : act number and head hash of the journal
    pub seal: String,
    /// the figures of the prose
    pub stated: Vec<Stated>,
}

impl Summary {
    /// All tables, in order: those of the sections, then the annexes.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.sections
            .iter()
            .flat_map(|s| &s.blocks)
            .filter_map(|b| if let Block::Table(t) = b { Some(t) } else { None })
            .chain(&self.annexes)
    }
}
