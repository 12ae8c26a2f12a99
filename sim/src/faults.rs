//! What breaks: tabs, machines, clocks, networks, the server, people's rights.

use domain::{Millis, Role};
use sync::device::Event;
use uuid::Uuid;

use crate::disk::Replica;
use crate::machine::{Ear, Machine};
use crate::world::{HOUR, Happening, MINUTE, SECOND, World};

impl World {
    /// Something breaks now, and something else later.
    pub(crate) fn blow(&mut self) {
        if self.calm {
            return;
        }
        let pause = 2 * 24 * HOUR / self.weather.blows_a_day;
        self.soon(pause, Happening::Blow);
        let machine = self.chance.below(self.machines.len());
        let tab = self.chance.below(2);
        match self.chance.below(16) {
            0 | 1 => self.crash(self.ear(machine, tab)),
            2 | 3 => self.open(machine, tab),
            4 => self.lose_power(machine),
            5 => self.lose_replica(machine),
            6..=8 => self.go_offline(machine),
            9 => {
                let clock = self.some_clock();
                self.machines[machine].clock = clock;
            }
            10 => {
                self.server_up = false;
                self.soon(10 * MINUTE, Happening::ServerUp);
            }
            11 => self.back_up(),
            12 => self.restore(),
            13 => self.change_rights(),
            14 => self.clone_machine(machine),
            _ => self.tell_all(machine, &Event::Wake),
        }
    }

    fn tell_all(&mut self, machine: usize, event: &Event) {
        for ear in self.ears(machine) {
            self.soon(SECOND, Happening::Tell(ear, event.clone()));
        }
    }

    /// A tab dies. Of its transactions under way some first ones still complete. Somebody opens it again.
    pub(crate) fn crash(&mut self, ear: Ear) {
        if !self.hears(ear) {
            return;
        }
        self.court.lived.crashes += 1;
        let still = self.chance.below(4);
        let machine = &mut self.machines[ear.machine];
        machine.tabs[ear.tab].open = false;
        machine.aftermath.insert(ear, still);
        machine.queue.retain(|(waiting, _)| *waiting != ear);
        self.release(ear);
        let reopened = if ear.tab == 0 { HOUR } else { 24 * HOUR };
        self.soon(reopened, Happening::Open(ear.machine, ear.tab));
    }

    /// All tabs die, and transactions that were not durable may be undone.
    fn lose_power(&mut self, machine: usize) {
        for ear in self.ears(machine) {
            self.crash(ear);
            self.machines[machine].aftermath.remove(&ear);
        }
        let disk = &mut self.machines[machine].disk;
        if self.chance.permille(500) {
            disk.outbox = disk.durable.clone();
        }
        let back = self.chance.below(disk.older.len() + 1);
        for _ in 0..back {
            if let Some(older) = disk.older.pop() {
                disk.replica = older;
            }
        }
    }

    /// The browser clears the replica, as it may do at any time.
    fn lose_replica(&mut self, machine: usize) {
        for ear in self.ears(machine) {
            self.crash(ear);
        }
        let disk = &mut self.machines[machine].disk;
        disk.replica = Replica::default();
        disk.older.clear();
    }

    fn go_offline(&mut self, machine: usize) {
        self.machines[machine].online = false;
        self.tell_all(machine, &Event::Offline);
        self.soon(8 * HOUR, Happening::NetworkUp(machine));
    }

    fn back_up(&mut self) {
        self.backup = Some((self.now, self.server.clone()));
        self.court.backed_up();
    }

    fn restore(&mut self) {
        let recent = |made: Millis, now: Millis| now - made < 24 * HOUR;
        let epoch = self.chance.uuid();
        if let Some((made, backup)) = &self.backup
            && recent(*made, self.now)
        {
            self.server = backup.restored(epoch, self.now);
            self.court.restored();
        }
    }

    /// Somebody's role changes, or their access is closed for a while.
    fn change_rights(&mut self) {
        let people: Vec<Uuid> = self.server.people.keys().copied().collect();
        let Some(user) = self.chance.pick(&people).copied() else { return };
        let now = self.now;
        let closes = self.chance.permille(300);
        self.server.change_person(user, |person| match (person.closed_at, person.role) {
            (Some(_), _) => person.closed_at = None,
            (None, _) if closes => person.closed_at = Some(now),
            (None, Role::Seller) => person.role = Role::Manager,
            (None, Role::Manager | Role::Administrator) => person.role = Role::Seller,
        });
        self.ring();
        for machine in 0..self.machines.len() {
            let user = self.machines[machine].user;
            self.tell_all(machine, &Event::SignedIn { user, label: format!("machine {machine}") });
        }
    }

    /// A phone's backup is put on another phone: two machines with one device id.
    fn clone_machine(&mut self, machine: usize) {
        if self.machines.len() >= 6 {
            return;
        }
        let source = &self.machines[machine];
        let mut copy = Machine::new(source.user, source.disk.clone());
        copy.clock = self.some_clock();
        let number = self.machines.len();
        self.machines.push(copy);
        self.soon(HOUR, Happening::Open(number, 0));
        self.soon(HOUR, Happening::Act(number));
    }
}
