//! One Postgres for one run: its own folder, its own port, stopped by its own process id at the end.

use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::error::{Error, Outcome};
use crate::{say, shell, tools};

/// A running server; dropping it stops it and removes its folder.
pub(crate) struct Postgres {
    server: Child,
    folder: PathBuf,
    url: String,
}

impl Postgres {
    /// Makes a cluster in a temporary folder and starts it on a free port of 127.0.0.1.
    pub(crate) fn start() -> Outcome<Self> {
        say::step("starting a PostgreSQL for this run", Duration::from_secs(5), || {
            let programs = tools::postgres_programs().ok_or_else(|| Error::Missing(MISSING.to_owned()))?;
            let folder = std::env::temp_dir().join(format!("carnet-postgres-{}", std::process::id()));
            std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
            let owner = Owner::find()?;
            owner.give(&folder)?;
            let data = folder.join("data");
            let mut initdb = owner.command(&programs.join("initdb"));
            initdb.args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync"]);
            shell::read(initdb.arg("--pgdata").arg(&data).current_dir(&folder))?;
            let port = free_port()?;
            let server = serve(&owner, &programs, &folder, &data, port)?;
            let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
            let mut postgres = Self { server, folder, url };
            postgres.wait_until_it_listens(port)?;
            Ok(postgres)
        })
    }

    /// Where tests find it; they make their own databases there.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    fn wait_until_it_listens(&mut self, port: u16) -> Outcome {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(30) {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(());
            }
            if let Ok(Some(status)) = self.server.try_wait() {
                return Err(Error::Unexpected(format!("PostgreSQL ended by itself: {status}")));
            }
            std::thread::park_timeout(Duration::from_millis(50));
        }
        Err(Error::Unexpected("PostgreSQL did not listen within 30 s".to_owned()))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGINT: Postgres closes its connections and ends at once, in good order.
        let asked = shell::works(Command::new("kill").args(["-INT", &self.server.id().to_string()]));
        if !asked {
            // OK because it can only fail when the process has ended already.
            drop(self.server.kill());
        }
        drop(self.server.wait());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

const MISSING: &str = "PostgreSQL's server programs (initdb, postgres) are missing: apt-get install postgresql";

fn serve(owner: &Owner, programs: &Path, folder: &Path, data: &Path, port: u16) -> Outcome<Child> {
    let log_path = folder.join("log");
    let log = std::fs::File::create(&log_path).map_err(Error::file(&log_path))?;
    let mut server = owner.command(&programs.join("postgres"));
    server.arg("-D").arg(data).args(["-p", &port.to_string()]).current_dir(folder);
    // Durability is switched off because the folder is thrown away; the connections are for tests side by side.
    for setting in ["listen_addresses=127.0.0.1", "fsync=off", "full_page_writes=off", "max_connections=400"] {
        server.args(["-c", setting]);
    }
    server.arg("-c").arg(format!("unix_socket_directories={}", folder.display()));
    let errors = log.try_clone().map_err(Error::file(&log_path))?;
    server.stdin(Stdio::null()).stdout(log).stderr(errors);
    server.spawn().map_err(Error::file(&programs.join("postgres")))
}

/// Whoever Postgres runs as: it refuses root, so root lends it to the user `postgres`.
struct Owner {
    ids: Option<(u32, u32)>,
}

impl Owner {
    fn find() -> Outcome<Self> {
        if !tools::is_root() {
            return Ok(Self { ids: None });
        }
        let id = |flag: &str| -> Outcome<u32> {
            let text = shell::read(Command::new("id").args([flag, "postgres"]))?;
            text.trim().parse().map_err(|_| Error::Missing("The system has no user `postgres`.".to_owned()))
        };
        Ok(Self { ids: Some((id("-u")?, id("-g")?)) })
    }

    fn give(&self, folder: &Path) -> Outcome {
        match self.ids {
            None => Ok(()),
            Some((user, group)) => {
                std::os::unix::fs::chown(folder, Some(user), Some(group)).map_err(Error::file(folder))
            }
        }
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        if let Some((user, group)) = self.ids {
            command.uid(user).gid(group);
        }
        command
    }
}

fn free_port() -> Outcome<u16> {
    let bound = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    bound
        .map(|address| address.port())
        .map_err(|cause| Error::Unexpected(format!("no free port on 127.0.0.1: {cause}")))
}
