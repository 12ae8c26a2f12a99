//! What the program says of its own work, on the error stream.

use tracing_subscriber::EnvFilter;

/// Begins to say it: as much as `CARNET_LOG` asks for, in the words of `EnvFilter`, otherwise all but details.
pub fn start() {
    let filter = EnvFilter::try_from_env("CARNET_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
