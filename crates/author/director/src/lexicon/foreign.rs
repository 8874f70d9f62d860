//! Colours and what they are for, in Spanish, French, German, Portuguese, Italian, Chinese and Japanese.

use super::Hit;
use crate::prompt::Prompt;
use pavo_scene::Rgba;

/// Names of colours that are no English words, and the English name each stands for.
pub(crate) const COLORS: &[(&str, &[&str])] = &[
    (
        "black",
        &[
            "negro",
            "negra",
            "noir",
            "noire",
            "schwarz",
            "schwarzem",
            "schwarzer",
            "schwarzen",
            "preto",
            "preta",
            "nero",
            "nera",
            "黑色",
            "黒い",
            "黒",
        ],
    ),
    (
        "white",
        &[
            "blanco", "blanca", "blanc", "blanche", "weiß", "weißem", "weißer", "weißen", "weiss", "branco", "branca",
            "bianco", "bianca", "白色", "白い", "白",
        ],
    ),
    (
        "red",
        &[
            "rojo", "roja", "rouge", "rotem", "roter", "roten", "vermelho", "vermelha", "rosso", "rossa", "红色",
            "赤い", "赤",
        ],
    ),
    ("green", &["verde", "vert", "verte", "grün", "grünem", "grüner", "绿色", "緑"]),
    ("blue", &["azul", "bleu", "bleue", "blau", "blauem", "blauer", "blauen", "blu", "蓝色", "青い", "青"]),
    (
        "yellow",
        &[
            "amarillo", "amarilla", "jaune", "gelb", "gelbem", "gelber", "amarelo", "amarela", "giallo", "gialla",
            "黄色",
        ],
    ),
    ("orange", &["naranja", "laranja", "arancione", "橙色", "オレンジ"]),
    ("purple", &["morado", "morada", "violett", "roxo", "roxa", "紫色", "紫"]),
    ("pink", &["rosado", "rosa", "粉色", "ピンク"]),
    ("grey", &["gris", "grau", "grauem", "cinza", "grigio", "grigia", "灰色"]),
];

/// Words for what lies behind everything, and for words.
const GROUNDS: &[&str] = &["fondo", "fond", "hintergrund", "fundo", "sfondo", "背景"];
const TEXTS: &[&str] = &[
    "texto",
    "texte",
    "testo",
    "letras",
    "lettres",
    "schrift",
    "título",
    "titre",
    "titel",
    "文字",
    "标题",
    "タイトル",
];

/// What a colour with a name of these languages is for: `texto amarillo sobre fondo negro`, `in Blau auf weißem
/// Hintergrund`, `白い文字で、黒い背景に`.
pub(crate) fn role(prompt: &Prompt<'_>, hit: &Hit<Rgba>) -> Option<&'static str> {
    let name = prompt.plain(hit.span.clone());
    if !COLORS.iter().any(|(_, names)| names.contains(&name)) {
        return None;
    }
    let after = prompt.plain(hit.span.end..).trim_start_matches([' ', 'の', '的']);
    let before = prompt.plain(..hit.span.start).trim_end();
    let before = before.strip_suffix("de").map_or(before, str::trim_end);
    let leads = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let follows = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    // A word that follows says more than one that stands before.
    if follows(GROUNDS) {
        Some("background")
    } else if follows(TEXTS) {
        Some("text")
    } else if leads(GROUNDS) {
        Some("background")
    } else if leads(TEXTS) || matches!(before.rsplit(' ').next(), Some("in" | "en" | "em")) {
        Some("text")
    } else {
        None
    }
}

/// Whether a letter is of a script that is written without spaces between words.
pub(crate) const fn runs_on(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(text: &str) -> Vec<(String, &'static str)> {
        let prompt = Prompt::new(text);
        let found = prompt.colors.iter().filter_map(|hit| Some((hit.meaning.to_string(), role(&prompt, hit)?)));
        found.collect()
    }

    #[test]
    fn colours_of_seven_languages_have_their_roles() {
        let yellow_on_black = [("#FACC15".to_owned(), "text"), ("#000000".to_owned(), "background")];
        assert_eq!(roles("texto amarillo sobre fondo negro"), yellow_on_black);
        assert_eq!(roles("texte jaune sur fond noir"), yellow_on_black);
        assert_eq!(roles("texto amarelo sobre fundo preto"), yellow_on_black);
        assert_eq!(roles("testo giallo su sfondo nero"), yellow_on_black);
        assert_eq!(roles("in Gelb auf schwarzem Hintergrund"), yellow_on_black);
        assert_eq!(roles("黄色的文字，黑色背景"), yellow_on_black);
        assert_eq!(roles("黄色の文字で、黒い背景に"), yellow_on_black);
        assert!(roles("yellow text on black").is_empty());
    }
}
