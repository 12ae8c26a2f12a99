//! `--demo`: a believable French firm to look around in, the same every time: people, clients, what they are sold,
//! twelve weeks of history.

mod clients;
mod life;
mod names;

use app::ssr::Ambient;
use domain::{Person, Role};
use store::password::Cost;
use store::people::{Acceptance, Accepted, Invitation, Invited};
use store::{Store, Visitor, people};
use uuid::Uuid;

use crate::error::Failure;
use crate::say;

/// Somebody of the sample firm.
struct Sample {
    name: &'static str,
    email: &'static str,
    password: &'static str,
    role: Role,
}

/// The administrator stands first: they let the others in.
const PEOPLE: [Sample; 4] = [
    Sample {
        name: "Camille Moreau",
        email: "admin@carnet.example",
        password: "camille-au-bureau",
        role: Role::Administrator,
    },
    Sample { name: "Nadia Lefèvre", email: "bureau@carnet.example", password: "nadia-au-bureau", role: Role::Manager },
    Sample {
        name: "Julien Garnier",
        email: "commercial.nord@carnet.example",
        password: "julien-en-tournee",
        role: Role::Seller,
    },
    Sample {
        name: "Sophie Delmas",
        email: "commercial.sud@carnet.example",
        password: "sophie-en-tournee",
        role: Role::Seller,
    },
];

/// Fills an empty book; leaves one that was filled before as it is. Prints the accounts.
///
/// # Errors
/// When the book belongs to somebody else, or the store fails.
pub async fn fill(store: &Store, ambient: Ambient, cost: Cost) -> Result<(), Failure> {
    store::stages::found(store, (ambient.now)()).await?;
    let there = people::list(store).await?;
    if there.is_empty() {
        let visitors = let_in(store, ambient, cost).await?;
        life::live(store, &visitors, ambient).await?;
    } else if !there.iter().any(|person| person.email == PEOPLE[0].email) {
        let text =
            "--demo only fills an empty book, and this one has people of its own: name another folder with --data";
        return Err(Failure::Usage(text.to_owned()));
    }
    say::line("Comptes de démonstration · Demo accounts:");
    for Sample { email, password, role, .. } in &PEOPLE {
        say::line(format_args!("  {email}  {password}  ({} · {})", role.label().fr, role.label().en));
    }
    Ok(())
}

/// Lets the people in by the same doors as real ones.
async fn let_in(store: &Store, ambient: Ambient, cost: Cost) -> Result<Vec<Visitor>, Failure> {
    let mut visitors: Vec<Visitor> = Vec::new();
    for sample in &PEOPLE {
        let token = (ambient.token)();
        let now = (ambient.now)();
        let (name, email) = (sample.name.to_owned(), sample.email.to_owned());
        let open = match visitors.first() {
            None => people::first_invitation(store, &token, now).await?,
            Some(administrator) => {
                let offer = Invitation { name: name.clone(), email: email.clone(), role: sample.role, first: false };
                people::invite(store, administrator, &offer, &token, now).await? == Invited::Done
            }
        };
        let acceptance = Acceptance { id: (ambient.id)(), name, email, password: sample.password.to_owned() };
        match people::accept(store, &token, &acceptance, cost, now).await? {
            Accepted::Welcome(person) if open => visitors.push(Visitor { person, session: Uuid::nil() }),
            other => return Err(Failure::Refused(format!("{} could not be let in: {other:?}", sample.name))),
        }
    }
    Ok(visitors)
}

/// The ids of those who sell.
fn sellers(visitors: &[Visitor]) -> Vec<&Person> {
    visitors.iter().map(|visitor| &visitor.person).filter(|person| person.role == Role::Seller).collect()
}
