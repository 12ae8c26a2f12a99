//! The part that runs on Node: packages at the versions of the lock file, and the scripts of `end2end`.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::error::{Error, Outcome};
use crate::{places, say, shell, tools};

/// Makes `end2end/node_modules` match its lock file.
pub(crate) fn packages() -> Outcome {
    tools::packages(&["nodejs", "npm"])?;
    let lock = places::end2end().join("package-lock.json");
    let installed = places::end2end().join("node_modules/.package-lock.json");
    if is_newer(&installed, &lock) {
        return Ok(());
    }
    say::step("installing the packages of end2end (npm ci)", Duration::from_secs(30), || {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(places::end2end());
        // OK because the stories run in the system's Chromium.
        npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        shell::run(&mut npm)
    })
}

/// `node SCRIPT` in `end2end`, with the finished binary's address in the environment.
pub(crate) fn script(path: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(path).current_dir(places::end2end()).env("CARNET_BINARY", places::binary());
    command
}

/// A program that one of the packages brings.
pub(crate) fn program(name: &str) -> Outcome<Command> {
    let file = places::end2end().join("node_modules/.bin").join(name);
    if !file.exists() {
        return Err(Error::Missing(format!("{} is not there although npm ci ended well.", file.display())));
    }
    let mut command = Command::new(file);
    command.current_dir(places::end2end());
    Ok(command)
}

fn is_newer(made: &Path, source: &Path) -> bool {
    let time = |path: &Path| path.metadata().and_then(|metadata| metadata.modified()).ok();
    match (time(made), time(source)) {
        (Some(made), Some(source)) => made >= source,
        _ => false,
    }
}
