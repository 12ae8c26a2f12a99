//! Times of a day, kept as `HH:MM` of 24 hours.

use crate::problem::Fault;

/// `9:05`, `09:05`, `9h05`, `9 h 05`, `9h`, kept as `09:05`.
///
/// # Errors
/// [`Fault::Time`].
pub fn parse(text: &str) -> Result<String, Fault> {
    let (hours, minutes) = text.split_once([':', 'h', 'H']).ok_or(Fault::Time)?;
    let figures = |part: &str, limit: u32| {
        let part = part.trim();
        let few = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|number| few && *number < limit)
    };
    let hours = figures(hours, 24).ok_or(Fault::Time)?;
    let minutes = if minutes.trim().is_empty() && !text.contains(':') { Some(0) } else { figures(minutes, 60) };
    Ok(format!("{hours:02}:{:02}", minutes.ok_or(Fault::Time)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_people_write_a_time_are_read() {
        for (text, kept) in
            [("9:05", "09:05"), ("09:05", "09:05"), ("9h05", "09:05"), ("14 h 30", "14:30"), ("8h", "08:00")]
        {
            assert_eq!(parse(text).as_deref(), Ok(kept), "{text}");
        }
    }

    #[test]
    fn what_no_clock_shows_is_refused() {
        for text in ["", "9", "24:00", "12:60", "-1:00", "9:", "9:5:3", "midi"] {
            assert_eq!(parse(text), Err(Fault::Time), "{text}");
        }
    }
}
