//! The sample register behind `thidua demo`: `assets/demo/demo.toml` laid through the same writes a person's acts take,
//! one act a step and many writes an act, so that journal and checks are real. Holds no text of its own and no chance:
//! what is not written in the file follows from places in its lists.
mod file;
mod judged;

use super::fault::Outcome;
use super::journal::{Pen, Wrote};
use super::open::OpenError;
use super::{Store, quarter, write};
use crate::core::achievement::{self, Achievement};
use crate::core::act::{Act, Stamp};
use crate::core::award::{self, Basis, Decision, DecisionKind, Recipient, RecipientKind};
use crate::core::campaign::{self, Campaign, Movement};
use crate::core::date::Date;
use crate::core::meeting;
use crate::core::period::PeriodKey;
use crate::core::problem::Problem;
use crate::core::proposal::{self, Proposal};
use crate::core::register::{self, Setup};
use crate::core::unit::{self, Unit, UnitId};
use crate::core::words::Lang;
use file::{File, PastLine, written};
use std::collections::BTreeMap;
use std::path::Path;

/// Makes the sample register at `path`.
pub fn fill(path: &Path, stamp: &Stamp) -> Result<Store, OpenError> {
    let file: File = toml::from_str(include_str!("../../../assets/demo/demo.toml"))
        .map_err(|e| OpenError::Denied(Problem::new("problem.store_failed").text("detail", e.to_string())))?;
    let keys: Vec<PeriodKey> = file.quarters.iter().filter_map(|q| PeriodKey::parse(q)).collect();
    let setup = Setup {
        cluster: file.cluster.clone(),
        province: file.province.clone(),
        secretary: file.secretary.clone(),
        units: file.unit.iter().map(|u| (code(&u.tag), u.name.clone())).collect(),
        period: keys.first().copied(),
        movement: file.movement.clone(),
        table: Some("mau_1000".into()),
        levels: "a".into(),
        lang: Lang::Vi,
        ..Setup::default()
    };
    let mut store = Store::create(path, &setup, true, stamp)?;
    let demo = Demo { file, keys };
    demo.lay(&mut store, stamp).map_err(|f| OpenError::Denied(f.problem()))?;
    Ok(store)
}

/// Tags with digits are codes of units; the others only name them in the file.
fn code(tag: &str) -> String {
    if tag.chars().any(|c| c.is_ascii_digit()) { tag.to_owned() } else { String::new() }
}

fn date(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// A person or collective of the file, in one list, collectives first.
struct Named<'a> {
    unit: UnitId,
    kind: RecipientKind,
    rank: &'a str,
    name: &'a str,
    post: &'a str,
}

struct Demo {
    file: File,
    keys: Vec<PeriodKey>,
}

impl Demo {
    fn lay(&self, store: &mut Store, stamp: &Stamp) -> Outcome<()> {
        let step = |store: &mut Store, thing: &str, work: &dyn Fn(Pen<'_>) -> Outcome<()>| {
            store.transact(stamp, |pen| work(pen).map(|()| Wrote::new("act.sample", thing)))
        };
        step(store, &self.file.cluster, &|pen| self.cluster(pen))?;
        for (at, key) in self.keys.iter().enumerate() {
            let thing = key.label(Lang::Vi);
            if let Some(past) = self.file.past.get(at) {
                step(store, &thing, &|pen| self.past(pen, *key, at, past))?;
                store.transact(stamp, |pen| self.approve(pen, *key, at))?;
            } else {
                step(store, &thing, &|pen| self.present(pen, *key))?;
                step(store, &thing, &|pen| self.scores(pen, *key, at))?;
                step(store, &thing, &|pen| self.propose(pen, *key, Some(&self.file.proposal.differ)))?;
            }
        }
        // A newcomer's Ctrl+Z takes back what he did, not the sample under him.
        store.transact(stamp, |_| Ok(Wrote::new("act.sample", self.file.cluster.clone()).barrier()))?;
        Ok(())
    }

