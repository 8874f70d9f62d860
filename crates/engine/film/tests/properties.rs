//! What holds for any film.

#[path = "../benches/film/fonts.rs"]
mod fonts;
#[path = "../../scene/tests/random/scene.rs"]
mod random;

use pavo_display_list::Digest;
use pavo_film::FrameMaker;
use pavo_media::Assets;
use pavo_scene::{AspectRatio, PixelSize, Resolution, Scene, Time};
use proptest::prelude::*;
use std::sync::LazyLock;

static ASSETS: LazyLock<Assets> = LazyLock::new(fonts::bundled);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn commands_of_a_frame_do_not_depend_on_those_before(document in random::scene(), step in 1_usize..12) {
        let scene = Scene::from_value(&document).map_err(|error| TestCaseError::fail(error.to_string()))?.scene;
        for aspect in [AspectRatio::Wide, AspectRatio::Tall] {
            let size = PixelSize::of(aspect, Resolution::P360);
            let maker = || FrameMaker::new(&scene, aspect, size, &ASSETS);
            let digest = |maker: &FrameMaker<'_>, frame: usize| -> Digest {
                maker.display_list_at(Time::from_secs(frame as f64 * 0.17)).digest()
            };
            let (forward, scattered) = (maker(), maker());
            // 13 is prime, so that each frame comes once.
            for at in 0..13 {
                let frame = at * step % 13;
                let _ = digest(&scattered, at);
                prop_assert_eq!(digest(&scattered, frame), digest(&forward, frame), "frame {} at {}", frame, aspect);
                prop_assert_eq!(scattered.pose_at(Time::from_secs(frame as f64 * 0.17)), forward.pose_at(Time::from_secs(frame as f64 * 0.17)));
            }
            prop_assert_eq!(digest(&maker(), 7), digest(&forward, 7));
        }
    }

    #[test]
    fn poses_and_places_are_numbers(document in random::scene(), secs in 0.0..4.0_f64) {
        let scene = Scene::from_value(&document).map_err(|error| TestCaseError::fail(error.to_string()))?.scene;
        let maker = FrameMaker::new(&scene, AspectRatio::Wide, PixelSize::of(AspectRatio::Wide, Resolution::P360), &ASSETS);
        let pose = maker.pose_at(Time::from_secs(secs)).to_string();
        prop_assert!(!pose.contains("NaN") && !pose.contains("inf"), "{}", pose);
        let list = maker.display_list_at(Time::from_secs(secs)).to_string();
        prop_assert!(!list.contains("NaN") && !list.contains(" inf"), "{}", list);
    }
}
