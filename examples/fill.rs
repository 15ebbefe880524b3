//! A register as large as wanted, to measure on: `cargo run --release --example fill -- --db FILE --achievements 1000000`.
//!
//! One cluster of 12 units and 40 quarters; an award to one and a half achievements, in decisions of about 20 recipients,
//! now and then a notice with counts; scores of every unit in every quarter. All quarters but the newest are locked with
//! their snapshots. People are fictional and come again, so that each has a history. The same seed makes the same register.
//! Goes through the store's bulk path, one act a quarter, journal, checks and the index of Find included. Prints what was
//! written, how long it took and how large it is. A file that is there already is refused.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::needless_pass_by_value,
    reason = "an example measures, and prints what it did"
)]
use clap::Parser;
use serde::Deserialize;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Instant;
use thidua::core::achievement::{Achievement, AchievementKind};
use thidua::core::act::{Act, Stamp};
use thidua::core::ask::{Ask, Facts};
use thidua::core::award::{Basis, Decision, DecisionKind, Recipient, RecipientKind};
use thidua::core::date::Date;
use thidua::core::level::{self, Mark};
use thidua::core::number::Points;
use thidua::core::period::PeriodKey;
use thidua::core::quarter::QuarterFacts;
use thidua::core::register::{self, Setup};
use thidua::core::score::{self, CellValue, Round, Rule};
use thidua::core::standing;
use thidua::core::words::{Lang, Words};
use thidua::store::Store;
use thidua::store::bulk::Record;

type Failure = Box<dyn std::error::Error>;

/// Makes a register of the wanted size to measure on.
#[derive(Parser)]
struct Options {
    /// file to make
    #[arg(long)]
    db: PathBuf,
    /// achievements of each cluster
    #[arg(long)]
    achievements: usize,
    /// clusters; a register holds one, so more than one makes FILE-1, FILE-2, …
    #[arg(long, default_value_t = 1)]
    clusters: usize,
    /// another seed makes another register
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// What everything is made of.
#[derive(Deserialize)]
struct Stock {
    cluster: String,
    province: String,
    secretary: String,
    movement: String,
    motto: String,
    reason: String,
    who: String,
    number: String,
    notice: String,
    units: Vec<(String, String)>,
    families: Vec<String>,
    men: Vec<String>,
    women: Vec<String>,
    given_men: Vec<String>,
    given_women: Vec<String>,
    ranks: Vec<String>,
    posts: Vec<String>,
    teams: Vec<String>,
    signer: String,
    acts: Vec<String>,
    places: Vec<String>,
    subjects: Vec<String>,
}

const QUARTERS: usize = 40;
/// Recipients of a decision.
const CROWD: usize = 20;

/// A small generator of numbers (splitmix64): the same everywhere, no need of another dependency.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    fn below(&mut self, n: usize) -> usize {
        (self.roll() % n.max(1) as u64) as usize
    }
    fn of<'a>(&mut self, list: &'a [String]) -> &'a str {
        let at = self.below(list.len());
        list.get(at).map_or("", String::as_str)
    }
}

/// Somebody of a unit.
#[derive(Clone)]
struct Person {
    name: String,
    rank: String,
    post: String,
}

fn main() -> Result<(), Failure> {
    let options = Options::parse();
    let stock: Stock = toml::from_str(include_str!("../assets/demo/fill.toml"))?;
    for n in 1..=options.clusters {
        let path = if options.clusters == 1 { options.db.clone() } else { numbered(&options.db, n) };
        let seed = options.seed.wrapping_mul(1_000_003).wrapping_add(n as u64);
        Fill::new(&stock, options.achievements, seed).cluster(&path, n)?;
    }
    Ok(())
}

/// `so.db` as `so-2.db`.
fn numbered(path: &Path, n: usize) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
    path.with_file_name(format!("{stem}-{n}{ending}"))
}

struct Fill<'a> {
    stock: &'a Stock,
    dice: Dice,
    achievements: usize,
    /// of each unit
    people: Vec<Vec<Person>>,
    /// of the running year
    papers: usize,
    words: Words,
}

