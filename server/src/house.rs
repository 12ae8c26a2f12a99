//! What every request shares: the store, the site, the limits, and the signal to stop.

use std::net::IpAddr;
use std::sync::Arc;

use app::ssr::{AlertDesk, Ambient, Desk};
use store::Store;
use store::backup::Shelf;
use store::password::Cost;
use tokio::sync::{Semaphore, watch};

use crate::error::{self, Failure};
use crate::guard::attempts::Attempts;
use crate::guard::visitor::Guest;
use crate::live::Connections;
use crate::mail::Post;
use crate::push::{self, Refused, Sender};
use crate::site::Site;

/// How many passwords are weighed at once, whoever asks: argon2id takes 19 MiB and a core for each.
const SCALES: usize = 4;
/// How many files to import are on their way at once: each may fill half a gigabyte of the disk.
const UPLOADS: usize = 2;

/// What whoever runs the server decides.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The firm's name.
    pub firm: String,
    /// Where people reach the server, without a slash at the end.
    pub public_url: String,
    /// A proxy stands before the server and writes the client's address into `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// What a password guess costs.
    pub cost: Cost,
    /// Clock, ids, chance.
    pub ambient: Ambient,
    /// Further push services, as `https://host`.
    pub push_services: Vec<String>,
    /// Where backups are kept, and how often they are taken.
    pub shelf: Shelf,
    /// The most clients whose lines in lists are kept in memory.
    pub list_in_memory: u64,
}

impl Settings {
    /// Whether people come over HTTPS.
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// The state of the server.
#[derive(Debug)]
pub struct House {
    /// The database.
    pub store: Store,
    /// The files.
    pub site: Site,
    /// What was decided at start.
    pub settings: Settings,
    /// The rate limit of sign-in.
    pub attempts: Attempts,
    /// Live connections, by session.
    pub connections: Connections,
    /// Moves when a session was closed or a role changed in this process.
    pub doors: watch::Sender<u64>,
    /// Turns true when the server stops.
    pub stopping: watch::Sender<bool>,
    /// What notifies browsers.
    pub sender: Arc<Sender>,
    /// What sends e-mails, if anything does.
    pub post: Option<Post>,
    /// Whose turn it is to import a file: one at a time.
    pub imports: Arc<Semaphore>,
    /// Room for files that are still on their way to be imported.
    pub uploads: Semaphore,
    scales: Arc<Semaphore>,
}

impl House {
    /// A house that is open. Its key for notifications is made at its first start, and kept.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open(store: Store, site: Site, settings: Settings, post: Option<Post>) -> Result<Arc<Self>, Failure> {
        let unusable = |error: Refused| Failure::Usage(format!("notifications: {error}"));
        let key = store::alerts::vapid(&store, &push::fresh_key().map_err(unusable)?).await?;
        let sender = Sender::new(&key, &settings.push_services, &settings.public_url).map_err(unusable)?;
        Ok(Arc::new(Self {
            store,
            site,
            settings,
            attempts: Attempts::default(),
            connections: Connections::default(),
            doors: watch::Sender::new(0),
            stopping: watch::Sender::new(false),
            sender: Arc::new(sender),
            post,
            imports: Arc::new(Semaphore::new(1)),
            uploads: Semaphore::new(UPLOADS),
            scales: Arc::new(Semaphore::new(SCALES)),
        }))
    }

    /// What one request finds on the desk.
    pub fn desk(self: &Arc<Self>, guest: &Guest, address: IpAddr, user_agent: &str) -> Desk {
        let (limits, doors) = (Arc::clone(self), Arc::clone(self));
        let sender = Arc::clone(&self.sender);
        let alerts = AlertDesk {
            key: sender.public_key().into(),
            takes: Arc::new(move |endpoint| sender.takes(endpoint)),
            mail: self.post.is_some(),
        };
        Desk {
            store: self.store.clone(),
            visitor: guest.visitor.clone(),
            firm: self.settings.firm.as_str().into(),
            public_url: self.settings.public_url.as_str().into(),
            user_agent: user_agent.into(),
            ambient: self.settings.ambient,
            shelf: self.settings.shelf.clone(),
            alerts,
            cost: self.settings.cost,
            scales: Arc::clone(&self.scales),
            attempts: Arc::new(move |email| limits.attempts.attempt(address, email)),
            report: error::report,
            doors_moved: Arc::new(move || doors.doors.send_modify(|count| *count += 1)),
            response: None,
        }
    }
}
