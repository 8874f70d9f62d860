//! Where things are: places become positions.

use super::*;

impl Emitter<'_> {
    /// A point of the declared canvas, so that it survives other ratios: a share of the width, units down from the middle.
    pub(super) fn at(&self, x: f64, y: f64, origin: Anchor) -> Position {
        let [width, height] = self.directives.canvas_px;
        Position {
            anchor: Anchor::Center,
            x: share((x - width / 2.0) / width * 100.0),
            y: Length::Units(rounded(self.directives.units(y - height / 2.0))),
            origin,
            within: pavo_scene::Within::Frame,
            relation: None,
        }
    }

    pub(super) fn position(&self, elements: &[Element], index: usize) -> Position {
        let followers = self.followers_height(elements, index);
        match elements[index].place {
            Some(Place::Pixels(x, y)) => self.at(x, y, Anchor::Center),
            Some(Place::Inset(anchor, x, y)) => {
                let [fraction_x, fraction_y] = anchor.fractions();
                let signed = |fraction: f64, inset: f64| {
                    if fraction > 0.75 { -self.directives.units(inset) } else { self.directives.units(inset) }
                };
                let x = if fraction_x == 0.5 { 0.0 } else { signed(fraction_x, x) };
                let y = if fraction_y == 0.5 { 0.0 } else { signed(fraction_y, y) };
                Position::frame(anchor, Length::Units(x), Length::Units(y))
            }
            Some(Place::Share(x, y)) => {
                let position = Position::frame(Anchor::Center, share((x - 0.5) * 100.0), share((y - 0.5) * 100.0));
                Position { origin: Anchor::Center, ..position }
            }
            Some(Place::Beside(relation, other)) if other < index => self.beside(elements, index, relation, other),
            Some(Place::Anchor(anchor)) if anchor != Anchor::Center => Position::safe(anchor),
            _ => Position { y: Length::Units(rounded(-followers / 2.0)), ..Position::CENTER },
        }
    }

    /// The height of what hangs below a thing that nobody placed.
    pub(super) fn followers_height(&self, elements: &[Element], index: usize) -> f64 {
        if elements[index].place.is_some() {
            return 0.0;
        }
        let mut last = index;
        let mut height = 0.0;
        for (at, element) in elements.iter().enumerate().skip(index + 1) {
            if element.place == Some(Place::Beside(Relation::Below, last)) {
                height += self.height(element) + self.gap(element);
                last = at;
            }
        }
        height
    }

    pub(super) fn beside(&self, elements: &[Element], index: usize, relation: Relation, other: usize) -> Position {
        let base = self.position(elements, other);
        let whole =
            self.directives.canvas_px[1] * 1080.0 / self.directives.canvas_px[0].min(self.directives.canvas_px[1]);
        let apart = self.gap(&elements[index]);
        let [_, own] = base.origin.fractions();
        let (above, below) = (self.height(&elements[other]), self.height(&elements[index]));
        let y = base.y.units(whole);
        let down = above * (1.0 - own) + apart + below * own;
        match relation {
            Relation::Below => Position { y: Length::Units(rounded(y + down)), ..base },
            Relation::Above => {
                Position { y: Length::Units(rounded(y - above * own - apart - below * (1.0 - own))), ..base }
            }
            Relation::RightOf => Position { x: share(base.x.units(100.0).mul_add(1.0, 26.0)), ..base },
            Relation::LeftOf => Position { x: share(base.x.units(100.0) - 26.0), ..base },
            Relation::Inside => base,
        }
    }

    pub(super) fn gap(&self, element: &Element) -> f64 {
        (self.font_size(element) * 0.45).max(8.0)
    }

    pub(super) fn font_size(&self, element: &Element) -> f64 {
        let fallback = match (&element.kind, element.rank) {
            (Kind::Counter { .. }, _) => 260.0,
            (Kind::Words(words), Rank::Hero) if words.chars().count() <= 14 => 200.0,
            (_, Rank::Hero) => 112.0,
            (_, Rank::Support) => 44.0,
            (_, Rank::Detail) => 34.0,
        };
        element.face.size_px.map_or(fallback, |size| self.directives.units(size))
    }

    /// How tall a thing is on screen, nearly.
    pub(super) fn height(&self, element: &Element) -> f64 {
        match &element.kind {
            Kind::Words(words) => {
                let size = self.font_size(element);
                let longest = words.lines().map(|line| line.chars().count()).max().unwrap_or(1);
                #[expect(clippy::cast_precision_loss, reason = "a few hundred letters")]
                let width = longest as f64 * size * 0.54;
                #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
                let lines = words.lines().count() as f64;
                lines * (width / 1680.0).ceil().clamp(1.0, 4.0) * size * LEADING
            }
            Kind::Counter { .. } => self.font_size(element) * 0.95,
            Kind::Frame | Kind::Circle => self.directives.units(element.size_px.map_or(180.0, |[_, height]| height)),
            _ => 8.0,
        }
    }
}
