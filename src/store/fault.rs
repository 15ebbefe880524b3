//! What goes wrong inside the store, on its way to a refusal or a problem. Says nothing itself: only keys and arguments.
use crate::core::act::Refusal;
use crate::core::problem::Problem;
use rusqlite::ErrorCode;

/// An error of the database, or a rule that refuses.
#[derive(Debug)]
pub(super) enum Fault {
    /// the database
    Sql(rusqlite::Error),
    /// a rule
    Refused(Refusal),
}

/// What the rooms of the store return among themselves.
pub(super) type Outcome<T> = Result<T, Fault>;

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Fault::Sql(error)
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Fault::Refused(refusal)
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Fault::Refused(Refusal::Problem(problem))
    }
}

impl Fault {
    /// As the answer to a write.
    pub(super) fn refusal(self) -> Refusal {
        match self {
            Fault::Sql(error) => Refusal::Store(problem(&error)),
            Fault::Refused(refusal) => refusal,
        }
    }
    /// Was the work stopped by who asked for it?
    pub(super) fn interrupted(&self) -> bool {
        match self {
            Fault::Sql(error) => error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted),
            Fault::Refused(refusal) => refusal.problem().key == "problem.store_interrupted",
        }
    }
    /// As the answer to a question.
    pub(super) fn problem(self) -> Problem {
        match self {
            Fault::Sql(error) => problem(&error),
            Fault::Refused(refusal) => refusal.problem().clone(),
        }
    }
}

/// Refuses by a rule.
pub(super) fn refuse<T>(problem: Problem) -> Outcome<T> {
    Err(problem.into())
}

/// Refuses because the row was changed, or taken out, since it was read.
pub(super) fn stale<T>(thing: &str) -> Outcome<T> {
    Err(Refusal::Stale(Problem::new("problem.store_stale").text("thing", thing)).into())
}

/// The sentence for an error of the database.
pub(super) fn problem(error: &rusqlite::Error) -> Problem {
    let key = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => "problem.store_busy",
        Some(ErrorCode::DiskFull) => "problem.store_full",
        Some(
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied,
        ) => "problem.store_read_only",
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => "problem.store_damaged",
        Some(ErrorCode::SystemIoFailure) => "problem.store_io",
        Some(ErrorCode::OperationInterrupted) => "problem.store_interrupted",
        _ => "problem.store_failed",
    };
    Problem::new(key).text("detail", error.to_string())
}
