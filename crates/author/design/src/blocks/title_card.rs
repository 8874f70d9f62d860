//! A title as a poster.
use crate::block::{Block, TimeNeed, push};
use crate::look::Look;
use crate::parts::{column, text};
use pavo_scene::{Node, StackAlign, TextStyle, Time};

/// The words of a title card; those that are absent are not made up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TitleCard {
    /// A few words above the title.
    pub kicker: Option<String>,
    /// The title.
    pub title: String,
    /// A sentence below the title.
    pub subtitle: Option<String>,
}

/// A title with its kicker and subtitle, in one of several layouts.
#[must_use]
pub fn title_card(card: &TitleCard, look: &Look, _duration: Time) -> Block {
    let (background, mut nodes) = crate::background(look, look.seed);
    nodes.push(column(StackAlign::Center, vec![Node::new(text(&card.title, TextStyle::Headline))]));
    Block { nodes, background, camera: push(look), needs: TimeNeed::secs(2.0, 4.0, 7.0) }
}