    /// Key of the unit with that tag: units are laid in the order of the file.
    fn unit(&self, tag: &str) -> Option<UnitId> {
        self.file.unit.iter().position(|u| u.tag == tag).map(|at| at as i64 + 1)
    }

    /// Letterhead, dates and roles of the units, years, periods, campaigns.
    fn cluster(&self, pen: Pen<'_>) -> Outcome<()> {
        let mut register = super::register::get(pen.conn)?;
        register.letterhead = self.file.letterhead.clone();
        does(pen, &Act::Register(register::Act::Save(register)))?;
        for (line, there) in self.file.unit.iter().zip(super::unit::all(pen.conn, 0)?) {
            let (from, to) = (date(&line.from), line.to.as_deref().and_then(date));
            does(pen, &Act::Unit(unit::Act::Edit { unit: Unit { from, to, ..there } }))?;
        }
        for line in &self.file.year {
            let (head, deputy) = (self.unit(&line.head), self.unit(&line.deputy));
            does(pen, &Act::Unit(unit::Act::Roles { year: line.year, head, deputy }))?;
            let there = super::campaign::movement(pen.conn, line.year)?;
            let movement = Movement { name: self.file.movement.clone(), motto: line.motto.clone(), ..there };
            does(pen, &Act::Campaign(campaign::Act::Movement(movement)))?;
        }
        for key in self.keys.iter().skip(1) {
            does(pen, &Act::Register(register::Act::AddPeriod(*key)))?;
        }
        for line in &self.file.campaign {
            let campaign = Campaign {
                year: self.keys.last().map_or(0, |k| k.year),
                name: line.name.clone(),
                kind: line.kind,
                from: line.from.as_deref().and_then(date),
                to: line.to.as_deref().and_then(date),
                state: line.state,
                note: line.note.clone(),
                ..Campaign::default()
            };
            does(pen, &Act::Campaign(campaign::Act::Save(campaign)))?;
        }
        Ok(())
    }

    fn campaign(&self, id: Option<&String>) -> Option<i64> {
        let id = id?;
        self.file.campaign.iter().position(|c| c.id == *id).map(|at| at as i64 + 1)
    }

