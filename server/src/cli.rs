//! The command line of `carnet`.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::error::Failure;

/// Carnet: a customer book that works without a network.
#[derive(Debug, Parser)]
#[command(name = "carnet", version, about, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do; without a command, the server is started.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Of the server, when no command is given.
    #[command(flatten)]
    pub serve: Serve,
}

/// What `carnet` can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the server (this is also what happens without a command).
    Serve(Serve),
    /// Read clients from a CSV file into the book. A second import of the same file changes nothing.
    Import(Import),
    /// Write every client of the book into a CSV file.
    Export(Export),
}

/// Where the book is kept.
#[derive(Debug, Clone, Args)]
pub struct Database {
    /// Keep the book in this folder (SQLite).
    #[arg(long, value_name = "DIR", default_value = "carnet-data", conflicts_with = "database_url")]
    pub data: PathBuf,
    /// Keep the book in this database: postgres://… or sqlite:FILE.
    #[arg(long, value_name = "URL", env = "CARNET_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

impl Database {
    /// The address of the database. Its folder is made when `create` says so.
    ///
    /// # Errors
    /// When there is no such folder, or it cannot be made.
    pub fn address(&self, create: bool) -> Result<String, Failure> {
        if let Some(url) = &self.database_url {
            return Ok(url.clone());
        }
        let folder = &self.data;
        if create {
            std::fs::create_dir_all(folder).map_err(Failure::io(format!("cannot make {}", folder.display())))?;
        }
        let file = folder.join("carnet.db");
        if !create && !Path::new(&file).exists() {
            return Err(Failure::Usage(format!(
                "there is no book in {} (start the server once, or name another folder with --data)",
                folder.display()
            )));
        }
        Ok(format!("sqlite:{}", file.display()))
    }
}

/// `carnet serve`
#[derive(Debug, Clone, Args)]
pub struct Serve {
    /// Listen on this port; 0 takes a free one.
    #[arg(long, value_name = "N", default_value_t = 3000)]
    pub port: u16,
    /// Listen on this address; 0.0.0.0 listens to the whole network.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Where the book is kept.
    #[command(flatten)]
    pub database: Database,
    /// Certificate chain (PEM). With --tls-key, Carnet speaks HTTPS by itself.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key (PEM) of the certificate.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// The address people type, such as <https://carnet.example.fr>: links begin with it.
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// A proxy stands in front: believe the last address of its X-Forwarded-For header.
    #[arg(long)]
    pub behind_proxy: bool,
    /// The name of the firm, as the pages show it.
    #[arg(long, value_name = "NAME", default_value = "Carnet")]
    pub firm: String,
    /// Fill an empty book with invented clients and people, to look around. Never use it for a real book.
    #[arg(long)]
    pub demo: bool,
}

/// `carnet import`
#[derive(Debug, Clone, Args)]
pub struct Import {
    /// The file: `;`, `,` or tabs; UTF-8 or Windows-1252.
    #[arg(value_name = "FILE.csv")]
    pub file: PathBuf,
    /// Where the book is kept.
    #[command(flatten)]
    pub database: Database,
    /// Import as this person; otherwise as the first administrator. History will name them.
    #[arg(long = "as", value_name = "EMAIL")]
    pub person: Option<String>,
    /// Say what would happen, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// `carnet export`
#[derive(Debug, Clone, Args)]
pub struct Export {
    /// Where the book is kept.
    #[command(flatten)]
    pub database: Database,
    /// For whom the file is.
    #[arg(long, value_enum, default_value_t = Format::Excel)]
    pub format: Format,
    /// The file to write; `-` writes to standard output. By default `clients_YYYY-MM-DD.csv`.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// For whom an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Excel in France: `;`, decimal comma, DD/MM/YYYY.
    Excel,
    /// Other programs: `,`, decimal point, YYYY-MM-DD.
    Standard,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn without_a_command_the_server_starts() {
        let cli = Cli::try_parse_from(["carnet", "--port", "0", "--demo"]).unwrap();
        assert!(cli.command.is_none());
        assert!(cli.serve.demo);
    }

    #[test]
    fn a_certificate_without_its_key_is_refused() {
        assert!(Cli::try_parse_from(["carnet", "serve", "--tls-cert", "cert.pem"]).is_err());
    }
}
