//! The pieces of a text, moving one after another.

use crate::piece::Piece;
use crate::preset::Preset;
use pavo_scene::{Order, Time, Unit};

/// Overlap of two neighbours when only the whole time is given: the next begins after this share.
const OVERLAP: f64 = 0.35;

/// An entrance or exit under way, for the pieces of a text.
///
/// How many pieces there are is known only when the text has been laid out;
/// [`UnitMotion::pieces`] then gives the deviation of each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitMotion {
    /// What the pieces are.
    pub by: Unit,
    /// What they do.
    pub preset: Preset,
    /// The order in which they do it.
    pub order: Order,
    /// What the random order is drawn from.
    pub seed: u64,
    /// Whether they leave.
    pub leaving: bool,
    /// Time since it began.
    pub elapsed: Time,
    /// The time for all pieces together, when the document says so.
    pub total: Option<Time>,
    /// The time between two pieces, when the document says so.
    pub stagger: Option<Time>,
}

impl UnitMotion {
    /// The deviation of each of `count` pieces, in reading order.
    pub fn pieces(&self, count: usize) -> Vec<Piece> {
        let ranks = ranks(self.order, count, self.seed);
        if self.preset.types() {
            let typed = self.typed(count);
            return ranks
                .iter()
                .map(|&rank| if (rank < typed) == self.leaving { Piece::HIDDEN } else { Piece::REST })
                .collect();
        }
        let (dur, stagger) = self.timing(count);
        ranks
            .iter()
            .enumerate()
            .map(|(index, &rank)| {
                let since = self.elapsed.secs() - index_to_f64(rank) * stagger;
                let progress = if dur > 0.0 { since / dur } else { f64::from(u8::from(since >= 0.0)) };
                let remains = if self.leaving { 1.0 - progress } else { progress };
                self.preset.piece(remains, self.leaving, scattered(self.seed, index))
            })
            .collect()
    }

    /// How many of `count` pieces have been typed (or deleted) by now.
    pub fn typed(&self, count: usize) -> usize {
        let total = self.total_secs(count);
        let progress = if total > 0.0 { self.elapsed.secs() / total } else { 1.0 };
        let share = crate::easing::ease_bounded(self.preset.ease, progress);
        // The small number keeps a frame that falls on a keystroke on its later side.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the count")]
        let typed = (share * index_to_f64(count) + 1e-6).floor() as usize;
        typed.min(count)
    }

    /// Seconds from the first piece's beginning to that of a piece, in reading order.
    pub(crate) fn begins_secs(&self, piece: usize, count: usize) -> f64 {
        let rank = ranks(self.order, count, self.seed).get(piece).copied().unwrap_or(piece);
        if !self.preset.types() {
            return index_to_f64(rank) * self.timing(count).1;
        }
        // A piece is typed at the end of its share of the time, which an easing may move: found by halving.
        let total = self.total_secs(count);
        let typed_at = |secs: f64| Self { elapsed: Time::from_secs(secs), ..*self }.typed(count);
        let (mut low, mut high) = (0.0, total);
        for _ in 0..40 {
            let middle = (low + high) / 2.0;
            if typed_at(middle) > rank {
                high = middle;
            } else {
                low = middle;
            }
        }
        high
    }

    /// Seconds from the first piece's beginning to the last one's end.
    pub fn total_secs(&self, count: usize) -> f64 {
        if self.preset.types() {
            let each = self.stagger.unwrap_or(self.preset.dur).secs();
            return self.total.map_or(each * index_to_f64(count), Time::secs);
        }
        let (dur, stagger) = self.timing(count);
        dur + stagger * index_to_f64(count.saturating_sub(1))
    }

