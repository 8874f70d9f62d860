//! What entrances and exits do: each preset as a deviation that vanishes.
//!
//! Amounts and durations: the motion tokens of `docs/decisions/0005-motion-tokens.md`.

use crate::easing::{ease, ease_bounded};
use crate::piece::{Becoming, Piece};
use crate::units::scattered;
use libm::cos;
use pavo_scene::{Ease, EaseName, Entrance, EntrancePreset, Exit, ExitPreset, Order, Side, Time, Unit};
use std::f64::consts::FRAC_PI_2;

/// The share of a moving entrance after which it is opaque: half-seen text must not come to rest.
const OPAQUE_AFTER: f64 = 0.4;

/// A preset as it is used: everything that the document left open is filled in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Preset {
    /// What it does at rest's other end.
    pub(crate) effect: Effect,
    /// How it is spread over its time.
    pub ease: Ease,
    /// How long one piece takes when the document does not say.
    pub dur: Time,
    /// The pieces of a text it moves when the document does not say.
    pub by: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Effect {
    Cut,
    Fade,
    Move {
        units: [f64; 2],
        em: [f64; 2],
    },
    Outside(Side),
    Scale {
        from: f64,
        fades: bool,
    },
    Grow(Side),
    Blur {
        radius: f64,
        scale: f64,
    },
    Wipe(Side),
    Iris,
    Sweep(Side),
    Unfold,
    Glitch,
    /// One by one, by chance.
    Dissolve,
    /// Down by so many em or design units.
    Fall {
        em: f64,
        units: f64,
    },
    Mask([f64; 2]),
    Type,
    Tracking,
    /// From the thinnest cut.
    Weight,
    Become,
    Draw,
    /// Hung by the top, turned by so many radians.
    Swing(f64),
    Flip,
    /// From so many em away, or design units.
    Scatter {
        em: f64,
        units: f64,
    },
    /// Letters that change so many times a second; they flap over where that is said.
    Swap {
        per_sec: f64,
        flaps: bool,
    },
}

impl Effect {
    /// Whether it cannot be done by the pieces of a text.
    fn is_of_the_whole(self) -> bool {
        matches!(self, Self::Weight | Self::Become)
    }
}

/// Letters a second of a text that is decoded.
const SCRAMBLES_PER_SEC: f64 = 18.0;

/// Flaps a second of a departure board.
const FLAPS_PER_SEC: f64 = 11.0;

impl Preset {
    /// An entrance with its defaults filled in.
    pub fn entrance(entrance: &Entrance) -> Self {
        use EaseName as E;
        use EntrancePreset as P;
        let travel = |dir: Side| travel(dir, entrance.distance);
        let dir = |default| entrance.dir.unwrap_or(default);
        let (effect, curve, secs, by) = match entrance.preset {
            P::Cut => (Effect::Cut, E::Linear, 0.0, Unit::All),
            P::Fade | P::CountUp => (Effect::Fade, E::Out, 0.3, Unit::All),
            P::Rise => (travel(dir(Side::Bottom)), E::Settle, 0.6, Unit::All),
            P::Drop => (travel(dir(Side::Top)), E::Settle, 0.6, Unit::All),
            P::Slide => (Effect::Outside(dir(Side::Left)), E::Settle, 0.8, Unit::All),
            P::Pop => (Effect::Scale { from: 0.0, fades: false }, E::SpringLively, 0.51, Unit::All),
            P::Grow => (Effect::Grow(dir(Side::Bottom)), E::Snap, 0.8, Unit::All),
            P::ZoomIn => (Effect::Scale { from: 0.9, fades: true }, E::Settle, 0.6, Unit::All),
            P::ZoomOut => (Effect::Scale { from: 1.14, fades: true }, E::Settle, 0.6, Unit::All),
            P::Iris => (Effect::Iris, E::Swift, 0.6, Unit::All),
            P::Sweep => (Effect::Sweep(dir(Side::Left)), E::Linear, 0.9, Unit::All),
            P::Unfold => (Effect::Unfold, E::Linear, 0.8, Unit::All),
            P::Glitch => (Effect::Glitch, E::Linear, 0.5, Unit::All),
            P::Slam => (Effect::Scale { from: 1.5, fades: true }, E::Emph, 0.42, Unit::All),
            P::BlurIn => (Effect::Blur { radius: 28.0, scale: 1.03 }, E::Out, 0.7, Unit::All),
            P::Wipe => (Effect::Wipe(dir(Side::Left)), E::Swift, 0.6, Unit::All),
            P::MaskUp => (Effect::Mask([0.0, 1.05]), E::Settle, 0.7, Unit::Line),
            P::MaskDown => (Effect::Mask([0.0, -1.05]), E::Settle, 0.7, Unit::Line),
            P::Typewriter => (Effect::Type, E::Linear, 0.045, Unit::Char),
            P::Tracking => (Effect::Tracking, E::Settle, 0.9, Unit::All),
            P::Weight => (Effect::Weight, E::Swift, 1.1, Unit::All),
            P::MorphFrom => (Effect::Become, E::InOut, 0.8, Unit::All),
            P::DrawOn => (Effect::Draw, E::Swift, 0.9, Unit::All),
            P::Wave => (travel(dir(Side::Bottom)), E::SpringPlayful, 0.8, Unit::Char),
            P::Swing => (Effect::Swing(1.1), E::SpringPlayful, 0.9, Unit::Char),
            P::Flip => (Effect::Flip, E::Settle, 0.6, Unit::Char),
            P::Scatter => (scatter(entrance.distance), E::Settle, 0.9, Unit::Char),
            P::Roll => (Effect::Mask([0.0, 1.05]), E::Settle, 0.6, Unit::Char),
            P::Scramble => (Effect::Swap { per_sec: SCRAMBLES_PER_SEC, flaps: false }, E::Linear, 0.45, Unit::Char),
            P::SplitFlap => (Effect::Swap { per_sec: FLAPS_PER_SEC, flaps: true }, E::Linear, 0.55, Unit::Char),
        };
        Self {
            effect,
            ease: entrance.ease.unwrap_or(curve.into()),
            dur: Time::from_secs(secs),
            by: if effect.is_of_the_whole() { by } else { entrance.by.unwrap_or(by) },
        }
    }

