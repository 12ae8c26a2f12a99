//! Passwords: argon2id, off the async threads.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::{Error, Result};

/// The fewest characters of a password.
pub const SHORTEST: usize = 12;
/// The most bytes of a password: longer ones only cost time.
pub const LONGEST: usize = 1024;

/// What a guess costs. The default is OWASP's advice for argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Default for Cost {
    fn default() -> Self {
        Self { memory: 19 * 1024, passes: 2 }
    }
}

impl Cost {
    /// The least argon2 allows, for tests only.
    pub const CHEAP: Self = Self { memory: 8, passes: 1 };

    fn argon2(self) -> Result<Argon2<'static>> {
        let params = Params::new(self.memory, self.passes, 1, None)
            .map_err(|_| Error::Malformed("a cost that argon2 does not know"))?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}

/// Whether a password is long enough, and not so long that it only costs time.
pub fn is_strong(password: &str) -> bool {
    password.chars().count() >= SHORTEST && password.len() <= LONGEST
}

/// The hash to store, with a salt of its own.
pub(crate) async fn hash(password: &str, cost: Cost) -> Result<String> {
    let password = password.to_owned();
    off_thread(move || {
        let hash = cost.argon2()?.hash_password(password.as_bytes());
        hash.map(|hash| hash.to_string()).map_err(|error| Error::Corrupt(format!("hash of a password: {error}")))
    })
    .await
}

/// Whether this is the password of a stored hash. Without a hash the same work is done for nothing, so that the
/// time it takes does not tell which addresses exist.
pub(crate) async fn verify(password: &str, stored: Option<String>, cost: Cost) -> Result<bool> {
    if password.len() > LONGEST {
        return Ok(false);
    }
    let Some(stored) = stored else { return hash(password, cost).await.map(|_| false) };
    let password = password.to_owned();
    off_thread(move || {
        let stored =
            PasswordHash::new(&stored).map_err(|error| Error::Corrupt(format!("hash of a password: {error}")))?;
        // The cost is the stored one.
        Ok(Argon2::default().verify_password(password.as_bytes(), &stored).is_ok())
    })
    .await
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    // A task that panicked or was stopped with the process: for the caller the store did not answer.
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(Error::Unavailable(sqlx::Error::WorkerCrashed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_opens_only_its_own_hash() {
        let stored = hash("correct horse", Cost::CHEAP).await.unwrap();
        assert!(stored.starts_with("$argon2id$"), "{stored}");
        assert_ne!(stored, hash("correct horse", Cost::CHEAP).await.unwrap());
        assert!(verify("correct horse", Some(stored.clone()), Cost::CHEAP).await.unwrap());
        assert!(!verify("correct horsE", Some(stored), Cost::CHEAP).await.unwrap());
        assert!(!verify("correct horse", None, Cost::CHEAP).await.unwrap());
    }

    #[test]
    fn a_password_counts_characters_not_bytes() {
        assert!(is_strong("éééééééééééé"));
        assert!(!is_strong("ééééééééééé"));
        assert!(!is_strong(&"x".repeat(LONGEST + 1)));
    }
}
