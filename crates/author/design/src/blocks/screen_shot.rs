//! A picture of a screen, in the window or phone that it is shown in.

use super::chart::spot;
use crate::parts::{Dress, fine, named, rising, units};
use pavo_scene::{Anchor, EaseName, Frame, Image, ImageFit, Keys, Node, Size, Time};

/// A picture that fills a screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ScreenShot {
    /// The name of an asset of the document.
    pub src: String,
    /// Its width as a share of its height; 0 where that is not known: then its upper part is shown.
    pub ratio: f64,
    /// Whether it is a recording of a screen, which scrolls by itself.
    pub is_footage: bool,
}

/// Units a second at which a long page is scrolled: slow enough to be followed.
const FASTEST_SCROLL: f64 = 260.0;

/// The picture in a box of a size, whole in its width; what is longer is scrolled through in the time that there is.
pub(super) fn screen_shot(shot: &ScreenShot, [width, height]: [f64; 2], duration: Time) -> Node {
    let ratio = if shot.ratio > 0.0 { shot.ratio } else { width / height };
    let tall = width / ratio;
    let size = |tall: f64| Some(Size { width: units(width), height: units(tall) });
    let mut children = Vec::new();
    if tall > height * 1.02 && !shot.is_footage {
        let secs = (duration.secs() - 2.0).max(0.5);
        let way = (tall - height).min(secs * FASTEST_SCROLL);
        let y = rising([(0.0, 0.0, None), (1.0, 0.0, None), (fine(1.0 + secs), fine(-way), named(EaseName::Glide))]);
        let image = Image { size: size(tall), fit: Some(ImageFit::Fill), ..Image::new(shot.src.as_str()) };
        children.push(Node::new(image).at(spot(0.0, 0.0, Anchor::TopLeft)).keyed(Keys { y, ..Keys::default() }));
    } else {
        let image = Image {
            size: size(height),
            fit: Some(ImageFit::Cover),
            focus: Some([0.5, 0.0]),
            ..Image::new(shot.src.as_str())
        };
        children.push(Node::new(image).at(spot(0.0, 0.0, Anchor::TopLeft)));
    }
    Node::new(Frame {
        children,
        size: size(height),
        radius: None,
        fill: None,
        stroke: None,
        stagger: None,
        order: None,
        smooth: None,
        scroll: None,
    })
}