    /// An exit with its defaults filled in.
    pub fn exit(exit: &Exit) -> Self {
        use EaseName as E;
        use ExitPreset as P;
        let travel = |dir: Side| travel(dir, exit.distance);
        let dir = |default| exit.dir.unwrap_or(default);
        let (effect, curve, secs, by) = match exit.preset {
            P::Cut => (Effect::Cut, E::Linear, 0.0, Unit::All),
            P::Fade => (Effect::Fade, E::Glide, 0.25, Unit::All),
            P::Rise => (travel(dir(Side::Top)), E::Exit, 0.35, Unit::All),
            P::Drop => (travel(dir(Side::Bottom)), E::Exit, 0.35, Unit::All),
            P::Slide => (Effect::Outside(dir(Side::Left)), E::Exit, 0.48, Unit::All),
            P::Shrink => (Effect::Scale { from: 0.0, fades: false }, E::Exit, 0.3, Unit::All),
            P::ZoomIn => (Effect::Scale { from: 1.3, fades: true }, E::Exit, 0.35, Unit::All),
            P::ZoomOut => (Effect::Scale { from: 0.86, fades: true }, E::Exit, 0.35, Unit::All),
            P::Iris => (Effect::Iris, E::Swift, 0.45, Unit::All),
            P::Sweep => (Effect::Sweep(dir(Side::Right)), E::Linear, 0.7, Unit::All),
            P::Collapse => (Effect::Unfold, E::Linear, 0.5, Unit::All),
            P::Glitch => (Effect::Glitch, E::Linear, 0.4, Unit::All),
            P::Dissolve => (Effect::Dissolve, E::Glide, 0.3, Unit::Char),
            P::Fall => (fall(exit.distance), E::In, 0.7, Unit::Char),
            P::Scramble => (Effect::Swap { per_sec: SCRAMBLES_PER_SEC, flaps: false }, E::Linear, 0.4, Unit::Char),
            P::BlurOut => (Effect::Blur { radius: 28.0, scale: 1.03 }, E::In, 0.4, Unit::All),
            P::Wipe => (Effect::Wipe(dir(Side::Right)), E::Swift, 0.4, Unit::All),
            P::MaskUp => (Effect::Mask([0.0, -1.05]), E::Exit, 0.42, Unit::Line),
            P::MaskDown => (Effect::Mask([0.0, 1.05]), E::Exit, 0.42, Unit::Line),
            P::Delete => (Effect::Type, E::Linear, 0.03, Unit::Char),
            P::MorphTo => (Effect::Become, E::InOut, 0.7, Unit::All),
            P::DrawOff => (Effect::Draw, E::Swift, 0.55, Unit::All),
            P::Flip => (Effect::Flip, E::Exit, 0.4, Unit::Char),
            P::Scatter => (scatter(exit.distance), E::Exit, 0.6, Unit::Char),
            P::Roll => (Effect::Mask([0.0, -1.05]), E::Exit, 0.42, Unit::Char),
        };
        let by = if effect.is_of_the_whole() { by } else { exit.by.unwrap_or(by) };
        Self { effect, ease: exit.ease.unwrap_or(curve.into()), dur: Time::from_secs(secs), by }
    }

