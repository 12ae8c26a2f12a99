//! The network: requests and answers that are lost, doubled, late or cut in half.

use domain::Millis;
use sync::device::{Event, Ticket};
use sync::wire::{BootstrapHead, Pull, Push, Rows};
use uuid::Uuid;

use crate::machine::Ear;
use crate::world::{Happening, MINUTE, SECOND, World};

/// After this long a request has failed, whatever becomes of it.
const TIMEOUT: Millis = 30 * SECOND;

/// What is asked.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    Push(Push),
    Pull(Pull),
    Bootstrap { device: Uuid, after: Option<Uuid> },
}

impl World {
    pub(crate) fn send(&mut self, from: Ear, ticket: Ticket, body: Body) {
        let failed = Happening::Tell(from, Event::Failed { ticket });
        if !self.machines[from.machine].online {
            return self.soon(SECOND, failed);
        }
        if let Body::Push(push) = &body {
            self.machines[from.machine].tabs[from.tab].last_sent = push.mutations.last().map_or(0, |act| act.n);
            // Some proxies take no big bodies; one act in a while they do not take at all.
            let poison = push.mutations.iter().any(|act| act.id.as_u128() % 997 == 1) && self.weather.too_big > 0;
            if poison || push.mutations.len() > 2 && self.chance.permille(self.weather.too_big) {
                return self.soon(SECOND, Happening::Tell(from, Event::Unacceptable { ticket }));
            }
        }
        if self.chance.permille(self.weather.lost_request) {
            return self.at(self.now + TIMEOUT, failed);
        }
        if self.chance.permille(self.weather.doubled_request) {
            // An answer belongs to one request: of a stream there is never a second one.
            let answered = self.chance.permille(500) && !matches!(body, Body::Bootstrap { .. });
            let again = Happening::Arrive { from, ticket, body: body.clone(), answered };
            self.soon(2 * MINUTE, again);
        }
        self.soon(SECOND / 2, Happening::Arrive { from, ticket, body, answered: true });
    }

    pub(crate) fn arrive(&mut self, from: Ear, ticket: Ticket, body: Body, answered: bool) {
        let failed = Event::Failed { ticket };
        if !self.server_up {
            return self.soon(SECOND, Happening::Tell(from, failed));
        }
        let user = self.machines[from.machine].user;
        let head = self.server.head;
        let event = match body {
            Body::Push(push) => {
                let answer = self.server.push(user, &push, self.now, &mut self.court, &mut self.chance);
                answer.map(|answer| Event::PushAnswered { ticket, answer })
            }
            Body::Pull(pull) => {
                let answer = self.server.pull(user, &pull, self.weather.page, &mut self.court);
                answer.map(|answer| Event::PullAnswered { ticket, answer })
            }
            Body::Bootstrap { device, after } => {
                return match self.server.bootstrap_head(user, device) {
                    Ok(head) if answered => self.open_stream(from, ticket, head, after),
                    Ok(_) => {}
                    Err(_) => self.answer(from, ticket, Event::Denied { ticket }),
                };
            }
        };
        if self.server.head > head {
            self.ring();
        }
        if answered {
            self.answer(from, ticket, event.unwrap_or(Event::Denied { ticket }));
        }
    }

    fn answer(&mut self, from: Ear, ticket: Ticket, event: Event) {
        let failed = Event::Failed { ticket };
        if self.chance.permille(self.weather.half_answer) {
            return self.soon(SECOND, Happening::Tell(from, failed));
        }
        if self.chance.permille(self.weather.lost_answer) {
            return self.at(self.now + TIMEOUT, Happening::Tell(from, failed));
        }
        if self.chance.permille(self.weather.late_answer) {
            self.at(self.now + TIMEOUT, Happening::Tell(from, failed));
            let late = self.now + TIMEOUT + self.chance.between(0, 10 * MINUTE);
            return self.at(late, Happening::Tell(from, event));
        }
        self.soon(SECOND / 2, Happening::Tell(from, event));
    }

    /// The lines of one answer come in order: the head first, then the pages. It may break off anywhere.
    fn open_stream(&mut self, from: Ear, ticket: Ticket, head: BootstrapHead, after: Option<Uuid>) {
        if self.chance.permille(self.weather.half_answer + self.weather.lost_answer) {
            return self.at(self.now + TIMEOUT, Happening::Tell(from, Event::Failed { ticket }));
        }
        let when = self.now + self.chance.between(0, SECOND);
        self.at(when, Happening::Tell(from, Event::BootstrapHead { ticket, head }));
        self.at(when + SECOND, Happening::Stream { from, ticket, after });
    }

    pub(crate) fn stream(&mut self, from: Ear, ticket: Ticket, after: Option<Uuid>) {
        let user = self.machines[from.machine].user;
        let broken = !self.server_up || !self.machines[from.machine].online;
        if broken || self.chance.permille(self.weather.half_answer) {
            return self.tell(from, Event::Failed { ticket });
        }
        let page: Option<Rows> = match self.server.bootstrap_page(user, after, self.weather.page + 1, &mut self.court) {
            Ok(page) => page,
            Err(_) => return self.tell(from, Event::Failed { ticket }),
        };
        match page {
            None => self.tell(from, Event::BootstrapEnd { ticket }),
            Some(rows) => {
                let after = rows.rows.last().map(|row| row.0);
                self.tell(from, Event::BootstrapPage { ticket, rows });
                self.soon(SECOND, Happening::Stream { from, ticket, after });
            }
        }
    }

    /// Tells every device that is there that there is news.
    pub(crate) fn ring(&mut self) {
        let head = self.server.head;
        for machine in 0..self.machines.len() {
            for ear in self.ears(machine) {
                if self.machines[machine].online && !self.chance.permille(self.weather.lost_bell) {
                    self.soon(SECOND, Happening::Tell(ear, Event::BellRang { head }));
                }
            }
        }
    }

    pub(crate) fn network_up(&mut self, machine: usize) {
        self.machines[machine].online = true;
        for ear in self.ears(machine) {
            self.soon(SECOND, Happening::Tell(ear, Event::Online));
        }
    }
}
