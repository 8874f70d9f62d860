//! Composed blocks: words and figures, laid out and choreographed for every ratio.
//!
//! Each block is a function from what it shows, a [`Look`](crate::Look) and a length of time to a
//! [`Block`](crate::Block). No block adds words of its own, nor figures but the
//! numbers of steps, items and lines.

mod article;
mod banner;
mod bar_race;
mod before_after;
mod big_stat;
mod bouncing_sign;
mod callout;
mod chart;
mod chart_card;
mod chart_story;
mod chat_thread;
mod code_window;
mod countdown;
mod device;
mod end_card;
mod feature_grid;
mod flow;
mod hero;
mod icon_row;
mod kinetic_lines;
mod list_reveal;
mod logo_reveal;
mod logo_wall;
mod lower_third;
mod motif;
mod notification_stack;
mod now_playing;
mod photo;
mod pricing;
mod profile_card;
mod quote_card;
mod screen_shot;
mod social_post;
mod stat_row;
mod steps;
mod table_reveal;
mod timeline;
mod title_card;
mod typed_words;
mod versus;
mod words;
mod world_map;

use crate::catalogue::BlockKind;
use crate::parts::Frame;

pub use article::{Article, news_headline};
pub use banner::{Banner, banner};
pub use bar_race::{BarRace, bar_race};
pub use before_after::{BeforeAfter, before_after};
pub use big_stat::{BigStat, big_stat};
pub(crate) use big_stat::{CountSpan, figure_em};
pub use bouncing_sign::bouncing_sign;
pub use callout::{Note, callout};
pub use chart::{Chart, ChartKind, Series};
pub(crate) use chart::{count_of, spot};
pub use chart_card::{ChartCard, chart_card};
pub use chart_story::{Beat, ChartStory, chart_story};
pub use chat_thread::{ChatThread, Message, chat_thread};
pub use code_window::{CodeWindow, code_window, terminal};
pub use countdown::countdown;
pub use device::{Gauge, Screen, browser_frame, dashboard, phone_frame};
pub use end_card::{EndCard, end_card};
pub use feature_grid::{Feature, FeatureGrid, feature_grid};
pub use flow::{Flow, flow, hub};
pub use hero::{Action, Hero, can_depict, hero};
pub use icon_row::{Sign, icon_row};
pub use kinetic_lines::kinetic_lines;
pub use list_reveal::{ListReveal, list_reveal};
pub use logo_reveal::{logo_reveal, sign_reveal};
pub use logo_wall::logo_wall;
pub use lower_third::lower_third;
pub use motif::{counting_ball, loader, titled_drawing};
pub use notification_stack::{Notice, notification_stack};
pub use now_playing::{Corner, NowPlaying, now_playing};
pub use photo::{Photo, ken_burns, photo_card, slideshow};
pub use pricing::{Plan, pricing};
pub use profile_card::{ProfileCard, profile_card};
pub use quote_card::{Speaker, quote_card};
pub use screen_shot::ScreenShot;
pub use social_post::{SocialPost, social_post};
pub use stat_row::{StatItem, stat_row};
pub use steps::{Steps, steps};
pub use table_reveal::{Table, table_reveal};
pub use timeline::{Event, Timeline, timeline};
pub use title_card::{TitleCard, title_card};
pub use typed_words::{typewriter_line, word_swap};
pub use versus::{Contender, Versus, versus};
pub(crate) use words::{body, display, title};
pub use world_map::{Place, WorldMap, map_highlight, map_route};

/// All blocks, by family.
pub(crate) const KINDS: &[&BlockKind] = &[
    &title_card::KIND,
    &kinetic_lines::KIND,
    &typed_words::TYPEWRITER,
    &typed_words::SWAP,
    &quote_card::KIND,
    &article::KIND,
    &big_stat::KIND,
    &stat_row::KIND,
    &before_after::KIND,
    &countdown::KIND,
    &chart_card::KIND,
    &chart_story::KIND,
    &bar_race::KIND,
    &world_map::KIND,
    &world_map::ROUTE,
    &table_reveal::KIND,
    &list_reveal::KIND,
    &list_reveal::CHECKLIST,
    &steps::KIND,
    &feature_grid::KIND,
    &icon_row::KIND,
    &versus::KIND,
    &pricing::KIND,
    &timeline::KIND,
    &flow::KIND,
    &flow::HUB,
    &callout::KIND,
    &hero::KIND,
    &motif::KIND,
    &code_window::KIND,
    &code_window::TERMINAL,
    &device::BROWSER,
    &device::PHONE,
    &device::DASHBOARD,
    &chat_thread::KIND,
    &social_post::KIND,
    &notification_stack::KIND,
    &now_playing::KIND,
    &motif::LOADER,
    &photo::CARD,
    &photo::KEN_BURNS,
    &photo::SLIDESHOW,
    &lower_third::KIND,
    &banner::KIND,
    &profile_card::KIND,
    &logo_reveal::KIND,
    &logo_wall::KIND,
    &end_card::KIND,
    &bouncing_sign::KIND,
];

/// The usual size of running words in a block, in design units.
pub(crate) fn text_size(frame: Frame) -> f64 {
    match frame {
        _ if frame.is_wide() => 40.0,
        _ if frame.is_tall() => 48.0,
        _ => 38.0,
    }
}
