//! What holds for any scene.

#[path = "random/scene.rs"]
mod random;

use pavo_scene::{AspectRatio, Scene};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn scene_that_is_written_is_read_as_the_same(document in random::scene()) {
        let parsed = Scene::from_value(&document).map_err(|error| TestCaseError::fail(format!("{error}\n{document:#}")))?;
        let again = Scene::from_value(&parsed.scene.to_value()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(&again.scene, &parsed.scene);
        let text = parsed.scene.to_json();
        let again = Scene::parse(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(&again.scene, &parsed.scene);
        prop_assert_eq!(again.scene.to_json(), text);
    }

    #[test]
    fn scene_at_a_ratio_is_a_scene(document in random::scene()) {
        let scene = Scene::from_value(&document).map_err(|error| TestCaseError::fail(error.to_string()))?.scene;
        for aspect in AspectRatio::ALL {
            let there = scene.at_aspect(*aspect);
            prop_assert!(Scene::from_value(&there.to_value()).is_ok());
            prop_assert_eq!(there.duration(), scene.duration());
        }
    }
}
