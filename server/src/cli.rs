//! The command line of `carnet`.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::Millis;
use store::backup::Shelf;

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
    /// Print a link by which somebody who forgot their password chooses a new one, while the server runs.
    LetIn(LetIn),
    /// Write the whole book into a backup, while the server runs.
    Backup(Backup),
    /// Put a backup into an empty database, on SQLite or Postgres, wherever it came from.
    Restore(Restore),
    /// Read a backup to its end and say whether it is whole.
    Verify(Verify),
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
    /// The address of the database. A book that is not there yet, and the folder of `--data`, are made only when `create`
    /// says so.
    ///
    /// # Errors
    /// When there is no such file or folder, or the folder cannot be made.
    pub fn address(&self, create: bool) -> Result<String, Failure> {
        if let Some(url) = &self.database_url {
            return match store::sqlite_file(url) {
                Some(file) if !create && !Path::new(file).exists() => Err(Failure::Usage(format!(
                    "there is no book in {url} (start the server once, or name another file with --database-url)"
                ))),
                _ => Ok(url.clone()),
            };
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
    /// Send e-mails by this server, such as `smtps://user:password@smtp.example.fr`; `?tls=required` asks for STARTTLS.
    #[arg(long, value_name = "URL", env = "CARNET_SMTP_URL", hide_env_values = true, requires = "mail_from")]
    pub smtp_url: Option<String>,
    /// The sender of e-mails, such as "Carnet <carnet@exemple.fr>".
    #[arg(long, value_name = "ADDRESS", requires = "smtp_url")]
    pub mail_from: Option<String>,
    /// Another push service that may be called for notifications, such as <https://push.example.fr>.
    #[arg(long, value_name = "URL")]
    pub push_service: Vec<String>,
    /// Keep backups in this folder [default: `backups` in the folder of --data].
    #[arg(long, value_name = "DIR")]
    pub backup_dir: Option<PathBuf>,
    /// Take a backup this often, such as 24h, 30m or 7d; `never` takes none by itself. With --database-url only
    /// together with --backup-dir.
    #[arg(long, value_name = "TIME", default_value = "24h")]
    pub backup_every: Every,
    /// Keep this many of the backups taken by themselves.
    #[arg(long, value_name = "N", default_value_t = 14)]
    pub backup_keep: usize,
    /// Answer lists, searches and reports from memory as long as the book has at most this many clients, and at most this
    /// many opportunities; each takes half a kilobyte.
    #[arg(long, value_name = "N", default_value_t = 250_000)]
    pub list_in_memory: u64,
}

impl Serve {
    /// Where and how backups are kept.
    pub fn shelf(&self) -> Shelf {
        let folder = self.backup_dir.clone().unwrap_or_else(|| self.database.data.join("backups"));
        // Whoever keeps the book in a database elsewhere says where its backups go before any is written by itself.
        let somewhere = self.backup_dir.is_some() || self.database.database_url.is_none();
        Shelf::new(folder, self.backup_every.0.filter(|_| somewhere), self.backup_keep)
    }
}

/// How often something happens by itself; nothing for `never`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Every(pub Option<Millis>);

impl FromStr for Every {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "never" {
            return Ok(Self(None));
        }
        let unknown = || format!("{text} is neither `never` nor a time such as 24h, 30m or 7d");
        let unit = match text.chars().last() {
            Some('m') => 60_000,
            Some('h') => 3_600_000,
            Some('d') => 86_400_000,
            _ => return Err(unknown()),
        };
        let count: Millis = text[..text.len() - 1].parse().map_err(|_| unknown())?;
        let time = count.checked_mul(unit).filter(|time| *time > 0).ok_or_else(unknown)?;
        Ok(Self(Some(time)))
    }
}

