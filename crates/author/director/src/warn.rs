//! What the prompt asks for that cannot be done yet.

use crate::directives::Directives;
use crate::lexicon::heads::Head;
use crate::mask::AtomKind;
use crate::prompt::Prompt;
use crate::trace::Trace;
use crate::typeface;

/// The warnings for a prompt, each at most once.
pub(crate) fn warnings(prompt: &Prompt<'_>, directives: &Directives, trace: &mut Trace) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for hit in &prompt.heads {
        let Head::Unsupported(what) = hit.meaning else { continue };
        if is_refused(prompt, hit.span.start) || found.iter().any(|warning| warning.starts_with(what)) {
            continue;
        }
        if what == "photos" {
            found.push("photos are not made up: none were handed in, and none are shown".to_owned());
            trace.note(prompt.text, "left out", hit.span.clone(), what, 0.9);
            continue;
        }
        if what == "sound" {
            found.push("sound is not made up: no recording was handed in, and none is heard".to_owned());
            trace.note(prompt.text, "left out", hit.span.clone(), what, 0.9);
            continue;
        }
        let verb = if matches!(what, "3D" | "blur and glass") { ("is", "was") } else { ("are", "were") };
        found.push(format!("{what} {} not supported yet and {} left out", verb.0, verb.1));
        trace.note(prompt.text, "left out", hit.span.clone(), what, 0.9);
    }
    for family in typeface::families(prompt, &prompt.whole()).into_iter().filter(|family| family.substituted) {
        let name = prompt.words(family.span.clone());
        let warning = format!("the typeface {name} is not bundled; {} stands in", family.family);
        if !found.contains(&warning) {
            found.push(warning);
        }
    }
    let placeholder = prompt.atoms.iter().find(|atom| {
        atom.kind == AtomKind::Placeholder
            || atom.kind == AtomKind::Quote && crate::copy::has_placeholder(prompt.words(atom.inner.clone()))
    });
    if let Some(atom) = placeholder {
        found.push(format!(
            "the placeholder {} is not filled in",
            prompt.words(atom.span.clone()).chars().take(40).collect::<String>()
        ));
        trace.note(prompt.text, "placeholder", atom.span.clone(), "not shown as it stands", 0.95);
    }
    if let Some(atom) = prompt.atoms.iter().find(|atom| atom.kind == AtomKind::Link) {
        found.push("addresses are not opened; name colours, words and figures in the prompt".to_owned());
        trace.note(prompt.text, "left out", atom.span.clone(), "an address", 0.9);
    }
    if directives.duration_secs.is_some_and(|secs| secs > pavo_scene::LONGEST_FILM_SECS) {
        found.push(format!("films are at most {} s long", pavo_scene::LONGEST_FILM_SECS));
    }
    found
}

/// Whether what is named is refused: `no particles`, `without music`.
pub(crate) fn is_refused(prompt: &Prompt<'_>, at: usize) -> bool {
    let index = prompt.token_from(at);
    prompt.tokens[index.saturating_sub(6)..index]
        .iter()
        .rev()
        .take_while(|token| !token.is('.') && !token.is(';') && !token.is('—'))
        .any(|token| matches!(prompt.word(token), "no" | "not" | "without" | "never" | "avoid" | "don't" | "zero"))
}
