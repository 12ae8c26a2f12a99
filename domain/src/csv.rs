//! CSV files: read with every fault told by row and column, written for Excel in France or for other programs.

mod columns;
pub mod fault;
mod guard;
pub mod import;
pub mod read;
mod rows;
pub mod sniff;
mod table;
pub mod write;

pub use columns::Column;
pub use fault::{RowFault, RowProblem};
pub use import::{Plan, Planned, plan};
pub use read::{FileFault, GoodRow, Reading, read};
pub use sniff::{Encoding, Separator, Sniffed, sniff};
pub use table::table;
pub use write::{Format, file_name, write};