    /// Seconds that one piece takes, and seconds between two.
    fn timing(&self, count: usize) -> (f64, f64) {
        let gaps = index_to_f64(count.saturating_sub(1));
        match (self.total.map(Time::secs), self.stagger.map(Time::secs)) {
            (Some(total), Some(stagger)) => {
                // A stagger that would fill the whole time is tightened, so that a piece can still be seen moving.
                let stagger = if gaps > 0.0 { stagger.min(total * 0.8 / gaps) } else { 0.0 };
                (total - stagger * gaps, stagger)
            }
            (Some(total), None) => {
                let dur = total / (1.0 + OVERLAP * gaps);
                (dur, dur * OVERLAP)
            }
            (None, Some(stagger)) => (self.preset.dur.secs(), stagger),
            (None, None) => {
                let (low, high) = match self.by {
                    Unit::Char => (0.012, 0.035),
                    Unit::Word => (0.035, 0.08),
                    Unit::Line | Unit::All => (0.07, 0.12),
                };
                let window = 0.5;
                (self.preset.dur.secs(), if gaps > 0.0 { (window / gaps).clamp(low, high) } else { 0.0 })
            }
        }
    }
}

/// For each of `count` pieces in reading order, when its turn is, from 0.
pub(crate) fn ranks(order: Order, count: usize, seed: u64) -> Vec<usize> {
    let middle = index_to_f64(count.saturating_sub(1)) / 2.0;
    let mut turns: Vec<usize> = (0..count).collect();
    let off_centre = |index: usize| (index_to_f64(index) - middle).abs();
    match order {
        Order::Forward => return turns,
        Order::Reverse => turns.reverse(),
        Order::Center => turns.sort_by(|&a, &b| off_centre(a).total_cmp(&off_centre(b))),
        Order::Edges => turns.sort_by(|&a, &b| off_centre(b).total_cmp(&off_centre(a))),
        Order::Random => turns.sort_by_key(|&index| scattered(seed, index)),
    }
    let mut ranks = vec![0; count];
    for (rank, index) in turns.into_iter().enumerate() {
        ranks[index] = rank;
    }
    ranks
}

/// A number that depends on seed and index alone and looks random (the finaliser of `SplitMix64`).
pub(crate) fn scattered(seed: u64, index: usize) -> u64 {
    let mut mixed = seed.wrapping_add((index as u64).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Counts of pieces are small; beyond 2^53 nothing would be exact.
pub(crate) fn index_to_f64(index: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "pieces of a text are far fewer than 2^53")]
    let value = index as f64;
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_scene::{Ease, EaseName, Entrance, EntrancePreset};

    fn typing(ease: EaseName, total: f64, elapsed: f64) -> UnitMotion {
        let mut entrance = Entrance::new(EntrancePreset::Typewriter);
        entrance.ease = Some(Ease::Named(ease));
        UnitMotion {
            by: Unit::Word,
            preset: Preset::entrance(&entrance),
            order: Order::Forward,
            seed: 0,
            leaving: false,
            elapsed: Time::from_secs(elapsed),
            total: Some(Time::from_secs(total)),
            stagger: None,
        }
    }

    #[test]
    fn typing_is_complete_exactly_when_its_time_is_over() {
        for count in 1..60 {
            assert_eq!(typing(EaseName::Linear, 0.5, 0.5).typed(count), count);
            assert_eq!(typing(EaseName::Linear, 0.5, 0.499).typed(count), count - 1);
            assert_eq!(typing(EaseName::EaseOutQuad, 0.5, 0.0).typed(count), 0);
        }
    }

    #[test]
    fn a_cadence_types_one_piece_at_each_beat() {
        let mut motion = typing(EaseName::Linear, 0.0, 0.0);
        (motion.total, motion.stagger) = (None, Some(Time::from_secs(0.06)));
        for beat in 0_u32..=11 {
            motion.elapsed = Time::from_secs(f64::from(beat) * 0.06);
            assert_eq!(motion.typed(11), beat as usize);
        }
    }

    #[test]
    fn every_order_gives_every_piece_one_turn() {
        for &order in Order::ALL {
            let mut ranks = ranks(order, 9, 42);
            ranks.sort_unstable();
            assert_eq!(ranks, (0..9).collect::<Vec<_>>(), "{order}");
        }
        assert_eq!(ranks(Order::Center, 5, 0), [3, 1, 0, 2, 4]);
        assert_eq!(ranks(Order::Edges, 4, 0), [0, 2, 3, 1]);
        assert_ne!(ranks(Order::Random, 9, 1), ranks(Order::Random, 9, 2));
    }
}
