//! The decision's form begun as a proposal, for an achievement, or as the decision that answers one: the same head and grid
//! serve all. The register decides who is who.
use super::entry::Entry;
use super::side::tomorrow;
use super::{options, rows};
use crate::core::achievement::{Achievement, AchievementKind};
use crate::core::award::{Basis, Decision, Nature, Party, Recipient, RecipientKind};
use crate::core::date::{self, Date};
use crate::core::guard::Paper;
use crate::core::limit;
use crate::core::person;
use crate::core::proposal::{Proposal, ProposalSheet};
use crate::core::text;
use crate::core::words::Words;
use crate::kit::pick::Choice;
use crate::shelf::Shelf;

/// Words, folded, that begin the name of a collective.
const TEAMS: &[&str] = &[
    "doi", "to", "khoa", "tap", "phong", "ban", "trung", "chi", "cong", "van", "doan", "tram", "benh", "cum",
    "truong",
];

impl Entry {
    /// Is it a proposal?
    pub(super) fn proposes(&self) -> bool {
        self.side.paper == Paper::Proposal
    }

    /// A new proposal.
    pub(super) fn propose(shelf: &Shelf) -> Self {
        // who is asked for what the proposal itself says: the last decision tells nothing of it
        let mut entry = Self::proposal(shelf, &Proposal::default(), &[], &[]);
        let sort = rows::sort_of(RecipientKind::Individual, Basis::Named);
        let first = vec![rows::label(sort, &shelf.words), String::new(), String::new(), String::new()];
        if let Some(grid) = entry.form.grid_mut() {
            grid.fill(vec![(0, first)]);
            grid.go(0, 1);
        }
        entry.follow(shelf);
        entry
    }

    /// A proposal of the register, opened.
    pub(super) fn open_proposal(shelf: &Shelf, sheet: &ProposalSheet) -> Self {
        let mut entry = Self::proposal(shelf, &sheet.head, &sheet.nominees, &sheet.acts);
        entry.undated = sheet.head.date.is_none();
        entry.chosen.period = sheet.head.period != options::period_of(shelf, sheet.head.date);
        let acts: Vec<Option<i64>> = sheet.nominees.iter().map(|n| n.achievement).collect();
        if let Some(Some(one)) = acts.first().filter(|first| acts.iter().all(|a| a == *first)) {
            entry.form.set("act", &one.to_string());
            entry.side.begun = Some(*one);
            entry.form.clean();
        }
        entry.owner = sheet.head.period;
        entry.form.read_only(entry.closed(shelf));
        entry.follow(shelf);
        entry
    }

    /// A new proposal for an achievement: its content is the subject, those it names are put forward.
    pub(super) fn propose_act(shelf: &Shelf, act: &Achievement) -> Self {
        let nature = match act.kind {
            AchievementKind::Regular => None,
            AchievementKind::Topical => Some(Nature::Topical),
            AchievementKind::AdHoc => Some(Nature::AdHoc),
        };
        let head = Proposal {
            nature,
            subject: text::line(&act.content).chars().take(limit::LINE).collect(),
            ..Proposal::default()
        };
        let people: Vec<Recipient> = named(&act.who, act.unit, act.id);
        let mut entry =
            if people.is_empty() { Self::propose(shelf) } else { Self::proposal(shelf, &head, &[], &[]) };
        for (id, value) in [
            ("subject", head.subject.as_str()),
            ("nature", nature.map(options::nature_code).unwrap_or_default()),
        ] {
            entry.form.set(id, value);
        }
        let mut choices = vec![(act.id, text::line(&act.content), act.date)];
        choices.extend(waiting(shelf).into_iter().filter(|(id, ..)| *id != act.id));
        entry.form.set_options("act", options_of(&choices));
        entry.form.set("act", &act.id.to_string());
        if !people.is_empty() {
            entry.take_over(shelf, &people);
        }
        entry.form.clean();
        entry.follow(shelf);
        entry
    }

    /// The decision that answers a proposal: head and all nominees are there, number and day are asked for.
    pub(super) fn answering(shelf: &Shelf, sheet: &ProposalSheet) -> Self {
        let from = &sheet.head;
        let head = Decision {
            authorities: from.authorities.clone(),
            form: from.form.clone(),
            nature: from.nature,
            subject: from.subject.clone(),
            ..Decision::default()
        };
        let mut entry = Self::build(shelf, &head, Vec::new(), Paper::Decision);
        entry.side.answers = Some(from.id);
        entry.chosen.form = true;
        entry.take_over(shelf, &sheet.nominees);
        entry.form.clean();
        entry.form.focus("number");
        entry.follow(shelf);
        entry
    }