    /// Whether pieces appear one by one, whole, as on a typewriter.
    pub fn types(&self) -> bool {
        self.effect == Effect::Type
    }

    /// The order in which pieces move when the document does not say.
    pub(crate) fn order(&self) -> Order {
        let by_chance = matches!(self.effect, Effect::Scatter { .. } | Effect::Dissolve | Effect::Fall { .. });
        if by_chance { Order::Random } else { Order::Forward }
    }

    /// Whether there is nothing between away and at rest.
    pub fn cuts(&self) -> bool {
        self.effect == Effect::Cut
    }

    /// The deviation when `progress` of the entrance's time has passed: 0 is away, 1 at rest.
    ///
    /// For an exit, `progress` is what remains. `seed`: what chance is drawn from, another for each piece.
    pub fn piece(&self, progress: f64, leaving: bool, seed: u64) -> Piece {
        let progress = progress.clamp(0.0, 1.0);
        // An exit's curve runs in the direction of time, while what remains of it falls.
        let here = if leaving { 1.0 - ease(self.ease, 1.0 - progress) } else { ease(self.ease, progress) };
        let shown = here.clamp(0.0, 1.0);
        let away = 1.0 - here;
        let opacity = if leaving { shown } else { (progress / OPAQUE_AFTER).min(1.0) };
        let rest = Piece::REST;
        match self.effect {
            Effect::Cut | Effect::Type => {
                if progress >= 1.0 || (leaving && progress > 0.0) {
                    rest
                } else {
                    Piece::HIDDEN
                }
            }
            Effect::Fade => Piece { opacity: shown, ..rest },
            Effect::Move { units, em } => {
                Piece { shift_units: units.map(|unit| unit * away), shift_em: em.map(|em| em * away), opacity, ..rest }
            }
            Effect::Outside(side) => Piece { outside: Some((side, away)), ..rest },
            Effect::Scale { from, fades } => {
                let scale = from + (1.0 - from) * here;
                Piece { scale: [scale.max(0.0); 2], opacity: if fades { opacity } else { 1.0 }, ..rest }
            }
            Effect::Grow(side) => {
                let (scale, origin) = match side {
                    Side::Bottom => ([1.0, here.max(0.0)], [0.5, 1.0]),
                    Side::Top => ([1.0, here.max(0.0)], [0.5, 0.0]),
                    Side::Left => ([here.max(0.0), 1.0], [0.0, 0.5]),
                    Side::Right => ([here.max(0.0), 1.0], [1.0, 0.5]),
                };
                Piece { scale, scale_origin: Some(origin), ..rest }
            }
            Effect::Blur { radius, scale } => {
                Piece { blur: radius * (1.0 - shown), scale: [1.0 + (scale - 1.0) * away; 2], opacity: shown, ..rest }
            }
            Effect::Wipe(side) => Piece { reveal: Some((side, shown)), ..rest },
            Effect::Dissolve => Piece { opacity: shown, ..rest },
            Effect::Iris => Piece { opened: shown, ..rest },
            Effect::Sweep(side) => swept(side, progress),
            Effect::Unfold => unfolded(progress),
            Effect::Glitch => broken(progress, seed),
            Effect::Fall { em, units } => {
                let turn = signed(seed, 0);
                Piece {
                    shift_em: [0.3 * turn * away, em * away],
                    shift_units: [0.0, units * away],
                    rotate: 1.3 * turn * away,
                    opacity: (3.0 * shown).min(1.0),
                    ..rest
                }
            }
            Effect::Mask(shift) => Piece { shift_box: shift.map(|part| part * away), masked: true, ..rest },
            Effect::Weight => Piece { heft: shown, opacity, ..rest },
            Effect::Become if away.abs() < 1e-9 => rest,
            Effect::Become => {
                let becoming = if leaving { Becoming::To(away) } else { Becoming::From(away) };
                Piece { becoming: Some(becoming), ..rest }
            }
            Effect::Tracking => Piece { tracking: 0.25 * away, opacity, ..rest },
            Effect::Draw => Piece { drawn: ease_bounded(Ease::Named(EaseName::Linear), shown), ..rest },
            Effect::Swing(turn) => Piece { rotate: -turn * away, scale_origin: Some([0.5, 0.0]), opacity, ..rest },
            Effect::Flip => {
                // A quarter of a turn about a level axis, seen from afar.
                let height = cos(FRAC_PI_2 * away.clamp(0.0, 1.0));
                Piece { scale: [1.0, height], opacity, ..rest }
            }
            Effect::Scatter { em, units } => {
                let [x, y, turn, size] = [0, 1, 2, 3].map(|number| signed(seed, number));
                let way = [x * away, y * away];
                Piece {
                    shift_em: way.map(|part| part * em),
                    shift_units: way.map(|part| part * units),
                    rotate: 1.6 * turn * away,
                    scale: [(1.0 + 0.6 * size * away).max(0.0); 2],
                    opacity,
                    ..rest
                }
            }
            Effect::Swap { per_sec, flaps } => self.swapped(progress, per_sec, flaps, seed),
        }
    }
}

