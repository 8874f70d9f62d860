//! Where a thing is: sky, sea, city, space and the like, drawn in flat layers that go by at different speeds.

use crate::look::Look;
use crate::oklch::Oklch;
use crate::parts::{
    Dress, Frame, boxed, centred_path, closing_period, disc, fine, frame_at, light, rect, ring, stroke, units,
};
use crate::seed::Draw;
use kurbo::{BezPath, Point, Rect, Shape as _};
use libm::sin;
use pavo_scene::{
    Anchor, Ellipse, Gradient, GradientKind, Keys, Loop, LoopPreset, Node, Paint, Rgba, Size, Time, Track, TrackEnd,
};
use std::f64::consts::TAU;

/// A kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Air with clouds.
    Sky,
    /// Water, and the air above it.
    Sea,
    /// The water itself.
    Underwater,
    /// Houses along a road.
    City,
    /// Stars and planets.
    Space,
    /// Green hills.
    Hills,
    /// High mountains.
    Mountains,
    /// Dunes.
    Desert,
    /// Firs.
    Forest,
    /// A road through the country.
    Road,
    /// Snow that falls on snow.
    Snow,
    /// Rain.
    Rain,
}

impl Setting {
    pub(crate) const NAMES: &'static [&'static str] = &[
        "sky",
        "sea",
        "underwater",
        "city",
        "space",
        "hills",
        "mountains",
        "desert",
        "forest",
        "road",
        "snow",
        "rain",
    ];

    const ALL: [Self; 12] = [
        Self::Sky,
        Self::Sea,
        Self::Underwater,
        Self::City,
        Self::Space,
        Self::Hills,
        Self::Mountains,
        Self::Desert,
        Self::Forest,
        Self::Road,
        Self::Snow,
        Self::Rain,
    ];

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().position(|known| *known == name).and_then(|index| Self::ALL.get(index)).copied()
    }

    /// Where a thing's feet are, as a share of the frame's height; `None` where it is in the air or in the water.
    pub(crate) const fn ground(self) -> Option<f64> {
        match self {
            Self::Sky | Self::Space | Self::Underwater | Self::Mountains => None,
            Self::Sea => Some(0.775),
            Self::City | Self::Road => Some(0.86),
            Self::Hills | Self::Desert | Self::Forest | Self::Snow | Self::Rain => Some(0.87),
        }
    }

    /// Whether it is dark there by day, too.
    pub(crate) const fn is_dark(self) -> bool {
        matches!(self, Self::Space)
    }
}

/// What lies behind a thing, and what lies before it.
pub(crate) struct Scenery {
    pub(crate) behind: Vec<Node>,
    pub(crate) before: Vec<Node>,
}

/// When a thing is there, and how it moves; nothing moves on its own but air and water.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Passage {
    /// Whether the ground goes by, as for what drives.
    pub(crate) travels: bool,
    /// Whether it goes by to the right.
    pub(crate) is_left: bool,
    /// Whether it is night.
    pub(crate) is_night: bool,
    /// Whether words stand in the air: then there are no clouds.
    pub(crate) has_words: bool,
}

/// A place in the frame.
pub(crate) fn scenery(setting: Setting, look: &Look, frame: Frame, duration: Time, passage: Passage) -> Scenery {
    let draw = Draw::about(look.seed, "setting");
    let brush = Brush { frame, duration, passage, draw };
    brush.scenery(setting)
}

struct Brush {
    frame: Frame,
    duration: Time,
    passage: Passage,
    draw: Draw,
}

/// A height in a frame, as a share of it: upright ones have their horizon nearer to the middle.
pub(crate) fn level_in(frame: Frame, share: f64) -> f64 {
    if frame.is_tall() { 0.5 + 0.7 * (share - 0.5) } else { share }
}

fn tone(lightness: f64, chroma: f64, hue: f64) -> Rgba {
    Oklch::new(lightness, chroma, hue).to_rgba()
}

