//! A paper as data: what docx, xlsx, md, csv and json all print. Every figure carries its rows.
use super::count::Figure;
use super::number::{self, Points, Rate};
use super::words::Lang;

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
    /// points with the sign of where they come from, told in a note under the table: `190,00*`
    Marked(Points, String),
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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// stable name for sheets and files, ASCII: `khen-thuong`
    pub id: String,
    /// title as printed
    pub title: String,
    /// which papers it goes by, in lines; printed in sheets where the paper has no line of it under its heading, as the
    /// report, whose prose says it
    pub under: String,
    /// columns
    pub columns: Vec<Column>,
    /// rows
    pub rows: Vec<Vec<Cell>>,
    /// row indices of group heads and sums inside the table, bold
    pub bold: Vec<usize>,
    /// last row, bold
    pub total: Option<Vec<Cell>>,
    /// line under the table: notes, what is not counted
    pub notes: Vec<String>,
    /// first columns that stand again where the others are too many for a page and go on in a further table;
    /// 0: never torn. Sheets and comma files keep them all beside each other.
    pub lead: usize,
    /// printed on a landscape page of its own as an annex
    pub annex: bool,
    /// the text beside it says the same: only sheets, comma files and JSON hold it
    pub aside: bool,
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

impl Section {
    /// What is read as text: the blocks without the tables that the text says too.
    pub fn printed(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|b| !matches!(b, Block::Table(table) if table.aside))
    }
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

/// How figures and points are written in the language of the paper: formats know no words of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    /// language of the numbers
    pub lang: Lang,
    /// `ít nhất {n}`
    pub at_least: String,
    /// the paper does not say: `?`
    pub unknown: String,
    /// none: `–`
    pub none: String,
    /// not yet: `·`
    pub blank: String,
    /// title of the further parts of a table too wide for a page: `{title} (tiếp theo)`
    pub continued: String,
}

impl Print {
    /// A cell as it reads on paper; counts in tables take no leading zero (domain: "Form").
    pub fn cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::Text(text) => text.clone(),
            Cell::Int(n) => number::count(*n, self.lang),
            Cell::Figure(figure, _) => self.figure(*figure),
            Cell::Points(points) => points.show(self.lang),
            Cell::Marked(points, sign) => format!("{}{sign}", points.show(self.lang)),
            Cell::Rate(rate) => rate.show(self.lang),
            Cell::Empty => self.blank.clone(),
        }
    }
    /// An award figure in a table.
    pub fn figure(&self, figure: Figure) -> String {
        match figure {
            Figure::None => self.none.clone(),
            Figure::Unknown => self.unknown.clone(),
            Figure::Exactly(n) => number::count(n, self.lang),
            Figure::AtLeast(n) => self.at_least.replace("{n}", &number::count(n, self.lang)),
        }
    }
}

/// A chart drawn from the cells of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// `Table::id` it stands under
    pub table: String,
    /// its title
    pub title: String,
    /// column of the names
    pub names: usize,
    /// column of the values; only rows with points are drawn
    pub values: usize,
    /// name of the values' axis
    pub axis: String,
}

/// A paper of a period, whole, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// `bao-cao-2021-Q2` without ending: what the file is called
    pub file: String,
    /// `2021-Q2`
    pub period: String,
    /// draft: no number, "DỰ THẢO"; papers that go with another have no number of their own either
    pub draft: bool,
    /// `DỰ THẢO (trình hội nghị)`, empty in a final paper
    pub draft_line: String,
    /// `SỐ LIỆU MẪU` or empty
    pub banner: String,
    /// CÔNG AN TỈNH …
    pub superior: String,
    /// CỤM THI ĐUA …
    pub issuer: String,
    /// CỘNG HÒA … and Độc lập - …
    pub nation: (String, String),
    /// `Số:     /BC-CTĐ`; empty in a draft
    pub number: String,
    /// `Hồng Lam, ngày   tháng 7 năm 2021`
    pub place_date: String,
    /// BÁO CÁO
    pub kind: String,
    /// Kết quả phong trào thi đua Quý II/2021
    pub subject: String,
    /// `(Theo văn bản số 1890/QĐ-CAT ngày 05/8/2021)`: what it goes by or with, in italics under the subject; may be empty
    pub under: String,
    /// who reports on which days, before section I
    pub preface: String,
    /// I … VI
    pub sections: Vec<Section>,
    /// annexes; a title may hold `\n` after its number
    pub annexes: Vec<Table>,
    /// `(Kèm theo Báo cáo số …)`, under the title of every annex
    pub attached: String,
    /// `Nơi nhận:` and its lines
    pub recipients: (String, Vec<String>),
    /// lines over the signature: form, post
    pub sign: Vec<String>,
    /// the signer
    pub signer: String,
    /// `Số liệu … mục #128, dấu 1a2b3c4d` : act number and head hash of the journal
    pub seal: String,
    /// totals by unit in the order of the ranks, where there are scores
    pub chart: Option<Chart>,
    /// set close where it is a page, to stay on one sheet: smaller margins, text in 11, tables in 9, their notes in 9,5 points
    pub dense: bool,
    /// the figures of the prose
    pub stated: Vec<Stated>,
    /// how cells are written
    pub print: Print,
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
