//! The watermark of sample data: `WordArt` anchored in the header of every page, behind the text, as Word itself writes it.
//! A drawing in the newer markup is not laid behind the text by every office program; this one is.
use super::xml::Xml;

/// The path of `WordArt` that follows a straight line, as Word writes it for every such text.
const FORMULAS: [&str; 14] = [
    "sum #0 0 10800",
    "prod #0 2 1",
    "sum 21600 0 @1",
    "sum 0 0 @2",
    "sum 21600 0 @3",
    "if @0 @3 0",
    "if @0 21600 @1",
    "if @0 0 @2",
    "if @0 @4 21600",
    "mid @5 @6",
    "mid @8 @5",
    "mid @7 @8",
    "mid @6 @7",
    "sum @6 0 @5",
];

/// A pale text over the diagonal, in the middle of what lies between the margins, upright page or landscape.
const STYLE: &str = "position:absolute;margin-left:0;margin-top:0;width:450pt;height:86pt;rotation:315;\
    z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
    mso-position-vertical:center;mso-position-vertical-relative:margin";

/// A run that holds the watermark; `id` tells the headers apart.
pub(super) fn run(xml: &mut Xml, text: &str, id: &str) {
    xml.open("w:r", &[]);
    xml.open("w:rPr", &[]);
    xml.leaf("w:noProof", &[]);
    xml.close("w:rPr");
    xml.open("w:pict", &[]);
    xml.open(
        "v:shapetype",
        &[
            ("id", "_x0000_t136"),
            ("coordsize", "21600,21600"),
            ("o:spt", "136"),
            ("adj", "10800"),
            ("path", "m@7,l@8,m@5,21600l@6,21600e"),
        ],
    );
    xml.open("v:formulas", &[]);
    for formula in FORMULAS {
        xml.leaf("v:f", &[("eqn", formula)]);
    }
    xml.close("v:formulas");
    xml.leaf(
        "v:path",
        &[
            ("textpathok", "t"),
            ("o:connecttype", "custom"),
            ("o:connectlocs", "@9,0;@10,10800;@11,21600;@12,10800"),
            ("o:connectangles", "270,180,90,0"),
        ],
    );
    xml.leaf("v:textpath", &[("on", "t"), ("fitshape", "t")]);
    xml.leaf("o:lock", &[("v:ext", "edit"), ("text", "t"), ("shapetype", "t")]);
    xml.close("v:shapetype");
    let shape = format!("PowerPlusWaterMarkObject{id}");
    xml.open(
        "v:shape",
        &[
            ("id", &shape),
            ("type", "#_x0000_t136"),
            ("style", STYLE),
            ("o:allowincell", "f"),
            ("fillcolor", "#d9d9d9"),
            ("stroked", "f"),
        ],
    );
    xml.leaf("v:fill", &[("opacity", ".6")]);
    xml.leaf("v:textpath", &[("style", "font-family:\"Times New Roman\";font-size:1pt"), ("string", text)]);
    xml.close("v:shape");
    xml.close("w:pict");
    xml.close("w:r");
}
