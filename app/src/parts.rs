//! The parts pages are made of. A list, a form, facts and a history exist once and take a kind.

#![expect(unreachable_pub, reason = "the component macro writes a `pub` of its own")]

pub(crate) mod act;
pub(crate) mod agenda;
pub(crate) mod badge;
pub(crate) mod bars;
pub(crate) mod browser;
pub(crate) mod chips;
pub(crate) mod conflicts;
pub(crate) mod copy;
pub(crate) mod days;
pub(crate) mod diff;
pub(crate) mod draft;
pub(crate) mod drawing;
pub(crate) mod facts;
pub(crate) mod frame;
pub(crate) mod guard;
pub(crate) mod help;
pub(crate) mod history;
pub(crate) mod icon;
pub(crate) mod keys;
pub(crate) mod later;
pub(crate) mod modules;
pub(crate) mod names;
pub(crate) mod notice;
pub(crate) mod panel;
pub(crate) mod picture;
pub(crate) mod plan;
pub(crate) mod record_form;
pub(crate) mod record_list;
pub(crate) mod sheet;
pub(crate) mod strip;
pub(crate) mod taken_out;
pub(crate) mod task;
pub(crate) mod toast;
pub(crate) mod told;
pub(crate) mod tour;
pub(crate) mod write;
