//! What every part of the summary is built from: the facts, the award rows by line, the standings, and the words.
//! Turns counts, dates and lists into phrases; adds up nothing itself (figures come from `core::count`).
use crate::core::adjustment::Adjustment;
use crate::core::award::{AwardRow, Basis, LineKind, RecipientKind};
use crate::core::count::{Figure, Figures, LineFigures, LineKey, Scope};
use crate::core::problem::{Arg, Problem};
use crate::core::quarter::{QuarterFacts, State};
use crate::core::register::Label;
use crate::core::standing::{self, Standings, Suggestion};
use crate::core::words::{Lang, Words};
use crate::core::{
    date::{self, Date},
    level::Mark,
    number,
};

/// Words of the months, as they stand in the date of a paper.
pub(super) const MONTHS: [&str; 12] = [
    "paper.month.m1",
    "paper.month.m2",
    "paper.month.m3",
    "paper.month.m4",
    "paper.month.m5",
    "paper.month.m6",
    "paper.month.m7",
    "paper.month.m8",
    "paper.month.m9",
    "paper.month.m10",
    "paper.month.m11",
    "paper.month.m12",
];

/// Everything a part of the paper may read.
pub(super) struct Source<'a> {
    pub facts: &'a QuarterFacts,
    pub words: &'a Words,
    pub draft: bool,
    /// the adjustments of the period as they stand now, where these are the facts of an earlier version
    pub now: &'a [Adjustment],
    pub standings: Standings,
    pub suggestions: Vec<Suggestion>,
    awards: Vec<(LineKey, &'a AwardRow)>,
    late: Vec<&'a AwardRow>,
    names: Vec<(&'static str, String)>,
}

/// Heads or turns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    /// số
    Heads,
    /// lượt
    Turns,
}

/// A figure with its place: what a table cell and a stated figure share.
#[derive(Clone)]
pub(super) struct Sited {
    pub name: String,
    pub figure: Figure,
    pub rows: Vec<i64>,
}

impl<'a> Source<'a> {
    pub fn new(facts: &'a QuarterFacts, awards: &'a [AwardRow], words: &'a Words, draft: bool) -> Self {
        let standings = standing::rank(facts);
        let suggestions = standing::suggest(facts, &standings);
        let (own, late): (Vec<&AwardRow>, Vec<&AwardRow>) =
            awards.iter().partition(|a| a.supplement.is_none());
        let awards = own.into_iter().map(|a| (line_of(facts, a), a)).collect();
        let label = match facts.register.label {
            Label::Cluster => words.get("paper.label.cluster"),
            Label::Block => words.get("paper.label.block"),
        };
        let names = vec![
            ("label", label.to_lowercase()),
            ("Label", label.to_owned()),
            ("LABEL", label.to_uppercase()),
            ("cluster", facts.register.cluster.clone()),
            ("period", facts.period.key.within(words.lang)),
            ("year", facts.movement.year.to_string()),
        ];
        Self { facts, words, draft, now: &facts.adjustments, standings, suggestions, awards, late, names }
    }