impl<'a> Fill<'a> {
    fn new(stock: &'a Stock, achievements: usize, seed: u64) -> Self {
        let mut dice = Dice(seed);
        // Everybody is commended about fifteen times in the ten years.
        let crowd = (achievements / stock.units.len() / 25).clamp(12, 4_000);
        let people = stock.units.iter().map(|_| people(stock, &mut dice, crowd)).collect();
        Self { stock, dice, achievements, people, papers: 0, words: Words::load(Lang::Vi) }
    }

    fn cluster(&mut self, path: &Path, n: usize) -> Result<(), Failure> {
        let start = Instant::now();
        let stock = self.stock;
        let keys: Vec<PeriodKey> = (0..QUARTERS)
            .map(|i| PeriodKey::quarter(2016 + ((i + 2) / 4) as i16, ((i + 2) % 4) as u8 + 1))
            .collect();
        let setup = Setup {
            cluster: stock.cluster.replace("{n}", &n.to_string()),
            province: stock.province.clone(),
            secretary: stock.secretary.clone(),
            units: stock.units.clone(),
            head: Some(0),
            deputy: Some(1),
            period: keys.first().copied(),
            movement: stock.movement.clone(),
            motto: stock.motto.clone(),
            table: Some("mau_1000".to_owned()),
            levels: "a".to_owned(),
            lang: Lang::Vi,
        };
        let first = keys.first().map_or_else(String::new, |key| stamp(*key).at);
        let by = Stamp { at: first, user: "fill".to_owned() };
        let mut store = Store::create(path, &setup, false, &by).map_err(|e| self.words.say(e.problem()))?;
        let mut awards = 0;
        for (at, key) in keys.iter().enumerate() {
            let wanted = self.achievements * (at + 1) / QUARTERS - self.achievements * at / QUARTERS;
            awards += self.quarter(&mut store, *key, wanted, at == 0, at + 1 == QUARTERS)?;
        }
        store.close();
        let size = std::fs::metadata(path)?.len();
        println!(
            "{}: {} achievements, {awards} award rows, {QUARTERS} quarters, {} units; {:.1} s, {:.1} MB",
            path.display(),
            self.achievements,
            stock.units.len(),
            start.elapsed().as_secs_f64(),
            size as f64 / 1e6,
        );
        Ok(())
    }

    /// One quarter: its records, and, unless it is the newest, its end. Answers the number of award rows.
    fn quarter(
        &mut self,
        store: &mut Store,
        key: PeriodKey,
        wanted: usize,
        first: bool,
        newest: bool,
    ) -> Result<usize, Failure> {
        let by = stamp(key);
        if !first {
            self.act(store, Act::Register(register::Act::AddPeriod(key)), &by)?;
        }
        if key.ordinal == 1 {
            self.papers = 0;
        }
        let facts = facts(store, key)?;
        let (mut batch, awards) = self.records(&facts, key, wanted);
        self.scores(&facts, key, &mut batch);
        store.bulk(batch, &key.label(Lang::Vi), &by).map_err(|r| self.words.say(r.problem()))?;
        if !newest {
            self.end(store, &facts, key, &by)?;
        }
        Ok(awards)
    }

    fn act(&self, store: &mut Store, act: Act, by: &Stamp) -> Result<(), Failure> {
        store.apply(&act, by).map_err(|r| self.words.say(r.problem()))?;
        Ok(())
    }

