//! `run`: from a clone to a served page in one command.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use crate::error::{Error, Outcome};
use crate::{build, say};

/// What `run` may be told; it is handed on to the server.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Fill an empty database with invented clients and people, to look around.
    #[arg(long)]
    demo: bool,
    /// Listen on this port.
    #[arg(long, value_name = "N", default_value_t = 3000)]
    port: u16,
    /// Keep the book in this folder (`SQLite`).
    #[arg(long, value_name = "DIR", conflicts_with = "database_url")]
    data: Option<PathBuf>,
    /// Use this database instead: postgres://… or sqlite:FILE.
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// Further options of `carnet` itself, after `--`; `-- --help` lists them.
    #[arg(last = true, value_name = "OPTIONS")]
    further: Vec<String>,
}

/// Builds what is not fresh and becomes the server.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let binary = build::fresh()?;
    let mut server = Command::new(&binary);
    server.args(["--port", &arguments.port.to_string()]);
    if arguments.demo {
        server.arg("--demo");
    }
    if let Some(folder) = &arguments.data {
        server.arg("--data").arg(folder);
    }
    if let Some(url) = &arguments.database_url {
        server.args(["--database-url", url]);
    }
    server.args(&arguments.further);
    say::line(format_args!("▸ starting Carnet on port {} (Ctrl-C stops it)\n", arguments.port));
    // OK because exec returns only when it failed.
    let cause = server.exec();
    Err(Error::File { path: binary, source: cause })
}
