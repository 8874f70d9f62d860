//! Pictures behind something else that the film shows: a countdown over footage, lines over a photograph.

use crate::content::shown_alone;
use crate::given::Given;
use crate::intent::{Composed, Idea};
use crate::prompt::Prompt;
use crate::story::Part;

/// Something else that a film shows, over pictures that fill the frame.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Over {
    /// What stands on them.
    pub(crate) idea: Idea,
    /// The pictures, darkened.
    pub(crate) ground: Composed,
}

/// Whether a prompt says that its pictures are behind its words.
pub(crate) fn is_behind(prompt: &Prompt<'_>) -> bool {
    const BEHIND: &[&str] = &[
        "behind it",
        "behind the",
        "behind them",
        "behind her",
        "behind him",
        "in the background",
        "as the background",
        "as background",
        "as a background",
        "backdrop",
        "full frame",
        "full screen",
        "fullscreen",
        "full-screen",
        "full bleed",
        "over the",
        "over this",
        "over these",
        "over our",
        "over my",
        "over a",
        "over footage",
        "on top of",
    ];
    prompt.says_any(&prompt.whole(), BEHIND)
}

/// Puts the parts that can stand on pictures over them: all of them where the prompt says so, else a single one.
pub(crate) fn put_over(parts: &mut [Part], photos: &[&Given], prompt: &Prompt<'_>) -> bool {
    let is_asked = is_behind(prompt);
    if photos.is_empty() || !is_asked && parts.len() != 1 {
        return false;
    }
    let Idea::Composed(mut ground) = shown_alone(photos, None, None, &[]) else { return false };
    if !matches!(ground.block, "kenBurns" | "slideshow") {
        return false;
    }
    ground.props.insert("veil".to_owned(), true.into());
    let mut is_put = false;
    for part in parts.iter_mut().filter(|part| stands_on_pictures(&part.idea)) {
        let over = Over { idea: part.idea.clone(), ground: ground.clone() };
        part.idea = Idea::Over(Box::new(over));
        is_put = true;
    }
    is_put
}

/// Whether an idea is words and figures that leave room for what is behind them.
fn stands_on_pictures(idea: &Idea) -> bool {
    match idea {
        Idea::Stat { .. }
        | Idea::Stats(_)
        | Idea::List { .. }
        | Idea::Quote { .. }
        | Idea::Countdown { .. }
        | Idea::Progress { .. }
        | Idea::Lines(_)
        | Idea::Title { .. } => true,
        Idea::Composed(composed) => matches!(
            composed.block,
            "bigStat"
                | "statRow"
                | "quoteCard"
                | "checklist"
                | "steps"
                | "featureGrid"
                | "timeline"
                | "iconRow"
                | "wordSwap"
                | "typewriterLine"
                | "tableReveal"
                | "pricing"
        ),
        _ => false,
    }
}
