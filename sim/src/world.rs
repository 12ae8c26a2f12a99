//! One history: machines, a network and a server in virtual time, until the faults stop and everything must come to rest.

use std::collections::BTreeMap;

use domain::{Millis, Person, Role};
use sync::device::{Device, Event, Now, Ticket};
use uuid::Uuid;

use crate::chance::Chance;
use crate::disk::{Disk, Outbox};
use crate::judge::Judge;
use crate::machine::{Ear, Machine, Write};
use crate::network::Body;
use crate::person::Form;
use crate::sabotage::Sabotage;
use crate::server::Server;
use crate::weather::Weather;

pub(crate) const SECOND: Millis = 1000;
pub(crate) const MINUTE: Millis = 60 * SECOND;
pub(crate) const HOUR: Millis = 60 * MINUTE;

/// Something that will happen.
#[derive(Debug)]
pub(crate) enum Happening {
    /// A tab is told something.
    Tell(Ear, Event),
    /// A transaction completes.
    Commit(Ear, Write),
    /// A tab reads the outbox, then the replica.
    ReadOutbox(Ear, Option<Ticket>),
    ReadReplica(Ear, Option<Ticket>, Box<Outbox>),
    /// A timer rings.
    Timer(Ear, u64),
    /// A tab has waited long enough for the lock.
    LockTimeout(Ear, Ticket),
    /// A request reaches the server.
    Arrive {
        from: Ear,
        ticket: Ticket,
        body: Body,
        answered: bool,
    },
    /// The server sends the next page of a bootstrap.
    Stream {
        from: Ear,
        ticket: Ticket,
        after: Option<Uuid>,
    },
    /// A tab dies.
    Crash(Ear),
    /// A person sits down at a machine.
    Act(usize),
    /// A person saves what they had opened.
    Save(Ear, Box<Form>),
    /// People look at what was refused.
    Review(usize),
    /// A tab is opened.
    Open(usize, usize),
    /// Something breaks.
    Blow,
    /// The server is there again.
    ServerUp,
    /// The network of a machine is there again.
    NetworkUp(usize),
    /// From now on nothing breaks.
    Calm,
}

/// The world.
pub(crate) struct World {
    pub(crate) now: Millis,
    order: u64,
    queue: BTreeMap<(Millis, u64), Happening>,
    pub(crate) chance: Chance,
    pub(crate) weather: Weather,
    pub(crate) sabotage: Option<Sabotage>,
    pub(crate) server: Server,
    pub(crate) backup: Option<(Millis, Server)>,
    pub(crate) server_up: bool,
    pub(crate) machines: Vec<Machine>,
    pub(crate) court: Judge,
    pub(crate) calm: bool,
    /// Whether everything that happens is told on standard error.
    traced: bool,
    /// Numbers every value that is typed, so that each can be found again.
    pub(crate) typed: u64,
}

impl World {
    /// Lives through the history of a seed.
    pub(crate) fn live(seed: u64, sabotage: Option<Sabotage>, traced: bool) -> Judge {
        let mut world = Self { traced, ..Self::new(seed, sabotage) };
        let length = world.chance.between(HOUR, 24 * HOUR);
        let start = world.now;
        world.at(start + length, Happening::Calm);
        while let Some(((now, _), happening)) = world.queue.pop_first() {
            if now > start + length + HOUR {
                break;
            }
            world.now = now;
            world.tell_tale(&happening);
            world.happen(happening);
        }
        world.close();
        world.court
    }

    #[expect(clippy::print_stderr, reason = "asked for on the command line")]
    fn tell_tale(&self, happening: &Happening) {
        if self.traced {
            eprintln!("{} {happening:?}", self.now);
        }
    }

    fn new(seed: u64, sabotage: Option<Sabotage>) -> Self {
        let mut chance = Chance::of(seed);
        let weather = Weather::of(&mut chance);
        let roles = [Role::Administrator, Role::Seller, Role::Manager, Role::Seller];
        let people: Vec<Person> = roles[..2 + chance.below(3)]
            .iter()
            .enumerate()
            .map(|(number, role)| Person {
                id: chance.uuid(),
                name: format!("Personne {number}"),
                email: format!("p{number}@exemple.fr"),
                role: *role,
                closed_at: None,
            })
            .collect();
        let machines: Vec<Machine> = (0..2 + chance.below(5))
            .map(|number| Machine::new(people[number % people.len()].id, Disk::new(chance.uuid())))
            .collect();
        let server = Server::new(chance.uuid(), people, sabotage);
        let mut world = Self {
            now: 1_770_000_000_000,
            order: 0,
            queue: BTreeMap::new(),
            chance,
            weather,
            sabotage,
            server,
            backup: None,
            server_up: true,
            machines,
            court: Judge::default(),
            calm: false,
            traced: false,
            typed: 0,
        };
        world.found();
        for machine in 0..world.machines.len() {
            world.machines[machine].clock = world.some_clock();
            world.soon(SECOND, Happening::Open(machine, 0));
            if world.chance.permille(300) {
                world.soon(HOUR, Happening::Open(machine, 1));
            }
            world.soon(10 * MINUTE, Happening::Act(machine));
        }
        world.soon(HOUR, Happening::Blow);
        world
    }

