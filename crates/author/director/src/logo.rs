//! A brand's logo in films that show it nowhere else, or that want it in a corner.

use crate::Brief;
use crate::corner::{clause, corner};
use crate::given::Given;
use crate::intent::{Composed, Idea};
use crate::prompt::Prompt;
use crate::story::Part;
use pavo_design::LOGO_ASSET;
use pavo_scene::{
    Anchor, AspectRatio, Asset, AssetKind, ColorToken, Corners, Entrance, EntrancePreset, Frame, Image, ImageFit,
    Length, Node, NodeKind, Paint, Part as _, Position, Rgba, Scene, Size, Time, Within,
};
use serde_json::json;
use std::ops::Range;

/// Makes a brand's logo an asset of a film that shows it.
pub(crate) fn add_logo(scene: &mut Scene, prompt: &Prompt<'_>, brief: &Brief, plate: Option<Rgba>, is_refused: bool) {
    fn shows_logo(node: &Node) -> bool {
        let is_it = matches!(&node.kind, NodeKind::Image(image) if image.src == LOGO_ASSET);
        is_it || node.children().iter().any(shows_logo)
    }
    let Some(logo) = brief.brand.as_ref().and_then(|brand| brand.logo.as_ref()) else { return };
    let is_given = brief.given.iter().any(|given| given.name == LOGO_ASSET);
    let is_in_corner = scene.overlays.iter().any(shows_logo);
    let is_shown = is_in_corner || scene.shots.iter().any(|shot| shot.nodes.iter().any(shows_logo));
    let asked = asked_corner(prompt);
    // One that was handed in for this very film is seen in it.
    if is_given && !is_refused && (!is_shown || asked.is_some() && !is_in_corner) {
        // Over photographs words stand at the foot, and so do the names of a chart: it stays at the top.
        let is_free_at_top = brief.given.iter().any(Given::is_photo) || has_figures(scene);
        let corner = asked.flatten().or_else(|| is_free_at_top.then_some(Anchor::TopRight));
        scene.overlays.push(corner_mark(logo.ratio, corner, plate));
    }
    if is_shown || is_given && !is_refused {
        let asset = Asset { kind: AssetKind::Image, src: logo.src.clone() };
        scene.assets.insert(LOGO_ASSET.to_owned(), asset);
    }
}

/// Whether a scene shows several figures, as charts do.
pub(crate) fn has_figures(scene: &Scene) -> bool {
    fn figures(node: &Node) -> usize {
        let own = usize::from(matches!(node.kind, NodeKind::Number(_)));
        own + node.children().iter().map(figures).sum::<usize>()
    }
    scene.shots.iter().flat_map(|shot| &shot.nodes).map(figures).sum::<usize>() >= 3
}

/// Whether the logo shall lie on the film all the time, and in which corner: `logo in the lower left corner`.
#[expect(clippy::option_option, reason = "whether, and where")]
pub(crate) fn asked_corner(prompt: &Prompt<'_>) -> Option<Option<Anchor>> {
    let at = prompt.find_phrase(&prompt.whole(), "logo")?;
    let clause = at.end..clause(prompt, &at).end;
    let stays = prompt.says_any(&clause, &["watermark", "throughout", "the whole time", "all the time"]);
    corner(prompt, &clause).or_else(|| stays.then_some(None))
}

/// Whether the logo shall be what the film ends with: `our logo at the end`.
pub(crate) fn is_asked_at_end(prompt: &Prompt<'_>) -> bool {
    prompt.says_any(
        &prompt.whole(),
        &[
            "logo at the end",
            "logo in the end",
            "logo on the end card",
            "logo at the very end",
            "end with the logo",
            "end with our logo",
            "end with my logo",
            "ends with the logo",
            "ends with our logo",
            "ending with the logo",
            "end on the logo",
            "end on our logo",
            "close with the logo",
            "close with our logo",
            "finish with our logo",
            "finish with the logo",
            "logo last",
            "end with logo",
            "ends with logo",
            "ending with logo",
            "end on logo",
            "logo on the last scene",
            "logo in the last scene",
            "on the last scene only",
            "only on the last scene",
            "logo am ende",
            "am ende das logo",
            "am ende logo",
            "zum schluss das logo",
            "al final el logo",
            "logo al final",
            "à la fin le logo",
            "logo à la fin",
        ],
    )
}

