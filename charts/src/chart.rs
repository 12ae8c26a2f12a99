//! What is drawn, as it travels from the app into the module that draws.

use serde::{Deserialize, Serialize};

use crate::ink::{Ink, Paint};

/// A chart to draw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// What is drawn.
    pub drawing: Drawing,
    /// For which place.
    #[serde(default)]
    pub paint: Paint,
}

/// What is drawn. Every text is as people read it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Drawing {
    /// Shares of a whole.
    Pie {
        /// The slices, clockwise from the top.
        parts: Vec<Part>,
    },
    /// One bar below the other.
    Bars {
        /// The bars, from the top.
        parts: Vec<Part>,
    },
    /// Lines over the same points.
    Lines {
        /// The points, from the left.
        points: Vec<String>,
        /// The lines.
        series: Vec<Series>,
        /// What sets thousands apart on the scale.
        thousands: String,
    },
}

/// A slice or a bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// What it is: "Prospect".
    pub label: String,
    /// Its figure as it is written: "1 234".
    pub figure: String,
    /// How large it is.
    pub value: u32,
    /// Its colour.
    pub ink: Ink,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// What it tells.
    pub label: String,
    /// One value for each point.
    pub values: Vec<u32>,
    /// Its colour.
    pub ink: Ink,
}