    fn proposal(
        shelf: &Shelf,
        from: &Proposal,
        nominees: &[Recipient],
        acts: &[(i64, String, Option<Date>)],
    ) -> Self {
        let or = |codes: &[String], usual: &str| {
            if codes.is_empty() { vec![usual.to_owned()] } else { codes.to_vec() }
        };
        let head = Decision {
            id: from.id,
            rev: from.rev,
            number: from.number.clone(),
            date: from.date,
            authorities: or(&from.authorities, "giam_doc"),
            form: if from.form.is_empty() { "giay_khen".to_owned() } else { from.form.clone() },
            nature: from.nature,
            subject: from.subject.clone(),
            note: from.note.clone(),
            period: from.period,
            ..Decision::default()
        };
        let mut entry = Self::build(shelf, &head, nominees.to_vec(), Paper::Proposal);
        entry.chosen.kind = true;
        for id in ["kind", "signer", "campaign"] {
            entry.form.show(id, false);
        }
        entry.form.show("act", true);
        let mut choices = acts.to_vec();
        choices.extend(waiting(shelf).into_iter().filter(|(id, ..)| acts.iter().all(|a| a.0 != *id)));
        entry.form.set_options("act", options_of(&choices));
        let cells = nominees.iter().map(|r| (r.id, rows::cells(r, &entry.units, &shelf.words))).collect();
        if let Some(grid) = entry.form.grid_mut() {
            grid.fill(cells);
        }
        entry.form.focus("number");
        entry
    }

    /// New rows with the people of another paper: known ones stay who they are, and keep what they hang on.
    fn take_over(&mut self, shelf: &Shelf, people: &[Recipient]) {
        let cells = people.iter().map(|r| (0, new_cells(r, self, &shelf.words))).collect();
        if let Some(grid) = self.form.grid_mut() {
            grid.fill(cells);
        }
        for r in people {
            if let Some(act) = r.achievement {
                self.side.links.push((r.kind, text::same_key(&r.name), r.unit, act));
            }
            if let Some(id) = r.party {
                self.picked.push(Party {
                    id,
                    kind: r.kind,
                    name: r.name.clone(),
                    rank: r.rank.clone(),
                    post: r.post.clone(),
                    unit: r.unit,
                    last: None,
                });
            }
        }
    }

    /// What the rows hang on: of a proposal the achievement chosen in its head, else what each came with.
    pub(super) fn link(&self, recipients: &mut [Recipient]) {
        let chosen: Option<i64> = self.form.code("act").and_then(|id| id.parse().ok());
        let one = self.proposes() && (chosen.is_some() || self.side.begun.is_some());
        for r in recipients {
            if one {
                r.achievement = chosen;
            } else if r.id == 0 && r.achievement.is_none() {
                r.achievement = self.side.act_of(r.kind, &r.name, r.unit);
            }
        }
    }
}

/// Achievements of the period that wait for a proposal, oldest first.
fn waiting(shelf: &Shelf) -> Vec<(i64, String, Option<Date>)> {
    let rows = shelf.overdue(tomorrow(shelf), false).map(|rows| rows.as_slice()).unwrap_or_default();
    rows.iter().map(|r| (r.achievement.id, text::line(&r.achievement.content), r.achievement.date)).collect()
}

fn options_of(acts: &[(i64, String, Option<Date>)]) -> Vec<Choice> {
    let label = |content: &str, day: Option<Date>| {
        let content = text::clip(content, 60);
        day.map_or_else(|| content.clone(), |d| format!("{} {content}", date::full(d)))
    };
    acts.iter().map(|(id, content, day)| (id.to_string(), label(content, *day))).collect()
}

fn new_cells(r: &Recipient, entry: &Entry, words: &Words) -> Vec<String> {
    let mut cells = rows::cells(r, &entry.units, words);
    if r.unit.is_none()
        && let Some(unit) = cells.get_mut(3)
    {
        unit.clear();
    }
    cells
}

/// Those an achievement names (`Lê An, Đội Tuyên truyền`); a mere number (`2 tập thể, 5 cá nhân`) names nobody.
fn named(who: &str, unit: Option<i64>, act: i64) -> Vec<Recipient> {
    let parts = who.split([',', ';', '\n']).map(text::line).filter(|part| !part.is_empty());
    let named: Vec<Recipient> = parts
        .map(|part| {
            let (rank, name) = person::split_rank(&part);
            let folded = text::fold(&name);
            let first = folded.split(' ').next().unwrap_or_default();
            let team = rank.is_none() && TEAMS.contains(&first);
            Recipient {
                kind: if team { RecipientKind::Collective } else { RecipientKind::Individual },
                quantity: Some(1),
                rank: rank.unwrap_or_default().to_owned(),
                name,
                unit,
                achievement: Some(act),
                ..Recipient::default()
            }
        })
        .collect();
    let counts = who.chars().any(|c| c.is_ascii_digit());
    if counts || named.iter().any(|r| r.name.is_empty()) { Vec::new() } else { named }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_achievement_names_its_people_or_only_counts_them() {
        let of = |who: &str| -> Vec<(RecipientKind, String, String)> {
            named(who, Some(3), 7).into_iter().map(|r| (r.kind, r.rank, r.name)).collect()
        };
        let (c, i) = (RecipientKind::Collective, RecipientKind::Individual);
        let text = |t: &str| t.to_owned();
        assert_eq!(
            of("Đ/c Thiếu tá Nguyễn Văn Ấn, Lê An; Đội Tuyên truyền"),
            [
                (i, text("Thiếu tá"), text("Nguyễn Văn Ấn")),
                (i, text(""), text("Lê An")),
                (c, text(""), text("Đội Tuyên truyền"))
            ]
        );
        assert_eq!(of("2 tập thể, 5 cá nhân"), []);
        assert_eq!(of(""), []);
        assert_eq!(named("Lê An", Some(3), 7)[0].achievement, Some(7));
    }
}
