//! The design of a film: looks, grounds, composed blocks and moving drawings, as scene documents.
//!
//! Everything here makes values of `pavo_scene`; nothing is drawn. A [`look()`] holds for a whole film;
//! [`blocks`] compose words and figures in it, [`recipes`] make pictures without words.
//! The same input and seed give the same nodes on every machine.
//!
//! ```
//! use pavo_design::{LookWish, blocks, look};
//! use pavo_scene::Time;
//!
//! let look = look(&LookWish { seed: 7, ..LookWish::default() });
//! let title = blocks::TitleCard { title: "Autumn menu launch".into(), ..blocks::TitleCard::default() };
//! let duration = Time::from_secs(5.0);
//! let scene = blocks::title_card(&title, &look, duration).into_scene(&look, duration);
//! assert_eq!(scene.duration(), duration);
//! ```

mod avatar;
mod background;
mod block;
pub mod blocks;
mod brand;
mod catalogue;
pub mod contrast;
mod copyfit;
mod emblem;
mod expand;
mod face;
mod font_cut;
pub mod fonts;
mod globe;
mod heading;
mod ink;
mod look;
mod mark;
pub mod oklch;
mod ornament;
mod palettes;
mod parts;
mod picture_node;
pub mod recipes;
mod reference;
mod resolve;
mod scenery;
mod seed;
mod setting;
mod sight;
mod skeleton;
mod slot;
mod style;
mod styles;
mod surface;
mod syntax;
mod theme;
pub mod tokens;
mod window;
mod wording;

pub use background::background;
pub use block::{Block, TimeNeed};
pub use brand::{Brand, LOGO_ASSET, Logo};
pub use catalogue::{BlockKind, Family, block_kind, block_kinds};
pub use expand::{read_branded, read_scene};
pub use font_cut::{FontCut, WeightWidths};
pub use look::{Dial, Look, LookWish, look};
pub use reference::reference_of;
pub use resolve::resolve_theme;
pub use setting::Setting;
pub use sight::{PictureKind, Sight, look_at};
pub use slot::{Props, Slot, SlotKind, schema_of};
