//! E-mail by SMTP, when whoever runs the server said how: the morning's news for those who wish it.

use domain::{Lang, Person, lang::words};
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use crate::alerts::Letter;
use crate::error::Failure;
use crate::house::Settings;

/// The way out for e-mails.
#[derive(Debug)]
pub struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Post {
    /// A way out by this address, such as `smtps://user:password@smtp.example.fr`, from this sender.
    ///
    /// # Errors
    /// `Usage` when one of them is none.
    pub fn new(url: &str, from: &str) -> Result<Self, Failure> {
        // The address may hold a password: it is not repeated.
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| Failure::Usage(format!("--smtp-url: {error}")))?
            .build();
        let from = from.parse().map_err(|error| Failure::Usage(format!("--mail-from: {error}")))?;
        Ok(Self { transport, from })
    }

    /// Sends the morning's news. A failure is written to the log: tomorrow is another morning.
    pub async fn send(&self, to: &Person, letter: &Letter, settings: &Settings, lang: Lang) {
        let sent = match self.message(to, letter, settings, lang) {
            Ok(message) => self.transport.send(message).await.map(|_| ()).map_err(|error| error.to_string()),
            Err(error) => Err(error),
        };
        if let Err(error) = sent {
            tracing::warn!(person = %to.id, error, "an e-mail was not sent");
        }
    }

    fn message(&self, to: &Person, letter: &Letter, settings: &Settings, lang: Lang) -> Result<Message, String> {
        let address = to.email.parse().map_err(|error| format!("{error}"))?;
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(to.name.clone()), address))
            .subject(format!("{} · {}", letter.title, settings.firm))
            .header(ContentType::TEXT_PLAIN)
            .body(text(letter, &settings.public_url, lang))
            .map_err(|error| error.to_string())
    }
}

/// What the e-mail says.
fn text(letter: &Letter, url: &str, lang: Lang) -> String {
    let lines: Vec<String> = letter.lines.iter().map(|line| format!("- {line}")).collect();
    let foot = words(
        "Vous recevez ce courriel chaque matin où il y a quelque chose à faire. Pour l’arrêter\u{a0}: Réglages, Alertes.",
        "You receive this e-mail on mornings with something to do. To stop it: Settings, Alerts.",
    );
    format!("{}\n\n{}\n\n{url}/today\n\n-- \n{}\n", letter.title, lines.join("\n"), foot.get(lang))
}
