//! `carnet`: one program that serves the book, reads clients into it and writes them out. The site is inside; all it does is
//! in `server`, which is compiled while the site is still being built.

mod files;

use std::process::ExitCode;

use clap::Parser as _;
use server::cli::{Cli, Command};
use server::{backup, export, import, let_in, log, serve};

/// A push, an import and an answer are hundreds of thousands of small pieces, made by one thread and dropped by another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    log::start();
    let done = match &cli.command {
        None => serve::run(&cli.serve, files::site()).await.map(|()| ExitCode::SUCCESS),
        Some(Command::Serve(asked)) => serve::run(asked, files::site()).await.map(|()| ExitCode::SUCCESS),
        Some(Command::Import(asked)) => import::run(asked).await.map(|()| ExitCode::SUCCESS),
        Some(Command::Export(asked)) => export::run(asked).await.map(|()| ExitCode::SUCCESS),
        Some(Command::LetIn(asked)) => let_in::run(asked).await.map(|()| ExitCode::SUCCESS),
        Some(Command::Backup(asked)) => backup::backup(asked).await.map(|()| ExitCode::SUCCESS),
        Some(Command::Restore(asked)) => backup::restore(asked).await.map(|()| ExitCode::SUCCESS),
        Some(Command::Verify(asked)) => backup::verify(asked).map(|()| ExitCode::SUCCESS),
    };
    done.unwrap_or_else(|failure| {
        tracing::error!("{failure}");
        ExitCode::FAILURE
    })
}
