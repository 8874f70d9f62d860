//! Bundled icons, pictures, flags and outlines of regions, found by words.
//!
//! Everything is part of the program; nothing is fetched. `scripts/pack-library` makes the packs,
//! `assets/LICENSES.md` names their sources. A pack is unpacked when something in it is first asked for.
//!
//! ```
//! use pavo_library::{icon, picture_for, region};
//!
//! assert!(icon("rocket").is_some_and(|icon| icon.name == "lucide/rocket"));
//! assert!(picture_for("rocket").is_some());
//! assert_eq!(region("Brasil").map(|region| region.code), region("Brazil").map(|region| region.code));
//! ```

mod city;
mod flag;
mod icon;
mod pack;
mod picture;
mod region;
mod search;

pub use city::{City, cities, city};
pub use flag::{Flag, flag};
pub use icon::{Icon, icon, icon_for};
pub use picture::{Part, Picture, heading, picture, picture_for};
pub use region::{Detail, Region, countries, region, us_states};
pub use search::{Found, Kind, list, search};
