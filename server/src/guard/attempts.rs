//! The rate limit of sign-in: so many guesses per address of the network, and so many per e-mail.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Guesses at once from one address: an office shares one.
const PER_ADDRESS: NonZeroU32 = NonZeroU32::new(30).unwrap();
/// Guesses at once for one e-mail; one more every twelve seconds after that.
const PER_EMAIL: NonZeroU32 = NonZeroU32::new(5).unwrap();

/// Counts attempts to sign in.
#[derive(Debug)]
pub struct Attempts {
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    emails: DefaultKeyedRateLimiter<String>,
    clock: DefaultClock,
}

impl Default for Attempts {
    fn default() -> Self {
        Self {
            addresses: RateLimiter::keyed(Quota::per_minute(PER_ADDRESS)),
            emails: RateLimiter::keyed(Quota::per_minute(PER_EMAIL)),
            clock: DefaultClock::default(),
        }
    }
}

impl Attempts {
    /// Counts one attempt.
    ///
    /// # Errors
    /// How many seconds to wait, when there were too many.
    pub fn attempt(&self, address: IpAddr, email: &str) -> Result<(), u64> {
        let seconds = |wait: std::time::Duration| wait.as_secs() + 1;
        let now = self.clock.now();
        self.addresses.check_key(&network(address)).map_err(|not| seconds(not.wait_time_from(now)))?;
        let email: String = email.trim().to_lowercase().chars().take(254).collect();
        self.emails.check_key(&email).map_err(|not| seconds(not.wait_time_from(now)))
    }

    /// Forgets whoever has not tried lately, so that the tables do not grow.
    pub fn forget(&self) {
        self.addresses.retain_recent();
        self.emails.retain_recent();
    }
}

/// One household of IPv6 has a whole /64.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_guess_for_one_email_waits_whatever_its_address() {
        let attempts = Attempts::default();
        for host in 1..=5 {
            assert_eq!(attempts.attempt([127, 0, 0, host].into(), "Anne@carnet.example"), Ok(()));
        }
        let wait = attempts.attempt([127, 0, 0, 9].into(), " anne@CARNET.example ").unwrap_err();
        assert!((1..=13).contains(&wait), "{wait}");
    }

    #[test]
    fn one_network_guesses_thirty_times_then_waits() {
        let attempts = Attempts::default();
        for guess in 0..30 {
            let address = Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, guess);
            assert_eq!(attempts.attempt(address.into(), &format!("{guess}@carnet.example")), Ok(()));
        }
        let address = Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 9, 9, 9, 9);
        assert!(attempts.attempt(address.into(), "new@carnet.example").is_err());
    }
}
