//! Which running program keeps a draft: machine, its boot, process number and start, so that a draft of a killed program
//! is told from one of a program that still runs. Names nothing of the user.
use super::platform::{self, Process, Running};
use crate::core::draft::Life;

/// A running program, and how to ask whether another one still runs.
#[derive(Debug, Clone)]
pub struct Session {
    /// its name, different from that of every other run
    pub name: String,
    /// does the program of that name run?
    pub life: fn(&str) -> Life,
}

impl Session {
    /// This program.
    pub fn here() -> Self {
        Self { name: name(&platform::process(std::process::id())), life }
    }
    /// Whose is a draft of that session, seen at opening? Of this very run nothing is open then.
    pub fn of(&self, session: &str) -> Life {
        if session == self.name { Life::Ended } else { (self.life)(session) }
    }
}

/// `machine boot pid start`.
fn name(process: &Process) -> String {
    let clean =
        |part: &str| if part.is_empty() { "-".to_owned() } else { part.replace(char::is_whitespace, "_") };
    let start = match &process.running {
        Running::Since(start) => clean(start),
        Running::No | Running::Untold => "-".to_owned(),
    };
    format!("{} {} {} {start}", clean(&process.machine), clean(&process.boot), process.pid)
}

/// Does the program of that name run? Another machine cannot be asked, nor every system of another program.
fn life(session: &str) -> Life {
    let parts: Vec<&str> = session.split(' ').collect();
    let [machine, boot, pid, _] = parts.as_slice() else { return Life::Ended };
    let Ok(pid) = pid.parse() else { return Life::Ended };
    let process = platform::process(pid);
    let now = name(&process);
    let here: Vec<&str> = now.split(' ').collect();
    match (here.as_slice(), process.running) {
        ([m, ..], _) if m != machine => Life::Unknown,
        ([_, b, ..], _) if b != boot => Life::Ended,
        (_, Running::No) => Life::Ended,
        (_, Running::Untold) => Life::Unknown,
        (_, Running::Since(_)) => {
            if now == session {
                Life::Running
            } else {
                Life::Ended
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_program_runs_and_others_do_not() {
        let here = Session::here();
        assert_eq!(life(&here.name), Life::Running);
        assert_eq!(here.of(&here.name), Life::Ended, "nothing of this run is open when a register is opened");
        let parts: Vec<&str> = here.name.split(' ').collect();
        let [machine, boot, pid, _] = parts.as_slice() else { panic!("{}", here.name) };
        assert_eq!(life(&format!("{machine} {boot} {pid} 1")), Life::Ended, "the number was given out again");
        assert_eq!(life(&format!("{machine} x{boot} {pid} 1")), Life::Ended, "the machine was started again");
        assert_eq!(life(&format!("x{machine} {boot} {pid} 1")), Life::Unknown);
        assert_eq!(life("lạ"), Life::Ended);
    }
}