    /// The achievements in the order of their days, and the decisions that commend two of three.
    fn records(&mut self, facts: &QuarterFacts, key: PeriodKey, wanted: usize) -> (Vec<Record>, usize) {
        let mut days: Vec<Date> = (0..wanted).map(|_| self.day(key)).collect();
        days.sort_unstable();
        let mut batch = Vec::new();
        // who did it: place of the unit, place of the person, none: one of its teams
        let mut doers = Vec::new();
        for day in &days {
            let unit = self.dice.below(facts.units.len());
            let person = if self.dice.below(7) == 0 { None } else { Some(self.dice.below(self.crowd(unit))) };
            let stock = self.stock;
            let content = self
                .dice
                .of(&stock.acts)
                .replace("{n}", &(self.dice.below(9) + 2).to_string())
                .replace("{place}", self.dice.of(&stock.places));
            let kind = match self.dice.below(5) {
                0 => AchievementKind::AdHoc,
                1 => AchievementKind::Topical,
                _ => AchievementKind::Regular,
            };
            let team = self.dice.below(self.stock.teams.len());
            let who = match person.and_then(|p| self.people.get(unit)?.get(p)) {
                Some(one) => self.stock.who.replace("{name}", &one.name),
                None => self.stock.teams.get(team).cloned().unwrap_or_default(),
            };
            doers.push((unit, person, team));
            batch.push(Record::Achievement(Achievement {
                date: Some(*day),
                kind,
                unit: facts.units.get(unit).map(|u| u.id),
                who,
                content,
                ..Achievement::default()
            }));
        }
        let mut awards = 0;
        let commended: Vec<usize> = (0..wanted).filter(|i| i % 3 != 2).collect();
        for crowd in commended.chunks(CROWD) {
            let last = crowd.last().and_then(|at| days.get(*at)).copied().unwrap_or(key.calendar().1);
            let (decision, recipients, achievements) = self.decision(facts, key, last, crowd, &doers);
            awards += recipients.len();
            batch.push(Record::Decision { decision, recipients, achievements });
            if self.dice.below(12) == 0 {
                let (decision, recipients) = self.counts(facts, last);
                awards += recipients.len();
                batch.push(Record::Decision { decision, recipients, achievements: Vec::new() });
            }
        }
        (batch, awards)
    }

    fn crowd(&self, unit: usize) -> usize {
        self.people.get(unit).map_or(1, Vec::len)
    }

    fn day(&mut self, key: PeriodKey) -> Date {
        let (from, to) = key.calendar();
        let days = (to - from).get_days().unsigned_abs() as usize;
        let mut day = from;
        for _ in 0..self.dice.below(days + 1) {
            day = day.tomorrow().unwrap_or(day);
        }
        day
    }

    fn number(&mut self, pattern: &str) -> String {
        self.papers += 1;
        pattern.replace("{n}", &self.papers.to_string())
    }

    fn decision(
        &mut self,
        facts: &QuarterFacts,
        key: PeriodKey,
        after: Date,
        crowd: &[usize],
        doers: &[(usize, Option<usize>, usize)],
    ) -> (Decision, Vec<Recipient>, Vec<(usize, usize)>) {
        let stock = self.stock;
        let (form, authority) = match self.dice.below(20) {
            0 | 1 => ("bang_khen", "bca"),
            2..=4 => ("bang_khen", "ubnd"),
            5..=7 => ("nguoi_tot", "giam_doc"),
            _ => ("giay_khen", "giam_doc"),
        };
        let date = (0..5 + self.dice.below(12)).fold(after, |day, _| day.tomorrow().unwrap_or(day));
        let decision = Decision {
            number: self.number(&stock.number),
            date: Some(date.min(key.calendar().1)),
            authorities: vec![authority.to_owned()],
            form: form.to_owned(),
            signer: stock.signer.clone(),
            subject: self.dice.of(&stock.subjects).to_owned(),
            ..Decision::default()
        };
        let (mut recipients, mut achievements, mut named) = (Vec::new(), Vec::new(), HashSet::new());
        for at in crowd {
            let Some((unit, person, team)) = doers.get(*at).copied() else { continue };
            let one = person.and_then(|p| self.people.get(unit)?.get(p)).cloned();
            let name = one.as_ref().map_or_else(|| stock.teams.get(team).cloned(), |p| Some(p.name.clone()));
            let name = name.unwrap_or_default();
            if !named.insert((unit, name.clone())) {
                continue; // nobody twice in one paper
            }
            achievements.push((recipients.len(), *at));
            recipients.push(Recipient {
                kind: if one.is_some() { RecipientKind::Individual } else { RecipientKind::Collective },
                quantity: Some(1),
                name,
                rank: one.as_ref().map_or_else(String::new, |p| p.rank.clone()),
                post: one.map_or_else(String::new, |p| p.post),
                unit: facts.units.get(unit).map(|u| u.id),
                ..Recipient::default()
            });
        }
        (decision, recipients, achievements)
    }

