//! A machine: a person's phone or computer, its databases, its tabs and the lock they share.

use std::collections::{HashMap, VecDeque};

use domain::Millis;
use sync::device::{Device, Entry, Identity, Stand, Ticket};
use sync::mutation::Mutation;
use sync::wire::{Patch, Rows};
use uuid::Uuid;

use crate::disk::Disk;

/// One life of one tab: what is addressed to it finds no one after it died.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Ear {
    pub(crate) machine: usize,
    pub(crate) tab: usize,
    pub(crate) life: u32,
}

/// A tab.
#[derive(Debug, Default)]
pub(crate) struct Tab {
    pub(crate) life: u32,
    pub(crate) open: bool,
    pub(crate) engine: Device,
    /// Another tab wrote into the databases since this one read them.
    pub(crate) foreign: bool,
    /// Only the newest timer counts.
    pub(crate) timer: u64,
    /// The last number sent.
    pub(crate) last_sent: u64,
}

/// A machine.
#[derive(Debug)]
pub(crate) struct Machine {
    pub(crate) user: Uuid,
    /// How wrong its clock is.
    pub(crate) clock: Millis,
    pub(crate) online: bool,
    pub(crate) disk: Disk,
    pub(crate) tabs: [Tab; 2],
    pub(crate) lock: Option<Ear>,
    pub(crate) queue: VecDeque<(Ear, Ticket)>,
    /// Until when transactions already issued take; they complete in order.
    pub(crate) busy_until: Millis,
    /// Of a tab that died: how many of its transactions under way still complete.
    pub(crate) aftermath: HashMap<Ear, usize>,
}

/// A transaction.
#[derive(Debug, Clone)]
pub(crate) enum Write {
    Save(Vec<Mutation>),
    /// A refused act is dropped and, perhaps, made again.
    Drop {
        id: Uuid,
        again: Option<Mutation>,
    },
    Outbox {
        identity: Identity,
        entries: Vec<Entry>,
        forget: Vec<(u64, Uuid)>,
    },
    Renumber {
        device: Uuid,
        stand: Option<Stand>,
    },
    ChangePerson {
        user: Uuid,
    },
    Patch {
        ticket: Ticket,
        base: Stand,
        stand: Stand,
        patch: Patch,
    },
    ForgetReplica {
        ticket: Ticket,
        stand: Stand,
        people: Vec<domain::Person>,
    },
    Page {
        ticket: Ticket,
        base: Stand,
        stand: Stand,
        rows: Option<Rows>,
    },
    /// Only a sabotaged engine does this.
    Cursor(Stand),
}

impl Machine {
    pub(crate) fn new(user: Uuid, disk: Disk) -> Self {
        Self {
            user,
            clock: 0,
            online: true,
            disk,
            tabs: Default::default(),
            lock: None,
            queue: VecDeque::new(),
            busy_until: 0,
            aftermath: HashMap::new(),
        }
    }
}
