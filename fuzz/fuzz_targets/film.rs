//! What all targets do with a scene.

use pavo_layout::Stage;
use pavo_media::{Assets, Font};
use pavo_raster::Painter;
use pavo_scene::{AspectRatio, PixelSize, Scene, Time};
use pavo_timeline::{pose_at, scheduled};

/// A face that has Latin letters, and one whose letters are shaped.
pub fn fonts() -> Assets {
    let mut assets = Assets::default();
    let latin = include_bytes!("../../assets/fonts/orbitron/Orbitron_700Bold.ttf");
    assets.add_font(Font::from_lazy("Inter", 700, false, || latin));
    let hebrew = include_bytes!("../../assets/fonts/noto-sans-hebrew/NotoSansHebrew_700Bold.ttf");
    assets.add_font(Font::from_lazy("Noto Sans Hebrew", 700, false, || hebrew));
    assets
}

/// A scene of two seconds with some nodes, if it is one.
pub fn scene_of(nodes: serde_json::Value) -> Option<Scene> {
    let document = serde_json::json!({ "mg": 1, "scenes": [{ "dur": 2, "nodes": nodes }] });
    Scene::from_value(&document).ok().map(|parsed| parsed.scene)
}

/// Lays a scene out at some moments of a ratio, and draws it small at the first of them.
pub fn show(scene: &Scene, aspect: AspectRatio, assets: &Assets, is_drawn: bool) {
    let frame = aspect.design_size();
    let [width, height] = frame.map(|side| (side / 20.0) as u32);
    let size = PixelSize { width, height };
    let stage = Stage::new(scene, aspect, assets);
    let scene = scheduled(&scene.at_aspect(aspect));
    let list_at = |time: Time| stage.lay_out(&pose_at(&scene, stage.palette(), frame, time), size);
    for (index, share) in [0.03, 0.4, 0.97].into_iter().enumerate() {
        let time = Time::from_secs(scene.duration().secs() * share);
        let list = list_at(time);
        assert_eq!(list.digest(), list_at(time).digest());
        if is_drawn && index == 1 {
            Painter::new(width, height).expect("a small frame").draw(&list, assets);
        }
    }
}