impl Preset {
    /// A letter that is another one until it locks.
    fn swapped(&self, progress: f64, per_sec: f64, flaps: bool, seed: u64) -> Piece {
        if progress <= 0.0 {
            return Piece::HIDDEN;
        }
        let changes = (self.dur.secs() * per_sec).max(1.0);
        let change = progress * changes;
        // The last of them is the letter's own.
        let is_own = change >= changes - 1.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few changes")]
        let number = change as usize;
        let swap = (!is_own).then(|| scattered(seed, number));
        // It falls closed, and opens with the next letter on it.
        let open = if flaps && progress < 1.0 { (2.0 * change.fract() - 1.0).abs().max(0.12) } else { 1.0 };
        Piece { swap, scale: [1.0, open], ..Piece::REST }
    }
}

/// A block has covered so much of a box from a side on, or has left so much of it behind.
fn swept(side: Side, progress: f64) -> Piece {
    let eased = |share: f64| ease_bounded(Ease::Named(EaseName::Swift), share.clamp(0.0, 1.0));
    let (front, back) = (eased(2.0 * progress), eased(2.0 * progress - 1.0));
    let cover = (back < 1.0 && front > 0.0).then_some((side, [back, front]));
    Piece { reveal: Some((side, back)), cover, ..Piece::REST }
}

/// A thin line that spreads, then opens.
fn unfolded(progress: f64) -> Piece {
    /// When the line is as long as the box, and how high it is as a share of the box.
    const LINE: f64 = 0.4;
    const HEIGHT: f64 = 0.03;
    if progress <= 0.0 {
        return Piece::HIDDEN;
    }
    let long = ease_bounded(Ease::Named(EaseName::Swift), (progress / LINE).min(1.0));
    let high = ease_bounded(Ease::Named(EaseName::Settle), ((progress - LINE) / (1.0 - LINE)).clamp(0.0, 1.0));
    Piece { scale: [long, HEIGHT + (1.0 - HEIGHT) * high], scale_origin: Some([0.5, 0.5]), ..Piece::REST }
}

/// Somewhere else, or not there, by chance; ever nearer, and there for longer.
fn broken(progress: f64, seed: u64) -> Piece {
    const STEPS: f64 = 9.0;
    if progress >= 1.0 {
        return Piece::REST;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few steps")]
    let step = (progress * STEPS) as usize;
    let [x, y, wide, seen] = [0, 1, 2, 3].map(|number| signed(seed, 4 * step + number));
    let away = 1.0 - progress;
    Piece {
        shift_em: [0.5 * x * away, 0.08 * y * away],
        scale: [1.0 + 0.25 * wide * away, 1.0],
        opacity: if progress > 0.0 && 0.5 + 0.5 * seen < 0.35 + 0.9 * progress { 1.0 } else { 0.0 },
        ..Piece::REST
    }
}

/// Down, by a distance in design units, else by some em.
fn fall(distance: Option<f64>) -> Effect {
    match distance {
        Some(units) => Effect::Fall { em: 0.0, units },
        None => Effect::Fall { em: 2.6, units: 0.0 },
    }
}

/// A number within -1 and 1 that depends on the seed and its own number alone.
pub(crate) fn signed(seed: u64, number: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
    let share = (scattered(seed, number) >> 11) as f64 / (1_u64 << 53) as f64;
    2.0 * share - 1.0
}

/// From all around: by a distance in design units, else by some em.
fn scatter(distance: Option<f64>) -> Effect {
    match distance {
        Some(units) => Effect::Scatter { em: 0.0, units },
        None => Effect::Scatter { em: 2.2, units: 0.0 },
    }
}

/// A move from the side `dir`: by a distance in design units, else by a part of the text's size.
fn travel(dir: Side, distance: Option<f64>) -> Effect {
    /// Travel of a text in em, and at once of anything else in heights of its box.
    const TRAVEL_EM: f64 = 0.6;
    let [x, y] = match dir {
        Side::Left => [-1.0, 0.0],
        Side::Right => [1.0, 0.0],
        Side::Top => [0.0, -1.0],
        Side::Bottom => [0.0, 1.0],
    };
    match distance {
        Some(units) => Effect::Move { units: [x * units, y * units], em: [0.0; 2] },
        None => Effect::Move { units: [0.0; 2], em: [x * TRAVEL_EM, y * TRAVEL_EM] },
    }
}