    /// A text of the paper; `{label}`, `{Label}`, `{LABEL}`, `{cluster}`, `{period}`, `{year}` are known everywhere.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        // what the caller names comes first: the year of a paper's date is not always the year of the movement
        let mut all = args.to_vec();
        all.extend(self.names.iter().map(|(k, v)| (*k, v.as_str())));
        self.words.fill(key, &all)
    }
    /// `say` with arguments that were made for it.
    pub fn told(&self, key: &str, args: &[(&str, String)]) -> String {
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        self.say(key, &args)
    }
    /// A sentence before the first section: `{from}`, `{to}`, `{units}` are known in it.
    pub fn preface(&self, key: &str) -> String {
        let period = &self.facts.period;
        let (from, to) = (self.day(period.from), self.day(period.to));
        let units = self.units(self.facts.units.len());
        self.say(key, &[("from", &from), ("to", &to), ("units", &units)])
    }
    /// A text without arguments of its own.
    pub fn get(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// Is there an approving paper?
    pub fn approved(&self) -> bool {
        self.facts.period.state == State::Approved || self.facts.approval.is_some()
    }
    /// The mark that stands on this paper for a unit: the approved one once there is an approving paper, else the proposal.
    pub fn mark(&self, unit: i64) -> Option<Mark> {
        let mark = self.facts.mark(unit)?;
        if self.approved() { mark.approved.or(mark.proposed) } else { mark.proposed }
    }
    /// Does any unit carry a mark? A draft before the proposals prints no levels.
    pub fn marked(&self) -> bool {
        self.facts.units.iter().any(|u| self.mark(u.id).is_some())
    }
    /// Top-level groups of the score table.
    pub fn groups(&self) -> usize {
        self.facts.table.as_ref().map_or(0, |table| table.groups().count())
    }
    /// Are the levels titles, of which one holds those below its own too?
    pub fn nested(&self) -> bool {
        self.facts.levels.as_ref().is_some_and(|set| set.nested)
    }
    /// The words key for levels, or that for nested titles.
    pub fn kind<'k>(&self, levels: &'k str, titles: &'k str) -> &'k str {
        if self.nested() { titles } else { levels }
    }
    /// Why dự kiến is what it is: all that applied, in the order of the rules.
    pub fn reasons(&self, unit: i64) -> String {
        self.because(unit, |_| true)
    }
    /// The knock-outs among them alone.
    pub fn struck(&self, unit: i64) -> String {
        self.because(unit, |r| {
            r.key.starts_with("problem.suggest_knock") || r.key.starts_with("problem.suggest_barred")
        })
    }
    fn because(&self, unit: i64, which: impl Fn(&Problem) -> bool) -> String {
        let found = self.suggestions.iter().find(|s| s.unit == unit);
        let said = found.iter().flat_map(|s| &s.reasons).map(|r| self.nameless(unit, r)).filter(which);
        said.map(|r| self.words.say(&r)).collect::<Vec<_>>().join("; ")
    }
    /// A knock-out without the person who brought it about: papers go to every unit, the rule's name says the cause.
    fn nameless(&self, unit: i64, reason: &Problem) -> Problem {
        let key = match reason.key {
            "problem.suggest_knock_by" => "problem.suggest_knock",
            "problem.suggest_barred_by" => "problem.suggest_barred",
            _ => return reason.clone(),
        };
        let people = || self.facts.flags.iter().filter(|f| f.unit == unit && !f.name.is_empty());
        let person = |arg: &Arg| matches!(arg, Arg::Text(by) if people().any(|f| f.name == *by));
        let named = reason.args.iter().any(|(name, arg)| *name == "by" && person(arg));
        if named { Problem { key, ..reason.clone() } } else { reason.clone() }
    }
    /// Name of a mark.
    pub fn mark_name(&self, mark: Mark) -> String {
        let none = self.kind("paper.level.not_classified", "paper.level.no_title");
        self.facts.level_name(mark).map_or_else(|| self.get(none), str::to_owned)
    }

    /// Keys of the award rows that a figure counts: named rows and those of its own basis.
    fn rows(
        &self,
        scope: Scope,
        line: &LineKey,
        form: Option<&str>,
        kind: RecipientKind,
        count: Count,
    ) -> Vec<i64> {
        let own = if count == Count::Heads { Basis::Heads } else { Basis::Turns };
        self.awards
            .iter()
            .filter(|(key, _)| key == line)
            .map(|(_, row)| *row)
            .filter(|row| form.is_none_or(|f| row.form == f))
            .map(|row| &row.recipient)
            .filter(|r| match scope {
                Scope::All => true,
                Scope::Unit(id) => r.unit == Some(id),
                Scope::Unsplit => r.unit.is_none(),
            })
            .filter(|r| r.kind == kind && (r.basis == Basis::Named || r.basis == own))
            .map(|r| r.id)
            .collect()
    }
    /// Heads or turns of a line (or one form on it) with name and rows.
    pub fn sited(
        &self,
        scope: Scope,
        line: &LineKey,
        form: Option<&str>,
        kind: RecipientKind,
        figures: Figures,
        count: Count,
    ) -> Sited {
        let figure = if count == Count::Heads { figures.heads } else { figures.turns };
        let rows =
            if figure == Figure::None { Vec::new() } else { self.rows(scope, line, form, kind, count) };
        let place = match scope {
            Scope::All => String::new(),
            Scope::Unit(id) => format!("unit:{id}/"),
            Scope::Unsplit => "unsplit/".to_owned(),
        };
        let form = form.map(|f| format!("/{f}")).unwrap_or_default();
        let kind = if kind == RecipientKind::Collective { "collective" } else { "individual" };
        let count = if count == Count::Heads { "heads" } else { "turns" };
        Sited { name: format!("{place}{}{form}/{kind}/{count}", line_name(line)), figure, rows }
    }

    /// Award rows in the order they came.
    pub fn awards(&self) -> impl Iterator<Item = &'a AwardRow> + '_ {
        self.awards.iter().map(|(_, a)| *a)
    }
    /// Late awards of earlier periods, printed here outside the period's own figures.
    pub fn late(&self) -> impl Iterator<Item = &'a AwardRow> + '_ {
        self.late.iter().copied()
    }
    /// Lines of a scope.
    pub fn lines(&self, scope: Scope) -> Vec<LineFigures> {
        crate::core::count::lines(&self.facts.tallies, scope, &self.facts.authority_order())
    }

    /// ` ngày 05/8/2021`, said behind a paper's number; nothing without a date.
    pub fn of_day(&self, date: Option<Date>) -> String {
        date.map(|d| self.say("paper.result.day", &[("date", &self.day(d))])).unwrap_or_default()
    }

    /// A date as papers write it: a zero before days under 10 and, in Vietnamese, before months 1 and 2 only.
    pub fn day(&self, date: Date) -> String {
        match self.words.lang {
            Lang::Vi => {
                let month = self.words.get(MONTHS[usize::from(date.month().unsigned_abs() - 1)]);
                format!("{:02}/{month}/{}", date.day(), date.year())
            }
            Lang::En => date::full(date),
        }
    }

    /// `02 tập thể`, `ít nhất 12 lượt cá nhân`, `một số tập thể (chưa rõ số lượng)`; nothing for no figure.
    /// `what` is a table of the words under `paper.count`.
    pub fn counted(&self, what: &str, figure: Figure) -> Option<String> {
        let (n, at_least) = match figure {
            Figure::None => return None,
            Figure::Unknown => return Some(self.get(&format!("paper.count.{what}.unknown"))),
            Figure::Exactly(n) => (n, false),
            Figure::AtLeast(n) => (n, true),
        };
        let mut number = number::count_on_paper(n, self.words.lang);
        if at_least {
            number = self.say("paper.count.at_least", &[("n", &number)]);
        }
        let form = if n == 1 && !at_least { "one" } else { "many" };
        Some(self.say(&format!("paper.count.{what}.{form}"), &[("n", &number)]))
    }
    /// Whom a count row counts: `Tập thể (không ghi tên)`.
    pub fn counted_rows(&self, kind: RecipientKind, basis: Basis) -> String {
        self.get(match (kind, basis) {
            (RecipientKind::Collective, Basis::Turns) => "paper.list.collective_turns",
            (RecipientKind::Individual, Basis::Turns) => "paper.list.individual_turns",
            (RecipientKind::Collective, _) => "paper.list.collectives",
            (RecipientKind::Individual, _) => "paper.list.individuals",
        })
    }
    /// A plain number of units: `03 đơn vị`.
    pub fn units(&self, n: usize) -> String {
        self.counted("unit", Figure::Exactly(n as i64)).unwrap_or_default()
    }
}

/// The line an award row stands on (domain: "Which line a figure stands on").
fn line_of(facts: &QuarterFacts, row: &AwardRow) -> LineKey {
    let kind = facts.catalogue.form(&row.form).map_or(LineKind::Legal, |f| f.line);
    let authorities = if kind == LineKind::Legal {
        // highest first; a code out of the catalogue comes last, as in `count::lines`
        let place = |code: &String| facts.catalogue.authorities.iter().position(|a| a.code == *code);
        let mut codes = row.authorities.clone();
        codes.sort_by_key(|code| place(code).unwrap_or(usize::MAX));
        codes.join(",")
    } else {
        String::new()
    };
    LineKey { kind, authorities }
}

/// Stable name of a line: `legal:bca,ubnd`, `good_deed`, `notice`.
fn line_name(line: &LineKey) -> String {
    match line.kind {
        LineKind::Legal => format!("legal:{}", line.authorities),
        LineKind::GoodDeed => "good_deed".to_owned(),
        LineKind::Notice => "notice".to_owned(),
    }
}
