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
    const PLACES: &[&str] = &[
        "in the background",
        "as the background",
        "as background",
        "as a background",
        "as backdrop",
        "as the backdrop",
        "as a backdrop",
        "full frame",
        "full screen",
        "fullscreen",
        "full-screen",
        "full bleed",
        "full-bleed",
    ];
    const PICTURES: &[&str] = &[
        "photo",
        "photos",
        "photograph",
        "picture",
        "pictures",
        "image",
        "images",
        "video",
        "clip",
        "footage",
        "film",
        "landscape",
        "it",
        "them",
        "slideshow",
    ];
    const WORDS: &[&str] = &[
        "it", "them", "her", "him", "name", "text", "title", "words", "headline", "copy", "quote", "numbers", "figures",
    ];
    let whole = prompt.whole();
    // `over this clip`, `behind the name`: not `over the first second`, `behind a blue card`.
    let near = |lead: &str, nouns: &[&str]| {
        let mut from = whole.start;
        while let Some(at) = prompt.find_phrase(&(from..whole.end), lead) {
            let next = prompt.tokens_in(&(at.end..whole.end));
            if next.iter().take(3).any(|token| nouns.contains(&prompt.word(token))) {
                return true;
            }
            from = at.end;
        }
        false
    };
    prompt.says_any(&whole, PLACES) || near("over", PICTURES) || near("on top of", PICTURES) || near("behind", WORDS)
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