/// `carnet import`
#[derive(Debug, Clone, Args)]
pub struct Import {
    /// The file: CSV with `;`, `,` or tabs, in UTF-8 or Windows-1252; or an Excel workbook (.xlsx).
    #[arg(value_name = "FILE")]
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

/// `carnet let-in`
#[derive(Debug, Clone, Args)]
pub struct LetIn {
    /// The address they sign in with.
    #[arg(value_name = "E-MAIL")]
    pub email: String,
    /// Where the book is kept.
    #[command(flatten)]
    pub database: Database,
    /// The address people type, such as <https://carnet.example.fr>: the link begins with it.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:3000")]
    pub public_url: String,
}

/// `carnet backup`
#[derive(Debug, Clone, Args)]
pub struct Backup {
    /// The file to write, or the folder to write it into; `-` writes to standard output.
    #[arg(value_name = "FILE|DIR", default_value = ".")]
    pub place: PathBuf,
    /// Where the book is kept.
    #[command(flatten)]
    pub database: Database,
}

/// `carnet restore`
#[derive(Debug, Clone, Args)]
pub struct Restore {
    /// The backup.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where the book is to be kept.
    #[command(flatten)]
    pub database: Database,
    /// Throw away the book that is there.
    #[arg(long)]
    pub replace: bool,
}

/// `carnet verify`
#[derive(Debug, Clone, Args)]
pub struct Verify {
    /// The backup.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
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
    fn a_time_is_a_number_and_its_unit() {
        let every = |text: &str| text.parse::<Every>().map(|every| every.0);
        assert_eq!(every("24h"), Ok(Some(86_400_000)));
        assert_eq!((every("90m"), every("7d")), (Ok(Some(5_400_000)), Ok(Some(604_800_000))));
        assert_eq!(every("never"), Ok(None));
        for wrong in ["", "h", "24", "0h", "-1h", "1.5h", "24 h", "é", "99999999999999999d"] {
            assert!(every(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_what_begins_a_book_makes_its_file() {
        let folder = std::env::temp_dir().join(format!("carnet-cli-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let book = folder.join("book.db");
        let by_url = |url: String| Database { data: folder.join("data"), database_url: Some(url) };
        for slashes in ["", "//"] {
            let url = format!("sqlite:{slashes}{}", book.display());
            let failure = by_url(url.clone()).address(false).unwrap_err().to_string();
            assert!(failure.contains("book.db"), "{failure}");
            assert_eq!(by_url(url.clone()).address(true).unwrap(), url);
            std::fs::write(&book, "").unwrap();
            assert_eq!(by_url(url.clone()).address(false).unwrap(), url);
            std::fs::remove_file(&book).unwrap();
        }
        let postgres = "postgres://carnet@db.example/carnet".to_owned();
        assert_eq!(by_url(postgres.clone()).address(false).unwrap(), postgres);
        let here = Database { data: folder.join("data"), database_url: None };
        assert!(here.address(false).is_err() && !here.data.exists());
        assert!(here.address(true).is_ok() && here.data.exists());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn whoever_is_let_in_is_named_by_their_address() {
        let asked = |words: &[&str]| match Cli::try_parse_from([&["carnet", "let-in"], words].concat())?.command {
            Some(Command::LetIn(asked)) => Ok((asked.email, asked.public_url)),
            other => panic!("{other:?}"),
        };
        let anne = "anne@exemple.fr".to_owned();
        let reached = |words: &[&str]| asked(words).map_err(|error: clap::Error| error.kind());
        assert_eq!(reached(&["anne@exemple.fr"]), Ok((anne.clone(), "http://127.0.0.1:3000".to_owned())));
        let public = ["--public-url", "https://carnet.exemple.fr", "anne@exemple.fr"];
        assert_eq!(reached(&public), Ok((anne, "https://carnet.exemple.fr".to_owned())));
        assert_eq!(reached(&[]), Err(clap::error::ErrorKind::MissingRequiredArgument));
    }

    #[test]
    fn a_certificate_without_its_key_is_refused() {
        assert!(Cli::try_parse_from(["carnet", "serve", "--tls-cert", "cert.pem"]).is_err());
    }
}
