//! Punctuation that stands outside a text's edges, so that the edges look straight.

/// How much of a line's first and last character hangs over its left and right edge, in the units of its layout.
///
/// `tracking`: the space that follows each character, of which the last one has none.
pub(crate) fn overhang(line: &parley::Line<'_, ()>, text: &str, tracking: f32) -> [f64; 2] {
    let mut edges: [Option<(f32, f64)>; 2] = [None; 2];
    let mut is_one_only = true;
    for run in line.runs() {
        for cluster in run.visual_clusters() {
            let source = text.get(cluster.text_range()).unwrap_or("");
            if source.chars().all(char::is_whitespace) {
                continue;
            }
            let found = (cluster.advance(), source.chars().next().map_or(0.0, share));
            is_one_only = edges[0].is_none();
            edges[0] = edges[0].or(Some(found));
            edges[1] = Some(found);
        }
    }
    if is_one_only {
        return [0.0; 2];
    }
    // The last character has no space behind it.
    let behind = [0.0, tracking];
    [0, 1].map(|side| edges[side].map_or(0.0, |(advance, share)| f64::from(advance - behind[side]) * share))
}

/// The share of a character's width that hangs: all of a quote, most of a point, half of what is heavier.
fn share(character: char) -> f64 {
    match character {
        '"' | '\'' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '«' | '»' | '‹' | '›' => 1.0,
        '.' | ',' | '…' | '-' | '‐' | '‑' | '。' | '、' => 0.7,
        ':' | ';' | '–' | '—' | '(' | ')' | '[' | ']' | '!' | '·' | '•' => 0.4,
        _ => 0.0,
    }
}
