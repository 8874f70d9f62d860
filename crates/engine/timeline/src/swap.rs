//! Words that take turns in one place of a text.

use crate::easing::ease_bounded;
use crate::life::{Life, share};
use crate::timeline::Moment;
use pavo_scene::{Ease, EaseName, Lengths, Node, NodeKind, Time};

/// Which of a text's words that take turns is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SwapPose {
    /// The word that is there or comes: 0 the text's own, 1 the first of those that come after it.
    pub index: usize,
    /// How far it has come, 0 (below) to 1 (in its place).
    pub entered: f64,
    /// The word that goes while it comes, and how far it has gone, 0 to 1 (above).
    pub leaving: Option<(usize, f64)>,
}

/// Seconds between two words where nothing is said.
const EVERY_SECS: f64 = 1.25;

/// Seconds that a word takes to come, and that the one before takes to go.
const SECS: [f64; 2] = [0.4, 0.3];

impl Moment<'_> {
    pub(crate) fn swap(&self, node: &Node, life: Life) -> Option<SwapPose> {
        let NodeKind::Text(text) = &node.kind else { return None };
        let swap = text.swap.as_ref()?;
        let every = swap.every.unwrap_or(Time::from_secs(EVERY_SECS));
        let start = swap.start.unwrap_or_else(|| {
            let entered = node.common.entrance.as_ref().and_then(|entrance| entrance.start).unwrap_or(life.start);
            entered + Time::from_secs(crate::schedule::PresetLengths.entrance_secs(node)) + every
        });
        let first = SwapPose { index: 0, entered: 1.0, leaving: None };
        if self.time < start {
            return Some(first);
        }
        let count = swap.with.len() + 1;
        let elapsed = self.time - start;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to some thousands")]
        let turns = (elapsed.secs() / every.secs() + 1e-9).floor() as usize + 1;
        let is_over = turns >= count && swap.cycle != Some(true);
        let turn = if is_over { count - 1 } else { turns };
        #[expect(clippy::cast_precision_loss, reason = "turns are few")]
        let began = elapsed.secs() - (turn - 1) as f64 * every.secs();
        // Words that change fast come fast.
        let hurry = (every.secs() / SECS[0]).min(1.0);
        let [entered, left] = SECS.map(|secs| share(Time::from_secs(began.max(0.0)), Time::from_secs(secs * hurry)));
        let [entered, left] = [(EaseName::Snap, entered), (EaseName::Swift, left)]
            .map(|(curve, progress)| ease_bounded(Ease::Named(curve), progress));
        let leaving = (left < 1.0).then_some(((turn - 1) % count, left));
        Some(SwapPose { index: turn % count, entered, leaving })
    }
}

#[cfg(test)]
mod tests {
    use crate::palette::Palette;
    use crate::pose_at;
    use pavo_scene::{Scene, Time};

    fn word_at(swap: &str, secs: f64) -> (usize, f64, Option<usize>) {
        let text = format!(
            r#"{{ "mg": 1, "scenes": [{{ "dur": 9, "nodes": [{{ "type": "text", "text": "Made for you",
                "swap": {swap} }}] }}] }}"#
        );
        let scene = Scene::parse(&text).unwrap_or_else(|error| panic!("{error}")).scene;
        let pose = pose_at(&scene, &Palette::of(scene.theme.as_ref()), [1920.0, 1080.0], Time::from_secs(secs));
        let swap = pose.shot.nodes[0].swap.expect("words that take turns");
        (swap.index, (swap.entered * 1e3).round() / 1e3, swap.leaving.map(|(index, _)| index))
    }

    #[test]
    fn words_take_turns_and_the_last_one_stays() {
        let swap = r#"{ "target": "you", "with": ["us", "all"], "start": 1, "every": 2 }"#;
        assert_eq!(word_at(swap, 0.9), (0, 1.0, None));
        assert_eq!(word_at(swap, 1.0), (1, 0.0, Some(0)));
        assert_eq!(word_at(swap, 2.9), (1, 1.0, None));
        assert_eq!(word_at(swap, 3.0), (2, 0.0, Some(1)));
        assert_eq!(word_at(swap, 8.9), (2, 1.0, None));
    }

    #[test]
    fn a_round_of_words_begins_again() {
        let swap = r#"{ "target": "you", "with": ["us"], "start": 1, "every": 1, "loop": true }"#;
        let indices: Vec<usize> = [0.5, 1.5, 2.5, 3.5].map(|secs| word_at(swap, secs).0).into();
        assert_eq!(indices, [0, 1, 0, 1]);
    }
}
