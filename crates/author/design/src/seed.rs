//! Chance that is the same each time.

/// A source of choices: the same seed and the same topic give the same choices, on every machine.
///
/// Each choice is drawn for a name of its own, so that adding one does not change the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Draw {
    state: u64,
}

impl Draw {
    /// The choices about one topic.
    pub(crate) fn about(seed: u64, topic: &str) -> Self {
        Self { state: mixed(seed ^ fnv(topic)) }
    }

    /// The choices about the `index`-th of several like things.
    pub(crate) fn nth(self, index: usize) -> Self {
        Self { state: mixed(self.state ^ (index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)) }
    }

    /// A number from 0 up to but not including 1, for one named use.
    pub(crate) fn share(self, name: &str) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
        let share = (mixed(self.state ^ fnv(name)) >> 11) as f64 / (1_u64 << 53) as f64;
        share
    }

    /// A number between two others, for one named use.
    pub(crate) fn between(self, name: &str, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share(name)
    }

    /// An index below `count`, for one named use; 0 when there is nothing to choose from.
    pub(crate) fn index(self, name: &str, count: usize) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "less than the count, which is a handful"
        )]
        let index = (self.share(name) * count as f64) as usize;
        index.min(count.saturating_sub(1))
    }

    /// One of several, for one named use; the fallback when there is nothing to choose from.
    pub(crate) fn one_of<T: Copy>(self, name: &str, choices: &[T], fallback: T) -> T {
        choices.get(self.index(name, choices.len())).copied().unwrap_or(fallback)
    }
}

/// The finaliser of `SplitMix64`: every bit of the input changes about half the bits of the output.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
fn mixed(state: u64) -> u64 {
    let mut bits = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

/// FNV-1a, 64 bits.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_depend_on_seed_topic_and_name_alone() {
        let draw = Draw::about(7, "title");
        assert_eq!(draw.share("layout"), Draw::about(7, "title").share("layout"));
        assert_ne!(draw.share("layout"), draw.share("side"));
        assert_ne!(draw.share("layout"), Draw::about(8, "title").share("layout"));
        assert_ne!(draw.share("layout"), Draw::about(7, "end").share("layout"));
        assert_ne!(draw.nth(0).share("x"), draw.nth(1).share("x"));
    }

    #[test]
    fn every_choice_comes_up_over_many_seeds() {
        let mut counts = [0_u32; 5];
        for seed in 0..500 {
            counts[Draw::about(seed, "t").index("n", 5)] += 1;
        }
        assert!(counts.iter().all(|count| (60..=140).contains(count)), "{counts:?}");
    }
}
