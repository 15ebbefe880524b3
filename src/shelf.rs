//! What a room may read: the answers `app` has fetched, and the circumstances (period, today, rights).
//! Filled by `app` alone. A missing answer is `None`: the room draws without it for a frame.
use crate::core::achievement::{AchievementRow, AchievementSheet};
use crate::core::ask::{Ask, Facts};
use crate::core::award::{AwardRow, Decision, DecisionRow, DecisionSheet, Party};
use crate::core::backup::{Compared, Copies};
use crate::core::campaign::{Campaign, Movement};
use crate::core::catalogue::Lists;
use crate::core::checklist::{self, Step};
use crate::core::date::Date;
use crate::core::find::{Found, Head, Hit, Query, Whose};
use crate::core::flag::Flag;
use crate::core::guard;
use crate::core::journal::{ActSheet, Acts};
use crate::core::keys_file::KeyList;
use crate::core::level::LevelSet;
use crate::core::page::{Reach, Span, Volume, Window};
use crate::core::period::PeriodKey;
use crate::core::prefs::{Depth, Prefs};
use crate::core::problem::{Arg, Problem};
use crate::core::proposal::{ProposalRow, ProposalSheet};
use crate::core::quarter::{self, Period, QuarterFacts};
use crate::core::redate::{Dates, Plan};
use crate::core::score::ScoreTable;
use crate::core::standing::Reckoned;
use crate::core::unit::Unit;
use crate::core::words::Words;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Answers and circumstances.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// words of the language in use
    pub words: Words,
    /// the day, from the shell's clock
    pub today: Date,
    /// the period looked at
    pub period: PeriodKey,
    /// the file cannot be written: each edit is answered by a sentence
    pub read_only: bool,
    /// a sample opened by `demo` without a file
    pub sample: bool,
    /// rows of the screen that a room draws in, from its title to the blank above the detail line
    pub height: u16,
    /// where the register lies, for the eyes
    pub file: String,
    /// folders of removable disks, where a copy may go
    pub places: Vec<PathBuf>,
    /// other registers opened on this machine
    pub registers: Vec<PathBuf>,
    /// the folder a copy went to last
    pub copied_to: Option<PathBuf>,
    /// colours and signs as chosen for this machine
    pub prefs: Prefs,
    /// what the terminal can show
    pub depth: Depth,
    /// what follows from the facts of the period looked at
    reckoned: Option<Arc<Reckoned>>,
    /// the steps of the period, as counted on that day
    steps: Option<(Date, Option<PeriodKey>, Vec<Step>)>,
    /// every command and its keys
    pub keys: Arc<KeyList>,
    /// questions and their answers; an old answer stays while a fresh one is on its way
    answers: Vec<(Ask, Facts)>,
}

