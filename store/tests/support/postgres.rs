//! A Postgres for tests: the one `CARNET_TEST_POSTGRES` names, else one of our own, started once for the whole run and
//! stopped when the program that runs the tests ends. Without any the tests fail: both databases are the product.

use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::process::{CommandExt, parent_id};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const MISSING: &str = "These tests need PostgreSQL: set CARNET_TEST_POSTGRES=postgres://user@host/postgres, or install \
    its server programs (apt-get install postgresql).";

/// Durability is switched off because the folder is thrown away.
const OPTIONS: &str = "-c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c max_connections=400";

/// The address of a server on which the tests may make databases.
pub(crate) fn address() -> String {
    if let Ok(address) = std::env::var("CARNET_TEST_POSTGRES") {
        return address;
    }
    // Tests run side by side in processes of their own: whoever gets the lock first starts the server for all.
    let runner = parent_id();
    let folder = std::env::temp_dir().join(format!("carnet-test-postgres-{runner}"));
    let lock = File::create(folder.with_extension("lock")).expect("a lock in the temporary folder");
    lock.lock().expect("a lock in the temporary folder");
    let note = folder.join("address");
    fs::read_to_string(&note).unwrap_or_else(|_| {
        let address = start(&folder);
        fs::write(&note, &address).expect("a note in the server's folder");
        stop_after(runner, &folder);
        address
    })
}

fn start(folder: &Path) -> String {
    let programs = programs().expect(MISSING);
    // A folder that an earlier run with the same process id left behind.
    let _ = fs::remove_dir_all(folder);
    run(as_owner("mkdir").arg(folder));
    let data = folder.join("data");
    let mut initdb = as_owner(programs.join("initdb"));
    initdb.args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"]);
    run(initdb.arg(&data).current_dir(folder));
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port();
    let options = format!("{OPTIONS} -c unix_socket_directories='' -p {port}");
    let mut pg_ctl = as_owner(programs.join("pg_ctl"));
    pg_ctl.arg("-D").arg(&data).arg("-l").arg(folder.join("log")).arg("-o").arg(options).args(["-w", "start"]);
    run(pg_ctl.current_dir(folder));
    format!("postgres://postgres@127.0.0.1:{port}/postgres")
}

/// Leaves a small shell behind that outlives this test, but not the run.
fn stop_after(runner: u32, folder: &Path) {
    let pid = fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
    let pid = pid.lines().next().expect("the server's process id").to_owned();
    let script = "(while kill -0 \"$1\" 2>/dev/null; do sleep 1; done; kill -INT \"$2\"; \
        while kill -0 \"$2\" 2>/dev/null; do sleep 1; done; rm -rf \"$3\" \"$3.lock\") &";
    let mut shell = Command::new("sh");
    run(shell.args(["-c", script, "stop-after", &runner.to_string(), &pid]).arg(folder).process_group(0));
}

/// PostgreSQL refuses to run as root; root lends it to the user `postgres`.
fn as_owner(program: impl AsRef<std::ffi::OsStr>) -> Command {
    // The temporary folder belongs to root only when we are root.
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    if !root {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    command
}

/// The folder of `initdb` and `pg_ctl`: on the PATH, else where Debian puts them, the latest version first.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<_> = std::env::split_paths(&path).collect();
    let mut versions: Vec<_> = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().collect();
    versions.sort_by_key(|version| std::cmp::Reverse(version.file_name()));
    folders.extend(versions.into_iter().map(|version| version.path().join("bin")));
    folders.into_iter().find(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file())
}

fn run(command: &mut Command) {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().unwrap_or_else(|error| panic!("{command:?}: {error}. {MISSING}"));
    assert!(status.success(), "{command:?} ended with {status}. {MISSING}");
}
