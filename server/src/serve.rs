//! Starts the server and stops it: requests under way are finished, live connections end, the database is closed.

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use hyper_util::rt::TokioTimer;
use store::Store;
use store::password::Cost;
use tokio::task::JoinHandle;

use crate::cli::Serve;
use crate::error::Failure;
use crate::house::{House, Settings};
use crate::mail::Post;
use crate::site::Site;
use crate::{clock, demo, keeper, routes, say, tls};

/// How long requests under way may take once the server stops.
const LAST_ORDERS: Duration = Duration::from_secs(10);
/// How often the rate limits forget whoever has not tried lately.
const FORGET: Duration = Duration::from_mins(5);

/// A server that runs.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its state.
    pub house: Arc<House>,
    handle: Handle<SocketAddr>,
    serving: JoinHandle<std::io::Result<()>>,
    forgetting: JoinHandle<()>,
    keeping: JoinHandle<()>,
}

/// `carnet serve`: serves the book and the site until a signal says stop.
///
/// # Errors
/// When the database, the certificate or the network address cannot be used.
pub async fn run(asked: &Serve, site: Site) -> Result<(), Failure> {
    let store = Store::open(&asked.database.address(true)?, clock::id()).await?;
    store::stages::found(&store, clock::now()).await?;
    let listener = listen(SocketAddr::new(asked.host, asked.port))?;
    let address = listener.local_addr().map_err(Failure::io("cannot read the address"))?;
    let tls = match (&asked.tls_cert, &asked.tls_key) {
        (Some(cert), Some(key)) => Some(tls::config(cert, key).await?),
        _ => None,
    };
    let settings = Settings {
        firm: asked.firm.clone(),
        public_url: public_url(asked, address, tls.is_some()),
        behind_proxy: asked.behind_proxy,
        cost: Cost::default(),
        ambient: clock::AMBIENT,
        push_services: asked.push_service.clone(),
        shelf: asked.shelf(),
        list_in_memory: asked.list_in_memory,
    };
    let post = match (&asked.smtp_url, &asked.mail_from) {
        (Some(url), Some(from)) => Some(Post::new(url, from)?),
        _ => None,
    };
    if asked.demo {
        demo::fill(&store, settings.ambient, settings.cost).await?;
    }
    greet(&store, &settings).await?;
    let running = start(House::open(store, site, settings, post).await?, listener, tls)?;
    stop_signal().await;
    tracing::info!("stopping");
    running.stop().await
}

/// Serves a house on a listener.
///
/// # Errors
/// When the public address is not one, or the listener cannot be used.
pub fn start(house: Arc<House>, listener: TcpListener, tls: Option<RustlsConfig>) -> Result<Running, Failure> {
    let service = routes::router(&house)
        .map_err(|error| Failure::Usage(format!("--public-url: {error}")))?
        .into_make_service_with_connect_info::<SocketAddr>();
    let address = listener.local_addr().map_err(Failure::io("cannot read the address"))?;
    let handle = Handle::new();
    let serving = if let Some(tls) = tls {
        let mut server = axum_server::from_tcp_rustls(listener, tls).map_err(Failure::io("cannot serve"))?;
        // With a timer, a client that never finishes its headers is let go after thirty seconds.
        server.http_builder().http1().timer(TokioTimer::new());
        tokio::spawn(server.handle(handle.clone()).serve(service))
    } else {
        let mut server = axum_server::from_tcp(listener).map_err(Failure::io("cannot serve"))?;
        server.http_builder().http1().timer(TokioTimer::new());
        tokio::spawn(server.handle(handle.clone()).serve(service))
    };
    let forgetting = tokio::spawn(forget(Arc::clone(&house)));
    let keeping = tokio::spawn(keeper::keep(Arc::clone(&house)));
    tokio::spawn(gather(house.store.clone(), house.settings.list_in_memory));
    Ok(Running { address, house, handle, serving, forgetting, keeping })
}

impl Running {
    /// Stops: no new connection, live ones end, requests under way are finished, a backup that is not whole by
    /// then is given up, and the database is closed.
    ///
    /// # Errors
    /// When serving had failed.
    pub async fn stop(self) -> Result<(), Failure> {
        self.forgetting.abort();
        self.keeping.abort();
        self.house.stopping.send_replace(true);
        self.handle.graceful_shutdown(Some(LAST_ORDERS));
        let served = self.serving.await;
        self.house.settings.shelf.close().await;
        self.house.store.close().await;
        match served {
            Ok(result) => result.map_err(Failure::io("serving failed")),
            Err(error) => Err(Failure::Usage(format!("serving failed: {error}"))),
        }
    }
}

/// Keeps the lines of all clients and what reports look at in memory; until then, and without them, the database answers.
async fn gather(store: Store, most: u64) {
    let kept = async {
        store::clients::keep(&store, most).await?;
        store::reports::keep(&store, most).await
    };
    if let Err(error) = kept.await {
        tracing::warn!(error = &error as &dyn std::error::Error, "could not keep the book in memory");
    }
}

fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    let listener = TcpListener::bind(address).map_err(Failure::io(format!("cannot listen on {address}")))?;
    listener.set_nonblocking(true).map_err(Failure::io("cannot listen"))?;
    Ok(listener)
}

/// Where people reach the server, without a slash at the end.
fn public_url(asked: &Serve, address: SocketAddr, secure: bool) -> String {
    if let Some(url) = &asked.public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let scheme = if secure { "https" } else { "http" };
    // Whoever listens everywhere is reached here under the machine's own name.
    let name = if address.ip().is_unspecified() { "localhost".to_owned() } else { host(address.ip()) };
    format!("{scheme}://{name}:{}", address.port())
}

/// An address as a link writes it.
fn host(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}

/// Says where the server is and, while there is no administrator, the link that makes the first one.
async fn greet(store: &Store, settings: &Settings) -> Result<(), Failure> {
    let url = &settings.public_url;
    let token = (settings.ambient.token)();
    if store::people::first_invitation(store, &token, (settings.ambient.now)()).await? {
        say::line("Premier administrateur, lien à usage unique · First administrator, one-time link:");
        say::line(format_args!("  {url}/welcome/{}", token.text()));
    }
    // Last: whoever waits for this line may count on the link above it.
    say::line(format_args!("Carnet {} · {url}", env!("CARGO_PKG_VERSION")));
    Ok(())
}

async fn forget(house: Arc<House>) {
    loop {
        tokio::time::sleep(FORGET).await;
        house.attempts.forget();
    }
}

/// Returns when the system (SIGTERM) or a person (Ctrl-C) says stop.
async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else {
            // OK because without the handler SIGTERM ends the process as it would have.
            let _ = interrupt.await;
            return;
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    // OK because without the handler Ctrl-C ends the process as it would have.
    let _ = interrupt.await;
}