    /// A monthly notice that says only how many.
    fn counts(&mut self, facts: &QuarterFacts, day: Date) -> (Decision, Vec<Recipient>) {
        let decision = Decision {
            kind: DecisionKind::Notice,
            number: self.number(&self.stock.notice),
            date: Some(day),
            authorities: vec!["giam_doc".to_owned()],
            form: "thong_bao".to_owned(),
            period: Some(facts.period.key),
            ..Decision::default()
        };
        let rows = facts.units.iter().take(6).map(|unit| Recipient {
            kind: if self.dice.below(3) == 0 { RecipientKind::Collective } else { RecipientKind::Individual },
            basis: if self.dice.below(2) == 0 { Basis::Heads } else { Basis::Turns },
            quantity: if self.dice.below(15) == 0 { None } else { Some(1 + self.dice.below(30) as i64) },
            unit: Some(unit.id),
            ..Recipient::default()
        });
        let rows = rows.collect();
        (decision, rows)
    }

    /// Self scores and first appraisals of all units.
    fn scores(&mut self, facts: &QuarterFacts, period: PeriodKey, batch: &mut Vec<Record>) {
        let Some(table) = &facts.table else { return };
        for unit in &facts.units {
            for leaf in table.leaves().filter(|leaf| leaf.rule == Some(Rule::Direct)) {
                // between 80 and 100 of a hundred, in whole points
                let own = leaf.maximum.0 * (80 + self.dice.below(21) as i64) / 10_000 * 100;
                let first = (own - 100 * self.dice.below(3) as i64).max(0);
                for (round, points) in [(Round::Own, own), (Round::First, first)] {
                    let value = CellValue::Points(Points(points));
                    let comment = String::new();
                    batch.push(Record::Score {
                        period,
                        unit: unit.id,
                        criterion: leaf.id,
                        round,
                        value,
                        comment,
                    });
                }
            }
        }
    }

    /// The end of a quarter: appraisals finished, levels proposed as suggested, the period locked.
    fn end(
        &self,
        store: &mut Store,
        facts: &QuarterFacts,
        period: PeriodKey,
        by: &Stamp,
    ) -> Result<(), Failure> {
        let units = facts.units.iter().map(|u| u.id).collect();
        let label = period.label(Lang::Vi);
        let finish = score::Act::Finish {
            period,
            units,
            round: score::Round::First,
            done: true,
            label: label.clone(),
        };
        self.act(store, Act::Score(finish), by)?;
        let facts = self::facts(store, period)?;
        let suggested = standing::suggest(&facts, &standing::rank(&facts));
        let lowest = facts.levels.as_ref().and_then(|set| set.levels.last()).map(|l| l.id);
        let rows = facts
            .units
            .iter()
            .map(|unit| {
                let level = suggested.iter().find(|s| s.unit == unit.id).and_then(|s| s.level).or(lowest);
                (unit.id, level.map(Mark::Level), self.stock.reason.clone())
            })
            .collect();
        self.act(store, Act::Level(level::Act::Propose { period, rows, label }), by)?;
        self.act(store, Act::Level(level::Act::Lock { period }), by)
    }
}

/// People of one unit, no name twice.
fn people(stock: &Stock, dice: &mut Dice, wanted: usize) -> Vec<Person> {
    let (mut list, mut names) = (Vec::new(), HashSet::new());
    while list.len() < wanted {
        let (middle, given) = match dice.below(3) {
            0 => (&stock.women, &stock.given_women),
            _ => (&stock.men, &stock.given_men),
        };
        let name = format!("{} {} {}", dice.of(&stock.families), dice.of(middle), dice.of(given));
        if names.insert(name.clone()) {
            let (rank, post) = (dice.of(&stock.ranks).to_owned(), dice.of(&stock.posts).to_owned());
            list.push(Person { name, rank, post });
        }
    }
    list
}

fn facts(store: &Store, key: PeriodKey) -> Result<QuarterFacts, Failure> {
    match store.answer(&Ask::Quarter(key)) {
        Ok(Facts::Quarter(facts)) => Ok((*facts).clone()),
        other => Err(format!("{other:?}").into()),
    }
}

/// The morning after the quarter.
fn stamp(key: PeriodKey) -> Stamp {
    let day = key.calendar().1.tomorrow().unwrap_or(key.calendar().1);
    Stamp { at: format!("{day}T08:00:00+07:00"), user: "fill".to_owned() }
}