impl Brush {
    fn by_day(&self, day: [f64; 3], night: [f64; 3]) -> Rgba {
        let [lightness, chroma, hue] = if self.passage.is_night { night } else { day };
        tone(lightness, chroma, hue)
    }

    fn scenery(&self, setting: Setting) -> Scenery {
        let mut behind = vec![self.air(setting)];
        let mut before = Vec::new();
        match setting {
            Setting::Sky => {
                behind.push(self.sun(0.78, 0.24));
                behind.extend(self.clouds(6, [0.1, 0.86]));
            }
            Setting::Sea => {
                behind.push(self.sun(0.74, 0.3));
                behind.extend(self.clouds(3, [0.08, 0.3]));
                behind.push(self.wave(0.64, 15.0, 9.0, self.by_day([0.68, 0.11, 230.0], [0.36, 0.08, 245.0]), false));
                behind.push(self.wave(0.7, 18.0, 7.0, self.by_day([0.6, 0.12, 235.0], [0.31, 0.08, 250.0]), true));
                before.push(self.wave(0.755, 22.0, 5.5, self.by_day([0.52, 0.12, 240.0], [0.26, 0.07, 252.0]), false));
                before.push(self.wave(0.84, 24.0, 4.5, self.by_day([0.45, 0.11, 245.0], [0.22, 0.06, 255.0]), true));
            }
            Setting::Underwater => {
                behind.extend(self.rays());
                behind.push(self.ridge(0.9, 60.0, 1.0, 16.0, self.by_day([0.42, 0.08, 235.0], [0.2, 0.04, 240.0])));
                before.extend(self.bubbles());
            }
            Setting::City => {
                behind.push(self.sun(0.8, 0.22));
                behind.push(self.skyline(
                    0.8,
                    [0.22, 0.42],
                    26.0,
                    self.by_day([0.84, 0.04, 250.0], [0.3, 0.05, 275.0]),
                    1,
                ));
                behind.push(self.skyline(
                    0.84,
                    [0.12, 0.32],
                    14.0,
                    self.by_day([0.7, 0.06, 255.0], [0.23, 0.05, 280.0]),
                    2,
                ));
                behind.extend(self.road(0.8));
            }
            Setting::Space => {
                behind.extend(self.stars(120));
                behind.extend(self.planet());
            }
            Setting::Hills => {
                behind.push(self.sun(0.76, 0.26));
                behind.extend(self.clouds(4, [0.1, 0.36]));
                behind.push(self.ridge(0.62, 70.0, 0.7, 40.0, self.by_day([0.84, 0.1, 150.0], [0.36, 0.06, 160.0])));
                behind.push(self.ridge(0.7, 60.0, 1.0, 24.0, self.by_day([0.76, 0.14, 145.0], [0.3, 0.06, 155.0])));
                behind.push(self.ridge(0.79, 34.0, 1.3, 14.0, self.by_day([0.68, 0.16, 142.0], [0.24, 0.05, 152.0])));
            }
            Setting::Mountains => {
                behind.push(self.sun(0.24, 0.26));
                behind.push(self.peaks(0.74, 0.4, 44.0, self.by_day([0.78, 0.04, 260.0], [0.36, 0.05, 270.0])));
                behind.push(self.peaks(0.86, 0.34, 26.0, self.by_day([0.64, 0.06, 262.0], [0.28, 0.05, 272.0])));
                behind.push(self.ridge(0.86, 50.0, 1.0, 16.0, self.by_day([0.5, 0.07, 200.0], [0.2, 0.04, 220.0])));
                before.extend(self.clouds(2, [0.66, 0.8]));
            }
            Setting::Desert => {
                behind.push(self.sun(0.7, 0.3));
                behind.push(self.ridge(0.62, 80.0, 0.6, 44.0, self.by_day([0.86, 0.09, 70.0], [0.42, 0.06, 50.0])));
                behind.push(self.ridge(0.7, 60.0, 0.9, 26.0, self.by_day([0.8, 0.12, 65.0], [0.35, 0.06, 45.0])));
                behind.push(self.ridge(0.8, 40.0, 1.2, 15.0, self.by_day([0.73, 0.13, 60.0], [0.28, 0.05, 42.0])));
            }
            Setting::Forest => {
                behind.push(self.sun(0.3, 0.24));
                behind.push(self.trees(0.72, 0.3, 40.0, self.by_day([0.8, 0.07, 165.0], [0.34, 0.05, 170.0]), 1));
                behind.push(self.trees(0.78, 0.26, 24.0, self.by_day([0.66, 0.1, 160.0], [0.27, 0.05, 165.0]), 2));
                behind.push(self.ridge(0.79, 24.0, 1.0, 14.0, self.by_day([0.55, 0.12, 150.0], [0.21, 0.05, 158.0])));
            }
            Setting::Road => {
                behind.push(self.sun(0.74, 0.26));
                behind.extend(self.clouds(3, [0.1, 0.34]));
                behind.push(self.ridge(0.66, 60.0, 0.8, 30.0, self.by_day([0.8, 0.11, 150.0], [0.32, 0.06, 160.0])));
                behind.push(self.ridge(0.74, 36.0, 1.1, 16.0, self.by_day([0.72, 0.14, 145.0], [0.26, 0.05, 155.0])));
                behind.extend(self.road(0.79));
            }
            Setting::Snow => {
                behind.push(self.sun(0.72, 0.24));
                behind.push(self.trees(0.72, 0.24, 36.0, self.by_day([0.72, 0.05, 220.0], [0.36, 0.05, 240.0]), 3));
                behind.push(self.ridge(0.72, 40.0, 0.8, 26.0, self.by_day([0.94, 0.015, 230.0], [0.62, 0.03, 250.0])));
                behind.push(self.ridge(0.8, 30.0, 1.1, 14.0, self.by_day([0.985, 0.006, 230.0], [0.72, 0.025, 250.0])));
                before.extend(self.falling(70, false));
            }
            Setting::Rain => {
                behind.extend(self.clouds(5, [0.06, 0.26]));
                behind.push(self.ridge(0.8, 20.0, 0.8, 22.0, self.by_day([0.56, 0.04, 235.0], [0.22, 0.03, 245.0])));
                before.extend(self.falling(90, true));
            }
        }
        Scenery { behind, before }
    }

