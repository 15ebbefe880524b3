//! The form of each question, with the answer that usually holds standing ready.
use super::{State, Step};
use crate::core::period::PeriodKey;
use crate::core::sample::{level_sets, tables};
use crate::core::words::Words;
use crate::kit::form::{Field, Form};

/// Builds the form of a step.
pub(super) fn form(state: &State, step: Step, words: &Words) -> Form {
    match step {
        Step::Begin => {
            let options = [("new", "first.begin_new"), ("sample", "first.begin_sample")];
            let options = options.map(|(code, key)| (code.to_owned(), words.get(key).to_owned())).to_vec();
            Form::new(vec![Field::choice("begin", "first.begin", options).value("new")])
        }
        Step::Signs => {
            let options = [
                ("standard", "first.signs_all"),
                ("plain", "first.signs_plain"),
                ("letters", "first.signs_letters"),
            ];
            let options = options.map(|(code, key)| (code.to_owned(), words.get(key).to_owned())).to_vec();
            Form::new(vec![
                Field::fixed("letters", "first.letters").value(words.get("test.letters")),
                Field::fixed("test", "first.signs").value(words.get("test.signs")),
                Field::gap(),
                Field::choice("signs", "first.seen", options).value("standard"),
            ])
        }
        Step::Place => Form::new(vec![
            Field::line("place", "first.place").value(state.place.display().to_string()).required(),
        ]),
        Step::Names => Form::new(vec![
            Field::line("cluster", "first.cluster").hint("first.cluster_hint").required(),
            Field::line("province", "first.province").hint("first.province_hint").required(),
            Field::line("secretary", "first.secretary")
                .value(&state.user)
                .offered()
                .hint("first.secretary_hint")
                .required(),
        ]),
        Step::Units => Form::new(vec![Field::block("units", "first.units", 40)]).labels(1),
        Step::Roles => roles(state),
        Step::Period => period(state, words),
        Step::Scoring => scoring(words),
    }
}

fn roles(state: &State) -> Form {
    let units: Vec<(String, String)> = state
        .good_units()
        .into_iter()
        .enumerate()
        .map(|(n, (code, name))| {
            (n.to_string(), if code.is_empty() { name } else { format!("{code} {name}") })
        })
        .collect();
    let place = |n: usize| units.get(n).map_or(String::new(), |u| u.0.clone());
    let (head, deputy) = (place(0), place(1));
    Form::new(vec![
        Field::combo("head", "first.head", units.clone(), false).value(head).hint("first.list_hint"),
        Field::combo("deputy", "first.deputy", units, false).value(deputy).hint("first.list_hint"),
    ])
}

fn period(state: &State, words: &Words) -> Form {
    let proposed = PeriodKey::proposed(state.today);
    let around = [proposed.next(), proposed, proposed.previous(), proposed.previous().previous()];
    let periods = around.into_iter().map(|k| (k.code(), k.label(words.lang))).collect();
    Form::new(vec![
        // Free, so that a register can begin with any quarter: "Q2/2021" is read as well.
        Field::combo("period", "first.period", periods, true)
            .value(proposed.code())
            .hint("first.list_hint")
            .required(),
        Field::line("movement", "first.movement").value(words.get("first.movement_usual")).offered(),
        Field::line("motto", "first.motto").hint("first.motto_hint"),
    ])
}

fn scoring(words: &Words) -> Form {
    let mut choices: Vec<(String, String)> = tables().into_iter().map(|(code, t)| (code, t.name)).collect();
    let table = choices.first().map_or(String::new(), |t| t.0.clone());
    choices.push(("-".to_owned(), words.get("first.table_none").to_owned()));
    // titles of a year are no levels of a quarter
    let sets: Vec<(String, String)> =
        level_sets().into_iter().filter(|(_, s)| !s.nested).map(|(code, s)| (code, s.name)).collect();
    let level = sets.first().map_or(String::new(), |l| l.0.clone());
    Form::new(vec![
        Field::combo("table", "first.table", choices, false).value(table).hint("first.list_hint").required(),
        Field::combo("levels", "first.levels", sets, false).value(level).hint("first.list_hint").required(),
    ])
}
