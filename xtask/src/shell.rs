//! Running other programs: loudly, quietly, or while reading along.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;

use crate::error::{Error, Outcome};
use crate::{places, say};

/// Cargo itself, in the repository; the same one that started xtask.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(places::root());
    // OK because these describe xtask's own build; inherited, they would make cargo rebuild crates that look at them.
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| ["CARGO_MANIFEST_", "CARGO_PKG_"].iter().any(|own| name.starts_with(own))) {
            command.env_remove(name);
        }
    }
    command
}

/// Runs to the end with its output on the error stream; an error when it ends badly.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let name = words(command);
    let status = command.stdout(std::io::stderr()).status();
    check(&name, status)
}

/// Runs to the end with its output where it belongs: the program answers in xtask's place.
pub(crate) fn show(command: &mut Command) -> Outcome {
    let name = words(command);
    let status = command.status();
    check(&name, status)
}

/// Runs to the end and gives its standard output.
pub(crate) fn read(command: &mut Command) -> Outcome<String> {
    let name = words(command);
    let output =
        command.stdin(Stdio::null()).stderr(Stdio::inherit()).output().map_err(|cause| start(&name, &cause))?;
    check(&name, Ok(output.status))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs to the end with `input` on its standard input and gives its standard output.
pub(crate) fn pipe(command: &mut Command, input: &[u8]) -> Outcome<Vec<u8>> {
    let name = words(command);
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    let mut child = piped.spawn().map_err(|cause| start(&name, &cause))?;
    let stdin = child.stdin.take();
    let output = std::thread::scope(|scope| {
        // OK because a program that does not read to the end says so when it ends.
        scope.spawn(|| stdin.map(|mut stdin| stdin.write_all(input)));
        child.wait_with_output()
    });
    let output = output.map_err(|cause| start(&name, &cause))?;
    check(&name, Ok(output.status))?;
    Ok(output.stdout)
}

/// Whether it runs at all and ends well; its output is thrown away.
pub(crate) fn works(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Runs to the end, shows each line of both streams as it comes and hands it to `reader`; true when it ended well.
pub(crate) fn follow(command: &mut Command, mut reader: impl FnMut(&str)) -> Outcome<bool> {
    let name = words(command);
    let piped = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().map_err(|cause| start(&name, &cause))?;
    let (sender, lines) = mpsc::channel::<String>();
    let streams: [Option<Box<dyn std::io::Read + Send>>; 2] =
        [child.stdout.take().map(|s| Box::new(s) as _), child.stderr.take().map(|s| Box::new(s) as _)];
    for stream in streams.into_iter().flatten() {
        let sender = sender.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
                if sender.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                    break;
                }
            }
        });
    }
    drop(sender);
    for line in lines {
        say::line(&line);
        reader(&line);
    }
    let status = child.wait().map_err(|cause| start(&name, &cause))?;
    Ok(status.success())
}

/// The first file of this name on `PATH`.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn check(name: &str, status: std::io::Result<ExitStatus>) -> Outcome {
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Error::Program { program: name.to_owned(), status: status.to_string() }),
        Err(cause) => Err(start(name, &cause)),
    }
}

fn start(name: &str, cause: &std::io::Error) -> Error {
    Error::Missing(format!("`{name}` could not be started: {cause}"))
}

fn words(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let all: Vec<_> = std::iter::once(program).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    all.join(" ")
}