    /// The air above everything: brighter towards the horizon.
    fn air(&self, setting: Setting) -> Node {
        let [above, below] = match setting {
            Setting::Space => [[0.16, 0.05, 285.0], [0.24, 0.08, 300.0]].map(|[l, c, h]| tone(l, c, h)),
            Setting::Underwater => [
                self.by_day([0.78, 0.1, 215.0], [0.4, 0.08, 235.0]),
                self.by_day([0.5, 0.11, 240.0], [0.18, 0.06, 255.0]),
            ],
            Setting::Desert => [
                self.by_day([0.88, 0.07, 60.0], [0.24, 0.06, 300.0]),
                self.by_day([0.95, 0.05, 80.0], [0.44, 0.09, 40.0]),
            ],
            Setting::Rain | Setting::Snow => [
                self.by_day([0.8, 0.03, 240.0], [0.24, 0.04, 255.0]),
                self.by_day([0.9, 0.02, 235.0], [0.36, 0.04, 250.0]),
            ],
            _ => [
                self.by_day([0.83, 0.08, 230.0], [0.2, 0.06, 275.0]),
                self.by_day([0.95, 0.035, 210.0], [0.36, 0.08, 290.0]),
            ],
        };
        let air = Gradient { angle: Some(90.0), ..Gradient::even(GradientKind::Linear, &[above.into(), below.into()]) };
        // The camera may show a little more than the frame.
        rect(units(self.frame.width * 1.1), units(self.frame.height * 1.1), Paint::from(air)).at(frame_at(
            Anchor::Center,
            0.0,
            0.0,
        ))
    }

