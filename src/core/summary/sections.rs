//! The sections I–VI in their order, and the sentence before them. Texts people wrote are printed as written;
//! a part nobody wrote is marked in a draft and left out of a final paper (the numerals close up).
use super::results;
use super::source::Source;
use super::{votes, whole};
use crate::core::campaign::{Campaign, CampaignKind, CampaignState};
use crate::core::meeting::Part;
use crate::core::number::roman;
use crate::core::paper::{Block, Section};
use crate::core::period::PeriodKind;
use crate::core::text;

/// A part of a section: its heading, which takes the running number, and its blocks.
type Piece = (Option<&'static str>, Vec<Block>);

/// Who reports, on which days, over how many units.
pub(super) fn preface(source: &Source<'_>) -> String {
    source.preface("paper.preface")
}

/// All sections; `awards` are the blocks of the commendations.
pub(super) fn build(source: &Source<'_>, awards: Vec<Block>) -> Vec<Section> {
    let quarter = source.facts.period.key.kind == PeriodKind::Quarter;
    let ahead = if quarter { "paper.section.directions_quarter" } else { "paper.section.directions" };
    let plan: Vec<(&str, Vec<Piece>)> = vec![
        ("paper.section.situation", situation(source)),
        ("paper.section.movement", movement(source, awards)),
        ("paper.section.result", vec![(None, result(source))]),
        (
            "paper.section.review",
            vec![
                (Some("paper.part.strengths"), written(source, Part::Strengths)),
                (Some("paper.part.shortcomings"), written(source, Part::Shortcomings)),
                (Some("paper.part.causes"), written(source, Part::Causes)),
            ],
        ),
        (ahead, directions(source)),
        ("paper.section.proposals", vec![(None, written(source, Part::Proposals))]),
    ];
    let mut sections = Vec::new();
    for (key, pieces) in plan {
        let mut blocks = Vec::new();
        let mut number = 0;
        for (heading, body) in pieces {
            if body.is_empty() {
                continue;
            }
            if let Some(heading) = heading {
                number += 1;
                blocks.push(Block::Heading(format!("{number}. {}", source.get(heading))));
            }
            blocks.extend(body);
        }
        if !blocks.is_empty() {
            let numeral = roman(sections.len() as u32 + 1);
            let next = source.facts.period.key.next().label(source.words.lang).to_uppercase();
            sections.push(Section {
                title: format!("{numeral}. {}", source.say(key, &[("NEXT", &next)])),
                blocks,
            });
        }
    }
    sections
}

/// Scores, ranks and levels; of a half-year or a year the results of its quarters, then its own levels.
fn result(source: &Source<'_>) -> Vec<Block> {
    let mut blocks = match &source.facts.parts {
        None => results::section(source),
        Some(parts) => whole::section(source, parts).into_iter().chain(results::decided(source)).collect(),
    };
    blocks.extend(votes::table(source).map(Block::Table));
    blocks
}

/// A text as written: lines with a dash are items. Empty: the honest placeholder in a draft, nothing in a final.
fn written(source: &Source<'_>, part: Part) -> Vec<Block> {
    let blocks = paragraphs(source.facts.text(part));
    if blocks.is_empty() && source.draft {
        return vec![Block::Para(source.get("paper.unwritten"))];
    }
    blocks
}

fn paragraphs(text: &str) -> Vec<Block> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| match line.strip_prefix(['-', '–', '+', '•', '*']) {
            Some(rest) if rest.starts_with(char::is_whitespace) => Block::Item(rest.trim_start().to_owned()),
            _ => Block::Para(line.to_owned()),
        })
        .collect()
}

fn situation(source: &Source<'_>) -> Vec<Piece> {
    let facts = source.facts;
    let mut blocks = written(source, Part::Situation);
    let movement = &facts.movement;
    let key = match (movement.name.is_empty(), movement.motto.is_empty()) {
        (false, false) => Some("paper.movement.both"),
        (false, true) => Some("paper.movement.name"),
        (true, false) => Some("paper.movement.motto"),
        (true, true) => None,
    };
    if let Some(key) = key {
        blocks.push(Block::Para(source.say(key, &[("name", &movement.name), ("motto", &movement.motto)])));
    }
    blocks.extend(meeting(source));
    vec![(None, blocks)]
}

