//! The colours of a chart: names while it is drawn, then what the place it is shown in understands.

#[cfg(feature = "draw")]
use charts_rs::Color;
use serde::{Deserialize, Serialize};

/// Where a drawing goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paint {
    /// Into a page of Carnet: colours follow its theme.
    #[default]
    Screen,
    /// Into a file of its own: dark ink on white.
    Paper,
}

/// A colour by what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ink {
    /// What is read.
    Text,
    /// Lines behind the figures.
    Rule,
    /// Behind everything.
    Sheet,
    /// Prospects.
    Warn,
    /// Clients.
    Good,
    /// VIP.
    Bad,
    /// Inactive ones, and what matters less.
    Grey,
    /// Everything else.
    Accent,
}

#[cfg(feature = "draw")]
impl Ink {
    const ALL: [Self; 8] =
        [Self::Text, Self::Rule, Self::Sheet, Self::Warn, Self::Good, Self::Bad, Self::Grey, Self::Accent];

    /// Stands for the colour until the drawing is ready: no other colour of it looks so.
    pub(crate) fn color(self) -> Color {
        Color { r: 1, g: 254, b: self.place(), a: 255 }
    }

    fn place(self) -> u8 {
        // OK because there are eight of them.
        Self::ALL.iter().position(|ink| *ink == self).and_then(|place| u8::try_from(place).ok()).unwrap_or_default()
    }

    const fn on(self, paint: Paint) -> &'static str {
        match (paint, self) {
            (Paint::Screen, Self::Text) => "var(--ink-2)",
            (Paint::Screen, Self::Rule) => "var(--line)",
            (Paint::Screen, Self::Sheet) => "none",
            (Paint::Screen, Self::Warn) => "var(--chart-warn)",
            (Paint::Screen, Self::Good) => "var(--chart-good)",
            (Paint::Screen, Self::Bad) => "var(--chart-bad)",
            (Paint::Screen, Self::Grey) => "var(--chart-grey)",
            (Paint::Screen, Self::Accent) => "var(--chart-accent)",
            (Paint::Paper, Self::Text) => "#1b2430",
            (Paint::Paper, Self::Rule) => "#d8d2c4",
            (Paint::Paper, Self::Sheet) => "#ffffff",
            (Paint::Paper, Self::Warn) => "#d9a514",
            (Paint::Paper, Self::Good) => "#2f8f5b",
            (Paint::Paper, Self::Bad) => "#c4473b",
            (Paint::Paper, Self::Grey) => "#8d8a82",
            (Paint::Paper, Self::Accent) => "#0d5563",
        }
    }
}

#[cfg(feature = "draw")]
/// The drawing with real colours in the place of those that stood for them.
pub(crate) fn painted(svg: &str, paint: Paint) -> String {
    Ink::ALL.into_iter().fold(svg.to_owned(), |svg, ink| svg.replace(&ink.color().hex(), ink.on(paint)))
}