/// Whether the logo only goes with what the film is about: `title "…" over the photo, with our logo`.
pub(crate) fn is_beside(prompt: &Prompt<'_>, logo: &Range<usize>) -> bool {
    let before = prompt.plain(..logo.start).trim_end();
    let leads = ["with our", "with the", "with my", "and our", "and the", "and my", "plus our", "our", "with a"];
    prompt.has_logo && (leads.iter().any(|lead| before.ends_with(lead)) || is_asked_at_end(prompt))
}

/// Takes the name from an end whose logo says it in letters, where another part says it too.
pub(crate) fn say_name_once(parts: &mut [Part], ratio: Option<f64>) {
    /// Signs without words are nearly as tall as wide.
    const LETTERS_RATIO: f64 = 2.2;
    if ratio.is_none_or(|ratio| ratio < LETTERS_RATIO) {
        return;
    }
    let Some((last, others)) = parts.split_last_mut() else { return };
    let is_said = |name: &str| {
        let name = name.to_lowercase();
        others.iter().any(|part| part.idea.words().iter().any(|words| words.to_lowercase().contains(&name)))
    };
    if let Idea::Wordmark { name, tagline, call } = &last.idea
        && is_said(name)
    {
        let props = json!({ "tagline": tagline, "cta": call });
        last.idea = Idea::Composed(Composed::new("endCard", props));
    }
}

/// A logo in a corner; by default in the upper right one, where no title begins.
fn corner_mark(ratio: f64, asked: Option<Anchor>, plate: Option<Rgba>) -> Node {
    const HEIGHT: f64 = 92.0;
    const WIDEST: f64 = 420.0;
    /// Between the logo and the edge of its ground.
    const PAD: f64 = 24.0;
    let width = (HEIGHT * ratio).min(WIDEST);
    let size = Size { width: Length::Units(width.round()), height: Length::Units((width / ratio).round()) };
    let mut node = Node::new(Image { size: Some(size), fit: Some(ImageFit::Contain), ..Image::new(LOGO_ASSET) });
    node.common.pos = Some(Position::frame(Anchor::Center, Length::ZERO, Length::ZERO));
    // Whatever the film has in that corner, the logo is seen on the ground that it is made for.
    let mut node = Node::new(Frame {
        children: vec![node],
        size: Some(Size {
            width: Length::Units(width.round() + 2.0 * PAD),
            height: Length::Units((width / ratio).round() + 2.0 * PAD),
        }),
        radius: Some(Corners::from(14.0)),
        fill: Some(plate.map_or_else(|| ColorToken::Bg.into(), Paint::from)),
        stroke: None,
        stagger: None,
        order: None,
        smooth: None,
        scroll: None,
    });
    let corner = |anchor: Anchor| {
        let mut place = Position::frame(anchor, Length::ZERO, Length::ZERO);
        place.within = Within::Safe;
        place
    };
    node.common.pos = Some(corner(asked.unwrap_or(Anchor::TopRight)));
    // Where a frame is not wide, titles reach across it at the top.
    if asked.is_none()
        && let Some(below) = corner(Anchor::BottomRight).write()
    {
        for aspect in [AspectRatio::Tall, AspectRatio::Square, AspectRatio::Feed] {
            node.common.when = std::mem::take(&mut node.common.when).and(aspect, json!({ "pos": below }));
        }
    }
    let mut comes = Entrance::new(EntrancePreset::Fade);
    comes.dur = Some(Time::from_secs(0.4));
    node.common.entrance = Some(comes);
    node
}
