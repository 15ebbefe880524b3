//! How rooms show award figures and line names; papers have their own sentence forms of the same figures.
use crate::core::award::LineKind;
use crate::core::count::{Figure, LineFigures};
use crate::core::number;
use crate::core::quarter::QuarterFacts;
use crate::kit::look::Look;

/// `12`, `≥ 12`, `?`, `–`.
pub fn figure(figure: Figure, look: &Look) -> String {
    match figure {
        Figure::None => look.glyphs.none.to_owned(),
        Figure::Unknown => "?".to_owned(),
        Figure::Exactly(n) => number::count(n, look.words.lang),
        Figure::AtLeast(n) => format!("≥ {}", number::count(n, look.words.lang)),
    }
}

/// `Bằng khen: Bộ Công an, UBND tỉnh`; good deeds and notices by their form's name.
pub fn line_name(line: &LineFigures, facts: &QuarterFacts, _look: &Look) -> String {
    let forms: Vec<&str> =
        line.forms.iter().filter_map(|code| facts.catalogue.form(code)).map(|f| f.name.as_str()).collect();
    let forms = forms.join(", ");
    if line.key.kind != LineKind::Legal {
        return forms;
    }
    let codes: Vec<String> = line.key.authorities.split(',').map(str::to_owned).collect();
    format!("{forms}: {}", facts.catalogue.authority_names(&codes))
}