/// One sentence about the review meeting, made of what is known.
fn meeting(source: &Source<'_>) -> Option<Block> {
    let meeting = &source.facts.meeting;
    let mut parts = Vec::new();
    if let Some(day) = meeting.date {
        parts.push(source.say("paper.meeting.date", &[("date", &source.day(day))]));
    }
    let known = [
        ("paper.meeting.place", &meeting.place),
        ("paper.meeting.directing", &meeting.directing),
        ("paper.meeting.chair", &meeting.chair),
        ("paper.meeting.presenter", &meeting.presenter),
    ];
    for (key, text) in known {
        let text = text.split('\n').map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(", ");
        if !text.is_empty() {
            parts.push(source.say(key, &[("text", &text)]));
        }
    }
    if parts.is_empty() {
        let key = match source.facts.period.key.kind {
            PeriodKind::Year => "paper.meeting.unknown_year",
            PeriodKind::Half => "paper.meeting.unknown_half",
            PeriodKind::Quarter | PeriodKind::NineMonths => "paper.meeting.unknown",
        };
        return source.draft.then(|| Block::Para(source.get(key)));
    }
    let key = match source.facts.period.key.kind {
        PeriodKind::Year => "paper.meeting.sentence_year",
        PeriodKind::Half => "paper.meeting.sentence_half",
        PeriodKind::Quarter | PeriodKind::NineMonths => "paper.meeting.sentence",
    };
    Some(Block::Para(source.say(key, &[("parts", &parts.join("; "))])))
}

fn movement(source: &Source<'_>, awards: Vec<Block>) -> Vec<Piece> {
    let of = |regular: bool| -> Vec<Block> {
        let chosen = source.facts.campaigns.iter().filter(|c| (c.kind == CampaignKind::Regular) == regular);
        chosen.map(|c| Block::Item(campaign(source, c))).collect()
    };
    let mut regular = written(source, Part::Regular);
    regular.extend(of(true));
    let mut campaigns = of(false);
    if campaigns.is_empty() && source.draft {
        campaigns.push(Block::Para(source.get("paper.campaign.nothing")));
    }
    vec![
        (Some("paper.part.regular"), regular),
        (Some("paper.part.campaigns"), campaigns),
        (Some("paper.part.drives"), written(source, Part::Drives)),
        (Some("paper.part.awards"), awards),
    ]
}

/// `Tên đợt (cao điểm; từ ngày … đến ngày …; đã tổng kết). Ghi chú.`
fn campaign(source: &Source<'_>, campaign: &Campaign) -> String {
    let kind = source.get(match campaign.kind {
        CampaignKind::Regular => "paper.campaign.regular",
        CampaignKind::Topical => "paper.campaign.topical",
        CampaignKind::Special => "paper.campaign.special",
        CampaignKind::Peak => "paper.campaign.peak",
    });
    let state = source.get(match campaign.state {
        CampaignState::Launched => "paper.campaign.launched",
        CampaignState::Running => "paper.campaign.running",
        CampaignState::Reviewed => "paper.campaign.reviewed",
        CampaignState::Concluded => "paper.campaign.concluded",
    });
    let from = campaign.from.map(|d| source.day(d)).unwrap_or_default();
    let to = campaign.to.map(|d| source.day(d)).unwrap_or_default();
    let days = match (campaign.from, campaign.to) {
        (Some(_), Some(_)) => source.say("paper.campaign.from_to", &[("from", &from), ("to", &to)]),
        (Some(_), None) => source.say("paper.campaign.from", &[("from", &from)]),
        (None, Some(_)) => source.say("paper.campaign.to", &[("to", &to)]),
        (None, None) => String::new(),
    };
    // "75 ngày đêm cao điểm … (cao điểm)" says it twice
    let named = text::fold(&campaign.name).contains(&text::fold(&kind));
    let kind = if named { String::new() } else { kind };
    let parts: Vec<String> = [kind, days, state].into_iter().filter(|p| !p.is_empty()).collect();
    let text = format!("{} ({}).", campaign.name.trim_end_matches('.'), parts.join("; "));
    let note = campaign.note.split_whitespace().collect::<Vec<_>>().join(" ");
    if note.is_empty() { text } else { format!("{text} {}", closed(&note)) }
}

/// The cluster's own directions, then what the leader directed at the meeting.
fn directions(source: &Source<'_>) -> Vec<Piece> {
    let meeting = &source.facts.meeting;
    let own = written(source, Part::Directions);
    let mut led = Vec::new();
    let evaluation = paragraphs(&meeting.evaluation);
    let directives = meeting.directives.lines().map(str::trim).filter(|l| !l.is_empty());
    let directives: Vec<Block> = directives
        .map(|line| Block::Item(closed(line.trim_start_matches(['-', '–', '+', '•']).trim_start())))
        .collect();
    if !(evaluation.is_empty() && directives.is_empty()) {
        let who = meeting.directing.lines().next().unwrap_or_default().trim();
        let key = if who.is_empty() { "paper.directive.intro" } else { "paper.directive.intro_by" };
        led.push(Block::Para(source.say(key, &[("who", who)])));
        led.extend(evaluation);
        led.extend(directives);
    }
    if led.is_empty() {
        return vec![(None, own)];
    }
    vec![(Some("paper.part.directions"), own), (Some("paper.part.directives"), led)]
}

/// A sentence ends in a full stop.
fn closed(text: &str) -> String {
    if text.ends_with(['.', '!', '?', ';', ':', '…']) { text.to_owned() } else { format!("{text}.") }
}