impl Shelf {
    /// An empty shelf.
    pub fn new(words: Words, today: Date, period: PeriodKey) -> Self {
        Self {
            words,
            today,
            period,
            read_only: false,
            sample: false,
            height: 17,
            file: String::new(),
            reckoned: None,
            steps: None,
            places: Vec::new(),
            registers: Vec::new(),
            copied_to: None,
            prefs: Prefs::default(),
            depth: Depth::default(),
            keys: Arc::default(),
            answers: Vec::new(),
        }
    }
    /// Puts an answer in the place of its question.
    pub fn put(&mut self, ask: Ask, facts: Facts) {
        self.answers.retain(|(a, _)| *a != ask);
        self.answers.push((ask, facts));
    }
    /// Drops answers nobody needs.
    pub fn keep(&mut self, needed: &[Ask]) {
        self.answers.retain(|(a, _)| needed.contains(a));
    }
    /// Ranks and counts the steps again where the period's facts are others than those they were worked out from.
    pub fn settle(&mut self) {
        let Some(facts) = self.quarter() else {
            (self.reckoned, self.steps) = (None, None);
            return;
        };
        if self.reckoned.as_ref().is_none_or(|r| !Arc::ptr_eq(&r.facts, facts)) {
            (self.reckoned, self.steps) = (Some(Arc::new(Reckoned::new(Arc::clone(facts)))), None);
        }
        if let Some(reckoned) = &self.reckoned
            && self.steps.as_ref().is_none_or(|(day, after, _)| (*day, *after) != (self.today, self.after()))
        {
            let after = self.after();
            let steps = checklist::steps(&reckoned.facts, &reckoned.standings, self.today, after);
            self.steps = Some((self.today, after, steps));
        }
    }
    /// The steps of the period looked at.
    pub fn steps(&self) -> &[Step] {
        self.steps.as_ref().map_or(&[], |(.., steps)| steps)
    }
    /// The quarter that is opened next: the one after a locked quarter, where it is not there yet.
    pub fn after(&self) -> Option<PeriodKey> {
        let facts = self.quarter().filter(|q| q.locked() && q.period.key.leaf())?;
        let next = facts.period.key.next();
        (!self.periods().iter().any(|p| p.key == next)).then_some(next)
    }
    /// Facts, ranks and dự kiến of the period looked at: whatever a room draws of them, they are worked out once.
    pub fn reckoned(&self) -> Option<&Arc<Reckoned>> {
        let facts = self.quarter()?;
        self.reckoned.as_ref().filter(|r| Arc::ptr_eq(&r.facts, facts))
    }
    /// Forgets everything (another file, another language).
    pub fn clear(&mut self) {
        self.answers.clear();
        (self.reckoned, self.steps) = (None, None);
    }
    /// Is there an answer, fresh or stale?
    pub fn has(&self, ask: &Ask) -> bool {
        self.answers.iter().any(|(a, _)| a == ask)
    }
    fn get(&self, ask: &Ask) -> Option<&Facts> {
        self.answers.iter().find(|(a, _)| a == ask).map(|(_, f)| f)
    }
    /// Everything of the period looked at.
    pub fn quarter(&self) -> Option<&Arc<QuarterFacts>> {
        self.quarter_of(self.period)
    }
    /// Everything of another period a room asked for.
    pub fn quarter_of(&self, period: PeriodKey) -> Option<&Arc<QuarterFacts>> {
        match self.get(&Ask::Quarter(period)) {
            Some(Facts::Quarter(q)) => Some(q),
            _ => None,
        }
    }
    /// Periods, newest first.
    pub fn periods(&self) -> &[Period] {
        match self.get(&Ask::Periods) {
            Some(Facts::Periods(p)) => p,
            _ => &[],
        }
    }
    /// The quarters among them: they own the records.
    pub fn quarters(&self) -> impl Iterator<Item = &Period> {
        self.periods().iter().filter(|p| p.key.leaf())
    }
    /// The quarter that a record written now belongs to, where its day does not say: the one looked at; of a set of
    /// quarters its newest.
    pub fn leaf(&self) -> PeriodKey {
        if self.period.leaf() {
            return self.period;
        }
        self.quarters().find(|p| self.period.holds(p.key)).map_or(self.period, |p| p.key)
    }
    /// Answer to `Ask::Decisions`.
    pub fn decisions(&self, reach: &Reach) -> Option<&Arc<Window<DecisionRow>>> {
        self.answers.iter().find_map(|(ask, facts)| match (ask, facts) {
            (Ask::Decisions(of), Facts::Decisions(window)) if of == reach => Some(window),
            _ => None,
        })
    }
    /// Answer to `Ask::Decision`; the outer `None` is "not read yet".
    pub fn decision(&self, id: i64) -> Option<&Option<Arc<DecisionSheet>>> {
        match self.get(&Ask::Decision(id)) {
            Some(Facts::Decision(d)) => Some(d),
            _ => None,
        }
    }
    /// Answer to `Ask::Achievements`.
    pub fn achievements(&self, reach: &Reach) -> Option<&Arc<Window<AchievementRow>>> {
        self.answers.iter().find_map(|(ask, facts)| match (ask, facts) {
            (Ask::Achievements(of), Facts::Achievements(window)) if of == reach => Some(window),
            _ => None,
        })
    }
    /// How many rows the lists have.
    pub fn volume(&self, span: Span) -> Option<Volume> {
        match self.get(&Ask::Volume(span)) {
            Some(Facts::Volume(volume)) => Some(*volume),
            _ => None,
        }
    }
    /// Answer to `Ask::Overdue` of the period looked at.
    pub fn overdue(&self, before: Date, earlier: bool) -> Option<&Arc<Vec<AchievementRow>>> {
        match self.get(&Ask::Overdue { period: self.period, before, earlier }) {
            Some(Facts::Overdue(a)) => Some(a),
            _ => None,
        }
    }
    /// Answer to `Ask::Proposals`.
    pub fn proposals(&self, reach: &Reach) -> Option<&Arc<Window<ProposalRow>>> {
        match self.get(&Ask::Proposals(reach.clone())) {
            Some(Facts::Proposals(p)) => Some(p),
            _ => None,
        }
    }
    /// Answer to `Ask::Proposal`; the outer `None` is "not read yet".
    pub fn proposal(&self, id: i64) -> Option<&Option<Arc<ProposalSheet>>> {
        match self.get(&Ask::Proposal(id)) {
            Some(Facts::Proposal(p)) => Some(p),
            _ => None,
        }
    }
    /// Answer to `Ask::Guard`.
    pub fn guard(&self, query: &Arc<guard::Query>) -> &[guard::Finding] {
        match self.get(&Ask::Guard(Arc::clone(query))) {
            Some(Facts::Guard(findings)) => findings,
            _ => &[],
        }
    }
    /// Answer to `Ask::Achievement`; the outer `None` is "not read yet".
    pub fn achievement(&self, id: i64) -> Option<&Option<Arc<AchievementSheet>>> {
        match self.get(&Ask::Achievement(id)) {
            Some(Facts::Achievement(a)) => Some(a),
            _ => None,
        }
    }
    /// Answer to `Ask::Parties`.
    pub fn parties(&self, unit: Option<i64>, start: &str) -> &[Party] {
        match self.get(&Ask::Parties { unit, start: start.to_owned() }) {
            Some(Facts::Parties(p)) => p,
            _ => &[],
        }
    }
    /// Answer to `Ask::Models`; none while not read.
    pub fn models(&self) -> &[Decision] {
        match self.get(&Ask::Models) {
            Some(Facts::Models(d)) => d,
            _ => &[],
        }
    }
    /// Answer to `Ask::Namesakes`; `None`: not read yet.
    pub fn namesakes(&self, names: &[String]) -> Option<&Arc<Vec<Party>>> {
        match self.get(&Ask::Namesakes(names.to_vec())) {
            Some(Facts::Parties(p)) => Some(p),
            _ => None,
        }
    }
    /// Answer to `Ask::Head`; the outer `None` is "not read yet".
    pub fn head(&self, whose: Whose) -> Option<&Option<Arc<Head>>> {
        match self.get(&Ask::Head(whose)) {
            Some(Facts::Head(head)) => Some(head),
            _ => None,
        }
    }
    /// Answer to `Ask::Life`.
    pub fn life(&self, whose: Whose, reach: &Reach) -> Option<&Arc<Window<Hit>>> {
        match self.get(&Ask::Life(whose, reach.clone())) {
            Some(Facts::Life(window)) => Some(window),
            _ => None,
        }
    }
    /// Answer to `Ask::Find`.
    pub fn found(&self, query: &Query) -> Option<&Arc<Found>> {
        match self.get(&Ask::Find(query.clone())) {
            Some(Facts::Find(found)) => Some(found),
            _ => None,
        }
    }
    /// Every valid award row of the period looked at.
    pub fn awards(&self) -> Option<&Arc<Vec<AwardRow>>> {
        match self.get(&Ask::Awards(self.period)) {
            Some(Facts::Awards(a)) => Some(a),
            _ => None,
        }
    }
    /// Valid award rows of the period looked at that came after its lock.
    pub fn late(&self) -> Option<&Arc<Vec<AwardRow>>> {
        match self.get(&Ask::Late(self.period)) {
            Some(Facts::Awards(a)) => Some(a),
            _ => None,
        }
    }
    /// The period looked at as it stood (see `Ask::Version`); the outer `None` is "not read yet".
    pub fn version(&self, ordinal: u32) -> Option<&Option<Arc<QuarterFacts>>> {
        match self.get(&Ask::Version(self.period, ordinal)) {
            Some(Facts::Version(v)) => Some(v),
            _ => None,
        }
    }
    /// Why rows of that period are refused, as the register would say it when they were sent (`QuarterFacts::closed` is the
    /// same of the one looked at).
    pub fn closed(&self, key: PeriodKey) -> Option<Problem> {
        let period = self.periods().iter().find(|p| p.key == key)?;
        Some(Problem::new(quarter::closed_word(period.state)?).with("period", Arg::Period(key)))
    }
    /// Why no new decision is begun in the period looked at, and where one that comes late is entered instead.
    pub fn closed_to_new(&self) -> Option<Problem> {
        let facts = self.quarter()?;
        let approved = facts.period.state == quarter::State::Approved;
        let key = if approved { "late.elsewhere" } else { "late.elsewhere_reopen" };
        facts.closed().map(|closed| Problem { key, ..closed })
    }
    /// All units ever.
    pub fn roster(&self) -> Option<&Arc<Vec<Unit>>> {
        match self.get(&Ask::Roster(self.period)) {
            Some(Facts::Roster(r)) => Some(r),
            _ => None,
        }
    }
    /// Movement and campaigns of the year looked at.
    pub fn movement(&self) -> Option<&Arc<(Movement, Vec<Campaign>)>> {
        match self.get(&Ask::Movement(self.period.year)) {
            Some(Facts::Movement(m)) => Some(m),
            _ => None,
        }
    }
    /// The lists the settings edit, as they stand now.
    pub fn lists(&self) -> Option<&Arc<Lists>> {
        match self.get(&Ask::Lists) {
            Some(Facts::Lists(l)) => Some(l),
            _ => None,
        }
    }
    /// A block of the journal's acts.
    pub fn acts(&self, block: i64) -> Option<&Arc<Acts>> {
        match self.get(&Ask::Acts(block)) {
            Some(Facts::Acts(a)) => Some(a),
            _ => None,
        }
    }
    /// An act, opened; the outer `None` is "not read yet".
    pub fn act_sheet(&self, n: i64) -> Option<&Option<Arc<ActSheet>>> {
        match self.get(&Ask::ActSheet(n)) {
            Some(Facts::ActSheet(a)) => Some(a),
            _ => None,
        }
    }
    /// The daily copies.
    pub fn copies(&self) -> Option<&Arc<Copies>> {
        match self.get(&Ask::Copies) {
            Some(Facts::Copies(c)) => Some(c),
            _ => None,
        }
    }
    /// A copy beside the register.
    pub fn compared(&self, file: &Path) -> Option<&Arc<Compared>> {
        match self.get(&Ask::Compare(file.to_owned())) {
            Some(Facts::Compared(c)) => Some(c),
            _ => None,
        }
    }
    /// What would come of other dates for a period.
    pub fn redate(&self, dates: Dates) -> Option<&Arc<Plan>> {
        match self.get(&Ask::Redate(dates)) {
            Some(Facts::Redate(plan)) => Some(plan),
            _ => None,
        }
    }
    /// Discipline, inspection, complaint.
    pub fn flags(&self) -> Option<&Arc<Vec<Flag>>> {
        match self.get(&Ask::Flags) {
            Some(Facts::Flags(f)) => Some(f),
            _ => None,
        }
    }
    /// Score tables and level sets.
    pub fn choices(&self) -> Option<&Arc<(Vec<ScoreTable>, Vec<LevelSet>)>> {
        match self.get(&Ask::Choices) {
            Some(Facts::Choices(c)) => Some(c),
            _ => None,
        }
    }
}