    /// Everybody whose unit is in that roster.
    fn named(&self, roster: &[UnitId]) -> Vec<Named<'_>> {
        let mut all = Vec::new();
        for (tag, names) in &self.file.teams {
            for name in names {
                let unit = self.unit(tag).unwrap_or(0);
                all.push(Named { unit, kind: RecipientKind::Collective, rank: "", name, post: "" });
            }
        }
        for (tag, people) in &self.file.people {
            for [rank, name, post] in people {
                let unit = self.unit(tag).unwrap_or(0);
                all.push(Named { unit, kind: RecipientKind::Individual, rank, name, post });
            }
        }
        all.retain(|n| roster.contains(&n.unit));
        all
    }

    /// A quarter before the last: good deeds with names, notices and praise by unit, each with its act some days earlier.
    fn past(&self, pen: Pen<'_>, key: PeriodKey, at: usize, past: &PastLine) -> Outcome<()> {
        let facts = quarter::bare(pen.conn, key)?;
        let roster: Vec<UnitId> = facts.units.iter().map(|u| u.id).collect();
        let named = self.named(&roster);
        let of = |kind: RecipientKind| named.iter().filter(move |n| n.kind == kind).cycle();
        let texts = &self.file.past_texts;
        let (mut teams, mut people) = (of(RecipientKind::Collective), of(RecipientKind::Individual));
        for _ in 0..at * 5 {
            teams.next();
            people.next();
        }
        for ((number, day, collectives, individuals), subject) in
            past.good_deeds.iter().zip(&texts.good_deeds)
        {
            let day = date(day);
            let act = Achievement {
                date: day.map(|d| d.saturating_sub(jiff::ToSpan::days(past.days))),
                who: String::new(),
                content: subject.clone(),
                period: Some(key),
                ..Achievement::default()
            };
            let act = does(pen, &Act::Achievement(achievement::Act::Save(act)))?.row;
            let chosen = teams.by_ref().take(*collectives).chain(people.by_ref().take(*individuals));
            let rows = chosen.map(|n| recipient(pen, n, act)).collect::<Outcome<Vec<_>>>()?;
            self.decision(pen, number, day, "nguoi_tot", subject, rows)?;
        }
        for (number, day, turns) in &past.notices {
            let mut by_unit: BTreeMap<UnitId, i64> = BTreeMap::new();
            for turn in 0..*turns {
                let place = (turn * 5 + at * 3 + number.len()) % roster.len().max(1);
                *by_unit.entry(roster.get(place).copied().unwrap_or(1)).or_default() += 1;
            }
            let rows = by_unit
                .into_iter()
                .map(|(unit, n)| counted(Some(unit), RecipientKind::Collective, Basis::Turns, n))
                .collect();
            self.decision(pen, number, date(day), "thong_bao", &texts.notices, rows)?;
        }
        // One figure for both authorities, as in the last quarter, but split by unit long since.
        let mut rows = Vec::new();
        for (kind, n) in [RecipientKind::Collective, RecipientKind::Individual].into_iter().zip(past.praise) {
            for i in 0..n as usize {
                let unit = roster.get((i * 3 + at) % roster.len().max(1)).copied();
                rows.push(counted(unit, kind, Basis::Heads, 1));
            }
        }
        let authorities = vec!["bca".into(), "ubnd".into()];
        let head = self.head("", None, "bang_khen", &texts.praise);
        save(pen, Decision { authorities, period: Some(key), signer: String::new(), ..head }, rows)?;
        self.scores(pen, key, at)?;
        self.propose(pen, key, past.differ.as_ref())?;
        if self.keys.get(at + 2).is_none() {
            let meeting = written(&self.file.before);
            does(pen, &Act::Meeting(meeting::Act::Save { period: key, meeting }))?;
        }
        Ok(())
    }

    fn head(&self, number: &str, day: Option<Date>, form: &str, subject: &str) -> Decision {
        let kind = if form == "thong_bao" { DecisionKind::Notice } else { DecisionKind::Decision };
        Decision {
            kind,
            number: number.into(),
            date: day,
            authorities: vec!["giam_doc".into()],
            form: form.into(),
            signer: self.file.signer.clone(),
            subject: subject.into(),
            ..Decision::default()
        }
    }

    fn decision(
        &self,
        pen: Pen<'_>,
        number: &str,
        day: Option<Date>,
        form: &str,
        subject: &str,
        rows: Vec<Recipient>,
    ) -> Outcome<()> {
        save(pen, self.head(number, day, form, subject), rows)
    }

    /// The last quarter: as the file writes it.
    fn present(&self, pen: Pen<'_>, key: PeriodKey) -> Outcome<()> {
        let mut acts: BTreeMap<&str, i64> = BTreeMap::new();
        let mut praised: BTreeMap<(&str, &str), i64> = BTreeMap::new();
        for line in &self.file.achievement {
            let act = Achievement {
                date: date(&line.date),
                kind: line.kind,
                unit: line.unit.as_deref().and_then(|tag| self.unit(tag)),
                who: line.who.clone(),
                content: line.content.clone(),
                campaign: self.campaign(line.campaign.as_ref()),
                period: Some(key),
                ..Achievement::default()
            };
            let Some(row) = does(pen, &Act::Achievement(achievement::Act::Save(act)))?.row else { continue };
            acts.insert(&line.id, row);
            if let (Some(number), Some(unit)) = (&line.praised, &line.unit) {
                praised.insert((number, unit), row);
            }
        }
        let roster: Vec<UnitId> = (1..=self.file.unit.len() as i64).collect();
        let named = self.named(&roster);
        let sent = self.sent(pen, &named, &acts)?;
        for line in &self.file.decision {
            let link = line.link.as_deref().and_then(|id| acts.get(id).copied());
            let mut rows = Vec::new();
            for (place, name) in line.named.iter().enumerate() {
                if let Some(found) = named.iter().find(|n| n.name == name) {
                    let own = line.also.get(name).and_then(|id| acts.get(id.as_str()).copied());
                    let first = link.filter(|_| place < line.linked);
                    rows.push(recipient(pen, found, own.or(first))?);
                }
            }
            for (tag, kind, basis, n) in &line.counts {
                let achievement = praised.get(&(line.number.as_str(), tag.as_str())).copied();
                rows.push(Recipient { achievement, ..counted(self.unit(tag), *kind, *basis, *n) });
            }
            let day = line.date.as_deref().and_then(date);
            let mut head = self.head(&line.number, day, &line.form, &line.subject);
            head.authorities.clone_from(&line.by);
            head.nature = line.nature;
            head.note.clone_from(&line.note);
            head.campaign = self.campaign(line.campaign.as_ref());
            head.period = Some(key);
            head.proposal = line.answers.as_deref().and_then(|id| sent.get(id).copied());
            if line.number.is_empty() {
                head.signer.clear();
            }
            save(pen, head, rows)?;
        }
        let meeting = written(&self.file.meeting);
        does(pen, &Act::Meeting(meeting::Act::Save { period: key, meeting }))?;
        let texts = self.file.texts.iter().map(|(part, text)| (*part, text.clone())).collect();
        does(pen, &Act::Meeting(meeting::Act::Texts { period: key, texts }))?;
        Ok(())
    }

    /// The proposals of the last quarter, by their names in the file.
    fn sent(
        &self,
        pen: Pen<'_>,
        named: &[Named<'_>],
        acts: &BTreeMap<&str, i64>,
    ) -> Outcome<BTreeMap<&str, i64>> {
        let mut sent = BTreeMap::new();
        for line in &self.file.sent {
            let act = acts.get(line.act.as_str()).copied();
            let found = line.named.iter().filter_map(|name| named.iter().find(|n| n.name == name));
            let nominees = found.map(|n| recipient(pen, n, act)).collect::<Outcome<Vec<_>>>()?;
            let proposal = Proposal {
                number: line.number.clone(),
                date: date(&line.date),
                authorities: line.by.clone(),
                form: line.form.clone(),
                nature: line.nature,
                subject: line.subject.clone(),
                ..Proposal::default()
            };
            let save = proposal::Act::Save { proposal, nominees, same: None };
            let Some(id) = does(pen, &Act::Proposal(save))?.row else { continue };
            sent.insert(line.id.as_str(), id);
            if let Some(reason) = &line.dropped {
                let label = line.number.clone();
                let drop = proposal::Act::Drop { id, rev: 1, reason: reason.clone(), label };
                does(pen, &Act::Proposal(drop))?;
            }
        }
        Ok(sent)
    }
}

fn does(pen: Pen<'_>, act: &Act) -> Outcome<Wrote> {
    write(pen, act)
}

fn save(pen: Pen<'_>, decision: Decision, recipients: Vec<Recipient>) -> Outcome<()> {
    does(pen, &Act::Award(award::Act::Save { decision, recipients, same: None }))?;
    Ok(())
}

/// A recipient chosen from the list if the register knows the name already.
fn recipient(pen: Pen<'_>, named: &Named<'_>, achievement: Option<i64>) -> Outcome<Recipient> {
    let known = super::namesake::parties(pen.conn, Some(named.unit), named.name)?;
    let party = known.into_iter().find(|p| p.kind == named.kind && p.name == named.name).map(|p| p.id);
    Ok(Recipient {
        kind: named.kind,
        basis: Basis::Named,
        quantity: Some(1),
        party,
        name: named.name.into(),
        rank: named.rank.into(),
        post: named.post.into(),
        unit: Some(named.unit),
        achievement,
        ..Recipient::default()
    })
}

fn counted(unit: Option<UnitId>, kind: RecipientKind, basis: Basis, n: i64) -> Recipient {
    Recipient { kind, basis, quantity: Some(n), unit, ..Recipient::default() }
}