    /// What chance is drawn from for a layer at a height.
    fn at_level(&self, level: f64) -> Draw {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of the frame in thousandths"
        )]
        self.draw.nth((level * 1e3) as usize)
    }

    fn x(&self, share: f64) -> f64 {
        (share - 0.5) * self.frame.width
    }

    fn y(&self, share: f64) -> f64 {
        (level_in(self.frame, share) - 0.5) * self.frame.height
    }

    /// A sun by day, a moon by night.
    fn sun(&self, across: f64, down: f64) -> Node {
        let size = self.frame.width.min(self.frame.height) * 0.17;
        let down = if self.passage.has_words { down.max(0.42) } else { down };
        let color = self.by_day([0.9, 0.14, 88.0], [0.93, 0.03, 95.0]);
        let halo = disc(size * 2.8, light(color, if self.passage.is_night { 0.28 } else { 0.5 }));
        let breath = Loop {
            period: Some(Time::from_secs(fine(closing_period(self.duration, 5.0)))),
            amp: Some(0.06),
            ..Loop::new(LoopPreset::Breathe)
        };
        let parts = vec![halo.looping(breath), disc(size, color)];
        boxed(size, size, parts).at(frame_at(Anchor::Center, self.x(across), self.y(down)))
    }

    /// A layer that repeats itself after `length` units, on its way by at `secs` for the frame's width.
    fn passing(&self, layer: Vec<Node>, length: f64, secs: f64, moves_always: bool, is_reversed: bool) -> Node {
        let node = boxed(self.frame.width, self.frame.height, layer).at(frame_at(Anchor::Center, 0.0, 0.0));
        if !self.passage.travels && !moves_always {
            return node;
        }
        let wanted = secs * length / self.frame.width;
        let period = closing_period(self.duration, wanted);
        let way = if self.passage.is_left != is_reversed { length } else { -length };
        let mut goes = Track::of([(0.0, 0.0, None), (fine(period), fine(way), None)]);
        goes.after = Some(TrackEnd::Cycle);
        node.keyed(Keys { x: goes, ..Keys::default() })
    }

    /// Land whose edge goes up and down.
    fn ridge(&self, level: f64, high: f64, bumps: f64, secs: f64, color: Rgba) -> Node {
        let high = high * self.frame.height / 1080.0;
        let length = self.frame.width / bumps;
        let shift = self.at_level(level).share("shift") * TAU;
        let edge = |x: f64| {
            let turn = TAU * x / length + shift;
            self.y(level) - high * (0.62 * sin(turn) + 0.38 * sin(2.0 * turn + 1.3))
        };
        self.passing(vec![self.land(edge, length, color)], length, secs, false, false)
    }

    /// Water whose surface runs.
    fn wave(&self, level: f64, high: f64, secs: f64, color: Rgba, is_reversed: bool) -> Node {
        let length = self.frame.width.max(900.0) / 4.0;
        let edge = |x: f64| self.y(level) - high * sin(TAU * x / length);
        let bobs = Loop {
            period: Some(Time::from_secs(fine(closing_period(self.duration, 3.4)))),
            amp: Some(7.0),
            phase: Some(fine(level)),
            ..Loop::new(LoopPreset::Float)
        };
        self.passing(vec![self.land(edge, length, color).looping(bobs)], length, secs * 2.4, true, is_reversed)
    }

    /// All below an edge, wide enough to go by once.
    fn land(&self, edge: impl Fn(f64) -> f64, length: f64, color: Rgba) -> Node {
        let (left, right) = (-self.frame.width * 0.55 - length, self.frame.width * 0.55 + length);
        let bottom = self.frame.height * 0.6;
        let step = length / 40.0;
        let mut path = BezPath::new();
        path.move_to((fine(left), bottom));
        let mut x = left;
        while x < right {
            path.line_to((fine(x), fine(edge(x))));
            x += step;
        }
        path.line_to((fine(right), fine(edge(right))));
        path.line_to((fine(right), bottom));
        path.close_path();
        centred_path(path, Some(color.into()), None)
    }

    /// Houses of many heights, with lit windows.
    fn skyline(&self, level: f64, [low, high]: [f64; 2], secs: f64, color: Rgba, number: usize) -> Node {
        let length = self.frame.width.max(1100.0);
        let base = self.y(level) + 40.0;
        let (mut houses, mut windows) = (BezPath::new(), BezPath::new());
        let unit = length / 12.0;
        for house in 0..12_u32 {
            let dice = self.draw.nth(number * 100 + house as usize);
            let tall = self.frame.height.min(1300.0) * dice.between("tall", low, high);
            let wide = unit * dice.between("wide", 0.72, 0.98);
            let lit: Vec<bool> = (0..80).map(|window| dice.nth(window).share("lit") < 0.42).collect();
            for copy in [-1.0, 0.0, 1.0] {
                let left = copy * length - length / 2.0 + f64::from(house) * unit;
                houses
                    .extend(Rect::new(fine(left), fine(base - tall), fine(left + wide), fine(base)).path_elements(0.1));
                let columns = (wide / 34.0).floor().max(1.0);
                let pitch = wide / columns;
                let mut place = 0;
                let mut y = base - tall + 26.0;
                while y + 20.0 < base - 30.0 && place < 80 {
                    let mut column = 0.0;
                    while column < columns && place < 80 {
                        if lit[place] {
                            let x = left + (column + 0.5) * pitch - 6.0;
                            windows
                                .extend(Rect::new(fine(x), fine(y), fine(x + 12.0), fine(y + 18.0)).path_elements(0.1));
                        }
                        place += 1;
                        column += 1.0;
                    }
                    y += 42.0;
                }
            }
        }
        let glass = self.by_day([0.93, 0.03, 240.0], [0.88, 0.12, 85.0]);
        let mut glass = centred_path(windows, Some(glass.into()), None);
        glass.common.opacity = Some(if number == 1 { 0.5 } else { 0.85 });
        self.passing(vec![centred_path(houses, Some(color.into()), None), glass], length, secs, false, false)
    }

    /// A road to the lower edge, with a dashed line.
    fn road(&self, level: f64) -> Vec<Node> {
        let [width, height] = [self.frame.width, self.frame.height];
        let top = self.y(level);
        let tar = self.by_day([0.42, 0.02, 260.0], [0.2, 0.02, 270.0]);
        let bed = Rect::new(-width * 0.56, fine(top), width * 0.56, height * 0.56).to_path(0.1);
        let length = 260.0;
        let y = top + (height / 2.0 - top) * 0.36;
        let mut dashes = BezPath::new();
        let mut x = -width * 0.6 - length;
        while x < width * 0.6 + length {
            dashes.extend(Rect::new(fine(x), fine(y), fine(x + 130.0), fine(y + 12.0)).path_elements(0.1));
            x += length;
        }
        let paint = self.by_day([0.95, 0.02, 95.0], [0.7, 0.03, 95.0]);
        let line = centred_path(dashes, Some(paint.into()), None);
        vec![centred_path(bed, Some(tar.into()), None), self.passing(vec![line], length, 3.2, false, false)]
    }

    /// Clouds of a few discs on a flat base, in a band of the frame.
    fn clouds(&self, count: usize, [top, bottom]: [f64; 2]) -> Vec<Node> {
        let color = self.by_day([0.99, 0.005, 230.0], [0.42, 0.04, 280.0]);
        let count = if self.passage.has_words { 0 } else { count };
        (0..count)
            .map(|index| {
                let dice = self.draw.nth(500 + index);
                #[expect(clippy::cast_precision_loss, reason = "a few clouds")]
                let share = (index as f64 + dice.between("x", 0.1, 0.9)) / count as f64;
                let size = self.frame.width.min(self.frame.height) * dice.between("size", 0.14, 0.26);
                let mut path = BezPath::new();
                for [x, y, r] in [[-0.42, 0.0, 0.22], [-0.12, -0.14, 0.31], [0.22, -0.06, 0.26], [0.46, 0.03, 0.18]] {
                    path.extend(kurbo::Circle::new((x * size, y * size), r * size).path_elements(0.1));
                }
                let base = Rect::new(-0.46 * size, -0.02 * size, 0.5 * size, 0.21 * size);
                path.extend(kurbo::RoundedRect::from_rect(base, 0.11 * size).path_elements(0.1));
                let y = self.y(dice.between("y", top, bottom));
                let length = self.frame.width + 2.0 * size;
                let period = closing_period(
                    self.duration,
                    if self.passage.travels { 16.0 } else { 60.0 } * dice.between("secs", 0.8, 1.4),
                );
                // A cloud that leaves comes back on the other side.
                let way = if self.passage.is_left { length } else { -length };
                let begin = share * length - length / 2.0;
                let edge = -way.signum() * length / 2.0;
                let gone_at = period * ((-edge - begin) / way).clamp(0.02, 0.98);
                let mut goes = Track::of([
                    (0.0, fine(begin), None),
                    (fine(gone_at), fine(-edge), None),
                    (fine(gone_at + 0.01), fine(edge), None),
                    (fine(period.max(gone_at + 0.02)), fine(begin), None),
                ]);
                goes.after = Some(TrackEnd::Cycle);
                let cloud = centred_path(path, Some(color.into()), None);
                let mut node = boxed(2.0 * size, size, vec![cloud]).at(frame_at(Anchor::Center, begin, y));
                node.common.opacity = Some(fine(dice.between("thick", 0.7, 0.95)));
                node.keyed(Keys { x: goes, ..Keys::default() })
            })
            .collect()
    }

    /// Mountains with snow on their tops.
    fn peaks(&self, level: f64, high: f64, secs: f64, color: Rgba) -> Node {
        let length = self.frame.width.max(1200.0);
        let base = self.y(level);
        let levels = self.at_level(level);
        let (mut rock, mut snow) = (BezPath::new(), BezPath::new());
        for peak in 0..5_u32 {
            let dice = levels.nth(peak as usize);
            let tall = self.frame.height.min(1300.0) * high * dice.between("tall", 0.6, 1.0);
            let half = tall * dice.between("half", 0.75, 1.0);
            for copy in [-1.0, 0.0, 1.0] {
                let x = copy * length - length / 2.0 + (f64::from(peak) + dice.between("x", 0.3, 0.7)) * length / 5.0;
                let at = |across: f64, down: f64| Point::new(fine(x + across * half), fine(base - tall + down * tall));
                polygon(&mut rock, &[at(0.0, 0.0), at(1.0, 1.0), at(1.0, 2.4), at(-1.0, 2.4), at(-1.0, 1.0)]);
                polygon(
                    &mut snow,
                    &[at(0.0, 0.0), at(0.26, 0.26), at(0.1, 0.2), at(0.0, 0.32), at(-0.1, 0.2), at(-0.26, 0.26)],
                );
            }
        }
        let white = self.by_day([0.985, 0.005, 240.0], [0.7, 0.03, 260.0]);
        let layer = vec![centred_path(rock, Some(color.into()), None), centred_path(snow, Some(white.into()), None)];
        self.passing(layer, length, secs, false, false)
    }

    /// Firs in a row.
    fn trees(&self, level: f64, high: f64, secs: f64, color: Rgba, number: usize) -> Node {
        let length = self.frame.width.max(1000.0);
        let base = self.y(level) + 30.0;
        let mut path = BezPath::new();
        for tree in 0..16_u32 {
            let dice = self.draw.nth(number * 1000 + tree as usize);
            let tall = self.frame.height.min(1300.0) * high * dice.between("tall", 0.55, 1.0);
            let half = tall * 0.24;
            for copy in [-1.0, 0.0, 1.0] {
                let x = copy * length - length / 2.0 + (f64::from(tree) + dice.between("x", 0.2, 0.8)) * length / 16.0;
                for tier in 0..3_u32 {
                    let wide = half * (0.6 + 0.22 * f64::from(tier));
                    let top = base - tall + tall * 0.24 * f64::from(tier);
                    let foot = top + tall * 0.46;
                    polygon(
                        &mut path,
                        &[
                            Point::new(fine(x), fine(top)),
                            Point::new(fine(x + wide), fine(foot)),
                            Point::new(fine(x - wide), fine(foot)),
                        ],
                    );
                }
            }
        }
        let edge = |_: f64| base - 10.0;
        self.passing(
            vec![centred_path(path, Some(color.into()), None), self.land(edge, length, color)],
            length,
            secs,
            false,
            false,
        )
    }

    fn stars(&self, count: usize) -> Vec<Node> {
        (0..count)
            .map(|index| {
                let dice = self.draw.nth(2000 + index);
                let size = 3.0 + 8.0 * dice.share("size") * dice.share("near");
                let [x, y] = [self.x(dice.between("x", -0.02, 1.02)), self.y(dice.between("y", -0.02, 1.02))];
                let mut star = disc(size, Rgba::WHITE).at(frame_at(Anchor::Center, x, y));
                star.common.opacity = Some(fine(dice.between("lit", 0.35, 1.0)));
                if index % 5 == 0 {
                    star = star.looping(Loop {
                        period: Some(Time::from_secs(fine(closing_period(
                            self.duration,
                            dice.between("secs", 1.6, 3.4),
                        )))),
                        amp: Some(0.9),
                        phase: Some(fine(dice.share("phase"))),
                        ..Loop::new(LoopPreset::Pulse)
                    });
                }
                star
            })
            .collect()
    }

    /// A planet with a ring at the edge of the frame, and a moon.
    fn planet(&self) -> Vec<Node> {
        let size = self.frame.width.min(self.frame.height) * 0.46;
        let [x, y] = [self.x(0.88), self.y(0.86)];
        let body = tone(0.58, 0.14, 320.0);
        let shade = disc(size, tone(0.44, 0.13, 310.0)).at(frame_at(Anchor::Center, x, y));
        let lit = disc(size * 0.94, body).at(frame_at(Anchor::Center, x - size * 0.03, y - size * 0.03));
        let hoop = Ellipse {
            size: Some(Size { width: units(size * 1.7), height: units(size * 0.42) }),
            fill: None,
            stroke: Some(stroke(tone(0.8, 0.1, 60.0).with_alpha(0.6), 10.0)),
        };
        let hoop = Node::new(hoop).at(frame_at(Anchor::Center, x, y)).turned(-18.0);
        let moon = disc(size * 0.2, tone(0.86, 0.02, 90.0)).at(frame_at(Anchor::Center, self.x(0.14), self.y(0.2)));
        vec![moon, shade, lit, hoop]
    }

    /// Light that falls in from above.
    fn rays(&self) -> Vec<Node> {
        (0..4_usize)
            .map(|index| {
                let dice = self.draw.nth(3000 + index);
                #[expect(clippy::cast_precision_loss, reason = "a few rays")]
                let x = self.x(0.12 + 0.25 * index as f64 + dice.between("x", -0.05, 0.05));
                let (top, bottom) = (-self.frame.height * 0.55, self.frame.height * dice.between("deep", 0.2, 0.45));
                let wide = self.frame.width * dice.between("wide", 0.03, 0.07);
                let mut path = BezPath::new();
                polygon(
                    &mut path,
                    &[
                        Point::new(fine(x - wide), fine(top)),
                        Point::new(fine(x + wide), fine(top)),
                        Point::new(fine(x + 3.2 * wide), fine(bottom)),
                        Point::new(fine(x - 0.6 * wide), fine(bottom)),
                    ],
                );
                let ends = [0.3, 0.0].map(|share| Rgba::WHITE.with_alpha(share).into());
                let light = Gradient { angle: Some(90.0), ..Gradient::even(GradientKind::Linear, &ends) };
                let sways = Loop {
                    period: Some(Time::from_secs(fine(closing_period(self.duration, 6.0)))),
                    amp: Some(2.5),
                    phase: Some(fine(dice.share("phase"))),
                    ..Loop::new(LoopPreset::Sway)
                };
                centred_path(path, Some(light.into()), None).pivot(Anchor::Top).looping(sways)
            })
            .collect()
    }

    /// Bubbles on their way up.
    fn bubbles(&self) -> Vec<Node> {
        (0..16)
            .map(|index| {
                let dice = self.draw.nth(4000 + index);
                let size = dice.between("size", 12.0, 44.0);
                let period = closing_period(self.duration, dice.between("secs", 4.0, 7.0));
                let bubble = ring(size, stroke(Rgba::WHITE.with_alpha(0.6), 3.0));
                self.falling_node(bubble, dice, [self.frame.height * 0.56, -self.frame.height * 0.56], period, 0.0)
            })
            .collect()
    }

    /// Flakes, or streaks of rain.
    fn falling(&self, count: usize, is_rain: bool) -> Vec<Node> {
        (0..count)
            .map(|index| {
                let dice = self.draw.nth(5000 + index);
                let near = dice.share("near");
                let (drop, secs) = if is_rain {
                    let color = self.by_day([0.98, 0.01, 235.0], [0.75, 0.05, 240.0]).with_alpha(0.3 + 0.4 * near);
                    (rect(units(3.0 + 2.0 * near), units(44.0 + 50.0 * near), color).turned(8.0), 1.1 - 0.5 * near)
                } else {
                    (disc(7.0 + 15.0 * near, Rgba::WHITE.with_alpha(0.6 + 0.4 * near)), 8.0 - 4.0 * near)
                };
                let period = closing_period(self.duration, secs);
                let slant = if is_rain { -0.07 } else { 0.03 * (near - 0.5) };
                self.falling_node(drop, dice, [-self.frame.height * 0.56, self.frame.height * 0.56], period, slant)
            })
            .collect()
    }

    fn falling_node(&self, node: Node, dice: Draw, [from, to]: [f64; 2], period: f64, slant: f64) -> Node {
        let shift = dice.share("shift");
        let track = |begin: f64, end: f64| {
            let now = begin + (end - begin) * shift;
            let turn = (1.0 - shift) * period;
            let mut track = Track::of([
                (0.0, fine(now), None),
                (fine(turn.max(0.02)), fine(end), None),
                (fine(turn.max(0.02) + 0.01), fine(begin), None),
                (fine(period.max(turn + 0.04)), fine(now), None),
            ]);
            track.after = Some(TrackEnd::Cycle);
            track
        };
        let x = self.x(dice.between("x", -0.03, 1.03));
        let way = slant * self.frame.height;
        let keys = Keys { x: track(x - way / 2.0, x + way / 2.0), y: track(from, to), ..Keys::default() };
        node.at(frame_at(Anchor::Center, x, from)).keyed(keys)
    }
}

fn polygon(path: &mut BezPath, points: &[Point]) {
    let [first, rest @ ..] = points else { return };
    path.move_to(*first);
    rest.iter().for_each(|point| path.line_to(*point));
    path.close_path();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_known_by_its_name() {
        assert_eq!(Setting::NAMES.len(), Setting::ALL.len());
        assert_eq!(Setting::named("space"), Some(Setting::Space));
        assert_eq!(Setting::named("rain"), Some(Setting::Rain));
        assert_eq!(Setting::named("attic"), None);
    }
}
