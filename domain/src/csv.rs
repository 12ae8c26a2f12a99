//! CSV files: read with every fault told by row and column, written for Excel in France or for other programs.

mod cell;
mod columns;
mod dates;
pub mod fault;
mod guard;
pub mod import;
pub mod matching;
mod names;
pub mod read;
mod rows;
pub mod sniff;
mod table;
pub mod write;

pub use cell::{Cell, cells, headings};
pub use columns::{Column, understand};
pub use dates::{DateForm, date_form};
pub use fault::{RowFault, RowProblem};
pub use guard::verbatim;
pub use import::{OnMatch, Plan, Planned, Report, plan, planned};
pub use matching::{Found, Key, Survey};
pub use names::Names;
pub use read::{FileFault, GoodRow, Layout, Reading, read};
pub use rows::{RawRow, Rows};
pub use sniff::{Encoding, Separator, Sniffed, Sniffer, sniff};
pub use table::table;
pub use write::{Format, file_name, write};
