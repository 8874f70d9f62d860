//! Composed blocks: words and figures, laid out and choreographed for every ratio.
//!
//! Each block is a function from what it shows, a [`Look`](crate::Look) and a length of time to a
//! [`Block`](crate::Block). No block adds words or figures of its own.

mod big_stat;
mod countdown;
mod end_card;
mod kinetic_lines;
mod list_reveal;
mod lower_third;
mod quote_card;
mod stat_row;
mod title_card;
mod words;

pub(crate) use big_stat::CountSpan;
pub use big_stat::{BigStat, big_stat};
pub use countdown::countdown;
pub use end_card::{EndCard, end_card};
pub use kinetic_lines::kinetic_lines;
pub use list_reveal::{ListReveal, list_reveal};
pub use lower_third::lower_third;
pub use quote_card::quote_card;
pub use stat_row::{StatItem, stat_row};
pub use title_card::{TitleCard, title_card};
