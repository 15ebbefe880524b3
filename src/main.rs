//! The program: hands its command line to the door.
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().collect();
    thidua::shell::door::enter(&args)
}