    /// How wrong a clock may be: mostly hardly, at times ten years.
    pub(crate) fn some_clock(&mut self) -> Millis {
        let years = 10 * 365 * 24 * HOUR;
        match self.chance.below(4) {
            0 => self.chance.between(-years, years),
            1 => self.chance.between(-HOUR, HOUR),
            _ => self.chance.between(-SECOND, SECOND),
        }
    }

    pub(crate) fn spoiled(&self, by: Sabotage) -> bool {
        self.sabotage == Some(by)
    }

    pub(crate) fn at(&mut self, when: Millis, happening: Happening) {
        self.order += 1;
        self.queue.insert((when, self.order), happening);
    }

    /// At some moment before `within` from now.
    pub(crate) fn soon(&mut self, within: Millis, happening: Happening) {
        let when = self.now + self.chance.between(0, within);
        self.at(when, happening);
    }

    pub(crate) fn hears(&self, ear: Ear) -> bool {
        let tab = &self.machines[ear.machine].tabs[ear.tab];
        tab.open && tab.life == ear.life
    }

    pub(crate) fn ear(&self, machine: usize, tab: usize) -> Ear {
        Ear { machine, tab, life: self.machines[machine].tabs[tab].life }
    }

    /// The open tabs of a machine.
    pub(crate) fn ears(&self, machine: usize) -> Vec<Ear> {
        (0..2).filter(|tab| self.machines[machine].tabs[*tab].open).map(|tab| self.ear(machine, tab)).collect()
    }

    fn happen(&mut self, happening: Happening) {
        match happening {
            // A browser tells in order what becomes of its network: the last word is the true one.
            Happening::Tell(ear, Event::Offline) if self.machines[ear.machine].online => {}
            Happening::Tell(ear, event) => self.tell(ear, event),
            Happening::Commit(ear, write) => self.commit(ear, write),
            Happening::ReadOutbox(ear, begin) => self.read_outbox(ear, begin),
            Happening::ReadReplica(ear, begin, outbox) => self.read_replica(ear, begin, *outbox),
            Happening::Timer(ear, timer) => {
                if self.hears(ear) && self.machines[ear.machine].tabs[ear.tab].timer == timer {
                    self.tell(ear, Event::Timer);
                }
            }
            Happening::LockTimeout(ear, ticket) => self.lock_timeout(ear, ticket),
            Happening::Arrive { from, ticket, body, answered } => self.arrive(from, ticket, body, answered),
            Happening::Stream { from, ticket, after } => self.stream(from, ticket, after),
            Happening::Crash(ear) => self.crash(ear),
            Happening::Act(machine) => self.act(machine),
            Happening::Save(ear, form) => self.save_form(ear, *form),
            Happening::Review(machine) => self.review(machine),
            Happening::Open(machine, tab) => self.open(machine, tab),
            Happening::Blow => self.blow(),
            Happening::ServerUp => {
                self.server_up = true;
                self.ring();
            }
            Happening::NetworkUp(machine) => self.network_up(machine),
            Happening::Calm => self.become_calm(),
        }
    }

    /// Opens a tab and lets it read what is there.
    pub(crate) fn open(&mut self, machine: usize, tab: usize) {
        let place = &mut self.machines[machine].tabs[tab];
        if place.open {
            return;
        }
        place.open = true;
        place.life += 1;
        (place.engine, place.foreign, place.timer) = (Device::default(), false, 0);
        let ear = self.ear(machine, tab);
        self.reload(ear, None);
        let user = self.machines[machine].user;
        self.soon(SECOND, Happening::Tell(ear, Event::SignedIn { user, label: format!("machine {machine}") }));
        if self.machines[machine].online {
            self.soon(SECOND, Happening::Tell(ear, Event::Online));
        }
    }

    pub(crate) fn tell(&mut self, ear: Ear, event: Event) {
        if !self.hears(ear) {
            return;
        }
        let event = self.spoil_event(ear, event);
        let machine = &mut self.machines[ear.machine];
        let now = Now {
            at: self.now + machine.clock,
            // OK because only the low half is wanted.
            chance: u32::try_from(self.chance.next() & 0xffff_ffff).unwrap_or_default(),
        };
        let effects = machine.tabs[ear.tab].engine.step(event, now);
        self.carry(ear, effects);
    }

    /// Faults stop: what is broken is mended, and everything must come to rest by itself.
    fn become_calm(&mut self) {
        self.calm = true;
        self.weather = self.weather.fine();
        self.server_up = true;
        let people: Vec<Uuid> = self.server.people.keys().copied().collect();
        for user in people {
            if self.server.role(user).is_err() {
                self.server.change_person(user, |person| person.closed_at = None);
            }
        }
        for machine in 0..self.machines.len() {
            self.open(machine, 0);
            self.network_up(machine);
            let user = self.machines[machine].user;
            for ear in self.ears(machine) {
                self.tell(ear, Event::SignedIn { user, label: format!("machine {machine}") });
            }
            self.at(self.now + 15 * MINUTE, Happening::Review(machine));
        }
    }
}
