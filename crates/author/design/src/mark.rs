//! Signs of brands that have none of their own: plain figures, which one decided by the name.

use crate::brand::LOGO_ASSET;
use crate::ink::filled;
use crate::look::Look;
use crate::parts::{Dress, boxed, disc, entrance, fine, frame_at, named, rounded};
use crate::seed::Draw;
use crate::tokens::Tempo;
use crate::wording::Wording;
use pavo_scene::{
    Anchor, Arc, ColorToken, EaseName, Entrance, EntrancePreset, Image, ImageFit, Node, Position, Size, Stroke,
    StrokeCap, Time,
};

/// The brand's logo where there is one, else a sign made of the name; in a box of a height, and as wide as it is
/// (but no wider than `widest`).
pub(crate) fn sign(name: &str, look: &Look, side: f64, widest: f64, start: f64, tempo: Tempo) -> Node {
    let Some(ratio) = look.logo else { return mark(name, look, side, start, tempo) };
    let [wide, tall] = logo_size(ratio, side, widest);
    let pad = if look.plate.is_some() { tall * 0.16 } else { 0.0 };
    let logo = Image {
        fit: Some(ImageFit::Contain),
        size: Some(Size::units(fine(wide - 2.0 * pad), fine(tall - 2.0 * pad))),
        ..Image::new(LOGO_ASSET)
    };
    let mut logo = Node::new(logo);
    if let Some(plate) = look.plate {
        let ground = rounded(wide, tall, look.style().radius.min(tall * 0.2), plate);
        let center = || frame_at(Anchor::Center, 0.0, 0.0);
        logo = boxed(wide, tall, vec![ground.at(center()), logo.at(center())]);
    }
    logo.enter(entrance(EntrancePreset::ZoomIn, fine(start), tempo.entrance(0.6)))
}

/// Width and height of a logo in a box of a height.
pub(crate) fn logo_size(ratio: f64, side: f64, widest: f64) -> [f64; 2] {
    let wide = (side * ratio).min(widest);
    [wide, wide / ratio.max(1e-3)]
}

/// A sign in a square of a side; its parts come together from `start` on.
pub(crate) fn mark(name: &str, look: &Look, side: f64, start: f64, tempo: Tempo) -> Node {
    let draw = Draw::about(look.seed, name);
    let pops = |node: Node, delay: f64| {
        let comes = Entrance {
            ease: named(EaseName::SpringFirm),
            ..entrance(EntrancePreset::Pop, fine(start + delay), tempo.entrance(0.5))
        };
        node.enter(comes)
    };
    let center = || frame_at(Anchor::Center, 0.0, 0.0);
    let corner = |anchor: Anchor| frame_at(anchor, 0.0, 0.0);
    let quarter = |begin: f64, delay: f64| {
        // A quarter of a disc as large as the square's half, whose tip is in the square's middle.
        let arc = Arc {
            size: Some(Size::units(fine(side * 0.96), fine(side * 0.96))),
            begin: Some(begin),
            sweep: Some(90.0),
            inner: None,
            fill: Some(if delay > 0.1 { ColorToken::Accent2.into() } else { ColorToken::Accent.into() }),
            stroke: None,
        };
        pops(Node::new(arc).at(center()), delay)
    };
    let nodes = match draw.index("mark", 5) {
        // The first letter on a tile.
        0 => {
            let first: String =
                name.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().to_string()).unwrap_or_default();
            let (fill, ink) = filled(look, ColorToken::Accent);
            let ground = rounded(side, side, (look.style().radius * 1.6).min(side * 0.28), fill).at(center());
            let letter = Wording::new(&first, side * 0.62).display().color(ink).centered();
            vec![
                pops(ground, 0.0),
                letter.node(look).at(center()).enter(entrance(
                    EntrancePreset::MaskUp,
                    fine(start + 0.2),
                    tempo.entrance(0.45),
                )),
            ]
        }
        // Four quarters of discs, turned towards each other.
        1 => vec![quarter(180.0, 0.0), quarter(270.0, 0.12), quarter(0.0, 0.06), quarter(90.0, 0.18)],
        // Arcs within each other.
        2 => (0..3_u8)
            .map(|ring| {
                let wide = side * (1.0 - 0.32 * f64::from(ring)) - side * 0.12;
                let arc = Arc {
                    size: Some(Size::units(fine(wide), fine(wide))),
                    begin: Some(-90.0 + 30.0 * f64::from(ring)),
                    sweep: Some(270.0),
                    inner: None,
                    fill: None,
                    stroke: Some(Stroke {
                        cap: Some(StrokeCap::Butt),
                        ..crate::parts::stroke(
                            if ring == 1 { ColorToken::Accent2 } else { ColorToken::Accent },
                            side * 0.11,
                        )
                    }),
                };
                let draws = entrance(EntrancePreset::DrawOn, fine(start + 0.07 * f64::from(ring)), tempo.entrance(0.7));
                Node::new(arc).at(center()).enter(draws)
            })
            .collect(),
        // Two discs that lie over each other.
        3 => vec![
            pops(disc(side * 0.66, ColorToken::Accent).at(corner(Anchor::Left)), 0.0),
            pops(disc(side * 0.66, look.color(ColorToken::Accent2).with_alpha(0.82)).at(corner(Anchor::Right)), 0.1),
        ],
        // Bars that rise like a flight of stairs.
        _ => (0..4_u8)
            .map(|bar| {
                let tall = side * (0.34 + 0.22 * f64::from(bar));
                let shape = rounded(
                    side * 0.19,
                    tall,
                    look.style().radius.min(side * 0.05),
                    if bar == 3 { ColorToken::Accent2 } else { ColorToken::Accent },
                );
                let grows = Entrance {
                    ease: named(EaseName::Snap),
                    ..entrance(EntrancePreset::Grow, fine(start + 0.07 * f64::from(bar)), Time::from_secs(0.5))
                };
                let at: Position = frame_at(Anchor::BottomLeft, f64::from(bar) * side * 0.27, 0.0);
                shape.at(at).pivot(Anchor::Bottom).enter(grows)
            })
            .collect(),
    };
    boxed(side, side, nodes)
}
