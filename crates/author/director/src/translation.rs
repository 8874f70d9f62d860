//! Prompts in other languages, with the words that instruct us in English: what shall be read stays as it is.
//!
//! Spanish, French, German, Portuguese, Italian, Chinese and Japanese, as far as the common words go: what is to be made,
//! what things do, shapes, lengths. Colours and what they are for are known in these languages anyway.

use crate::lexicon::phrases::PHRASES;
use crate::lexicon::{Lexicon, rows};
use crate::mask::mask;
use crate::trace::Trace;
use std::ops::Range;
use std::sync::LazyLock;

/// A prompt in English words, and where they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Translation {
    /// The prompt, with English instructions.
    pub(crate) text: String,
    /// Pieces of it with those of the original, in order; both cover all.
    pieces: Vec<[Range<usize>; 2]>,
}

/// Words for seconds.
const SECONDS: &[&str] =
    &["segundos", "segundo", "secondes", "seconde", "sekunden", "sekunde", "secondi", "secondo", "秒钟", "秒間", "秒"];

/// Words that stand in sentences of these languages and not in English ones.
const SMALL: &[&str] = &[
    "el",
    "la",
    "los",
    "las",
    "del",
    "con",
    "que",
    "para",
    "sin",
    "sobre",
    "fondo",
    "una",
    "le",
    "les",
    "des",
    "du",
    "une",
    "avec",
    "sur",
    "fond",
    "qui",
    "dans",
    "pour",
    "sans",
    "der",
    "das",
    "ein",
    "eine",
    "einen",
    "einem",
    "und",
    "mit",
    "über",
    "ohne",
    "den",
    "dem",
    "hintergrund",
    "os",
    "um",
    "uma",
    "do",
    "da",
    "com",
    "fundo",
    "em",
    "sem",
    "il",
    "gli",
    "di",
    "che",
    "sfondo",
    "senza",
    "de",
    "y",
    "et",
    "su",
    "sul",
    "por",
    "par",
    "von",
    "auf",
    "crea",
    "crée",
    "erstelle",
    "crie",
    "un",
];

/// Words of English sentences.
const ENGLISH: &[&str] = &[
    "the", "an", "of", "with", "on", "and", "that", "for", "to", "is", "from", "by", "at", "it", "this", "then", "over",
];

/// Articles that a subject may begin with.
const ARTICLES: &[&str] = &[
    "el ", "la ", "los ", "las ", "le ", "les ", "il ", "lo ", "gli ", "o ", "os ", "as ", "der ", "die ", "das ",
    "den ", "dem ", "l'", "l’",
];

/// Full-width marks and their plain forms.
const MARKS: &[(char, &str)] =
    &[('：', ": "), ('，', ", "), ('、', ", "), ('。', ". "), ('；', "; "), ('（', " ("), ('）', ") "), ('！', "! ")];

static LEXICON: LazyLock<Lexicon<&'static str>> = LazyLock::new(|| Lexicon::new(rows(PHRASES)));

impl Translation {
    /// The prompt in English, where it is in another of the known languages.
    pub(crate) fn of(prompt: &str) -> Option<Self> {
        let (_, view) = mask(prompt);
        let view = lowered(&view);
        let hits = LEXICON.hits(&view);
        let has_han = view.chars().any(crate::lexicon::foreign::runs_on);
        let words = || view.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
        let [small, english] = [SMALL, ENGLISH].map(|list| words().filter(|word| list.contains(word)).count());
        let is_foreign = !hits.is_empty() && (has_han || small > english || small == 0 && english == 0);
        if !is_foreign {
            return None;
        }
        let mut builder = Builder { prompt, text: String::with_capacity(prompt.len()), pieces: Vec::new(), at: 0 };
        let mut length: Option<Range<usize>> = None;
        let about = subject_of_runs(&view);
        if let Some((whole, subject)) = &about {
            builder.put("create a video about ", 0..subject.start);
            builder.keep(subject.end);
            builder.put(". ", subject.end..whole.end);
        }
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        for hit in hits {
            if about.as_ref().is_some_and(|(whole, _)| hit.span.start < whole.end) {
                continue;
            }
            let colored = if SHAPES.contains(&hit.meaning) { with_color(&view, &hit.span, hit.meaning) } else { None };
            let (span, english) = colored.unwrap_or_else(|| (hit.span.clone(), hit.meaning.to_owned()));
            // Words of scripts without spaces would run into each other.
            let is_run = view[hit.span].chars().any(crate::lexicon::foreign::runs_on);
            edits.push((span, if is_run { format!(" {english} ") } else { english }));
        }
        for (at, mark) in prompt.char_indices() {
            if let Some((_, plain)) = MARKS.iter().find(|(wide, _)| *wide == mark) {
                edits.push((at..at + mark.len_utf8(), (*plain).to_owned()));
            }
        }
        if let Some((span, figure)) = seconds(&view) {
            edits.retain(|(other, _)| other.end <= span.start || other.start >= span.end);
            edits.push((span, String::new()));
            length = Some(figure);
        }
        edits.sort_by_key(|(span, _)| span.start);
        for (span, english) in edits {
            if span.start < builder.at {
                continue;
            }
            builder.keep(span.start);
            builder.put(&english, span.clone());
            // `about el café`: what it is about begins without its article.
            if english.trim() == "about" {
                let rest = &view[span.end..];
                let blank = rest.len() - rest.trim_start().len();
                let article = ARTICLES.iter().find(|article| rest.trim_start().starts_with(**article));
                if let Some(article) = article {
                    builder.put(" ", span.end..span.end + blank + article.len());
                }
            }
        }
        builder.keep(prompt.len());
        if let Some(figure) = length {
            let words = format!(". A {}-second video", &prompt[figure.clone()]);
            builder.put(&words, prompt.len()..prompt.len());
        }
        Some(Self { text: builder.text, pieces: builder.pieces })
    }

    /// A place of the translation as the place of the original that it comes from.
    pub(crate) fn back(&self, span: Range<usize>) -> Range<usize> {
        let place = |at: usize, is_end: bool| {
            let piece = self.pieces.iter().find(|[new, _]| if is_end { at <= new.end } else { at < new.end });
            let Some([new, old]) = piece.or(self.pieces.last()) else { return at };
            if new.len() == old.len() {
                (old.start + at.saturating_sub(new.start)).min(old.end)
            } else if is_end {
                old.end
            } else {
                old.start
            }
        };
        let start = place(span.start, false);
        start..place(span.end, true).max(start)
    }

    /// Makes a trace speak of the original: `prompt`.
    pub(crate) fn restore(&self, prompt: &str, trace: &mut Trace) {
        for entry in &mut trace.entries {
            if !entry.span.is_empty() {
                entry.span = self.back(entry.span.clone());
                entry.reread(prompt);
            }
        }
    }
}

struct Builder<'p> {
    prompt: &'p str,
    text: String,
    pieces: Vec<[Range<usize>; 2]>,
    /// How much of the prompt has been taken.
    at: usize,
}

impl Builder<'_> {
    /// Takes the prompt as it is, up to a place.
    fn keep(&mut self, end: usize) {
        if end > self.at {
            let words = &self.prompt[self.at..end];
            self.pieces.push([self.text.len()..self.text.len() + words.len(), self.at..end]);
            self.text.push_str(words);
            self.at = end;
        }
    }

    /// Puts words in the place of a part of the prompt.
    fn put(&mut self, words: &str, old: Range<usize>) {
        self.pieces.push([self.text.len()..self.text.len() + words.len(), old.clone()]);
        self.text.push_str(words);
        self.at = self.at.max(old.end);
    }
}

/// Lower case where that takes as many bytes.
fn lowered(view: &str) -> String {
    view.chars()
        .map(|c| {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
                _ => c,
            }
        })
        .collect()
}

/// Shapes, which a colour may stand beside.
const SHAPES: &[&str] = &["circle", "square", "triangle", "star", "heart"];

/// A shape with the colour that stands right behind or before it: `cercle rouge`, `roter Kreis`, `红色的圆`.
fn with_color(view: &str, span: &Range<usize>, shape: &str) -> Option<(Range<usize>, String)> {
    let before = view[..span.start].trim_end_matches([' ', '的', 'い']);
    let after = &view[span.end..];
    let blank = after.len() - after.trim_start().len();
    for (color, names) in crate::lexicon::foreign::COLORS {
        for name in *names {
            let ends = |rest: &str| rest.chars().next().is_none_or(|c| !c.is_alphabetic() || name.contains(c));
            if after.trim_start().strip_prefix(name).is_some_and(ends) {
                return Some((span.start..span.end + blank + name.len(), format!("{color} {shape}")));
            }
            if before.ends_with(name) {
                return Some((before.len() - name.len()..span.end, format!("{color} {shape}")));
            }
        }
    }
    None
}

/// How long the film is: the words for it with what leads to them, and the figure.
fn seconds(view: &str) -> Option<(Range<usize>, Range<usize>)> {
    let bytes = view.as_bytes();
    for unit in SECONDS {
        for (at, _) in view.match_indices(unit) {
            let head = view[..at].trim_end_matches([' ', '-']);
            let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            let from = head.len() - digits;
            let is_figure =
                digits > 0 && digits <= 3 && from.checked_sub(1).is_none_or(|at| !matches!(bytes[at], b'.' | b','));
            let ends =
                view[at + unit.len()..].chars().next().is_none_or(|c| !c.is_alphabetic() || unit.starts_with('秒'));
            // What a thing takes is no length of the film: `durante 2 segundos`, `en 0,5 secondes`.
            let lead = view[..from].trim_end();
            let lead_word = lead.rsplit(' ').next().unwrap_or_default();
            let of_film = from == 0
                || matches!(lead_word, "de" | "di" | "ein" | "eine" | "einen" | "un" | "une" | "um" | "uma" | "d'une")
                || lead.ends_with([',', '，', '、', '.', '个', '段', '条']);
            if is_figure && ends && of_film {
                let drops = ["de", "di"].iter().find(|word| lead_word == **word).map_or(0, |word| word.len());
                let start = if drops > 0 { lead.len() - drops } else { from };
                let mut end = at + unit.len();
                // `5-Sekunden-Video`, `6秒的`
                for tail in ["-", "的", "の"] {
                    if view[end..].starts_with(tail) {
                        end += tail.len();
                        break;
                    }
                }
                return Some((start..end, from..from + digits));
            }
        }
    }
    None
}

/// What a sentence without spaces is about: `制作一个关于咖啡的视频`, `コーヒーについての動画を作って`; all that says so, and the subject.
fn subject_of_runs(view: &str) -> Option<(Range<usize>, Range<usize>)> {
    const FILMS: &[&str] = &["的视频", "的动画", "的短片", "的短视频", "的宣传片"];
    const ABOUTS: &[&str] = &["についての", "に関する", "をテーマにした", "の動画", "のアニメーション"];
    if let Some(at) = view.find("关于").or_else(|| view.find("展示")) {
        let start = at + "关于".len();
        let (end, film) = FILMS.iter().filter_map(|film| Some((start + view[start..].find(film)?, film))).min()?;
        return (end > start).then(|| (0..end + film.len(), start..end));
    }
    let (at, about) = ABOUTS.iter().filter_map(|about| Some((view.find(about)?, about))).min()?;
    let tail = &view[at + about.len()..];
    let end = tail.find(['、', '。', '，', ',', '.']).map_or(view.len(), |end| at + about.len() + end);
    (at > 0 && !view[..at].contains([',', '、', '。'])).then_some((0..end, 0..at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(prompt: &str) -> String {
        Translation::of(prompt).map_or_else(|| "as it is".to_owned(), |translation| translation.text)
    }

    #[test]
    fn what_instructs_us_is_english_and_what_is_read_stays() {
        assert_eq!(
            english("Crea un vídeo de 6 segundos sobre el café de la mañana, fondo azul"),
            "create a video  about café de la mañana, fondo azul. A 6-second video"
        );
        assert_eq!(english("Balkendiagramm: Nord 41, Süd 33"), "bar chart: Nord 41, Süd 33");
        assert_eq!(english("Texto \"Hola y adiós\" aparece con fundido"), "text \"Hola y adiós\" fades in");
        assert_eq!(english("制作一个关于咖啡的视频，蓝色背景"), "create a video about 咖啡. , 蓝色背景");
        assert_eq!(english("コーヒーについての動画を作って、背景は青"), "create a video about コーヒー. , 背景は青");
        assert_eq!(english("柱状图：北京 41，上海 33").trim(), "bar chart : 北京 41, 上海 33");
        assert_eq!(english("Un cercle rouge qui rebondit"), "a red circle bouncing");
        assert_eq!(english("红色的圆在跳").trim(), "red circle  bouncing");
    }

    #[test]
    fn english_prompts_stay_as_they_are() {
        for prompt in [
            "A 6-second video about coffee, blue background",
            "Title \"Mañana\" fades in over the beach",
            "Logo reveal for La Plaza with a sun",
            "Bar chart: Rye 41, Oat 33",
        ] {
            assert_eq!(english(prompt), "as it is", "{prompt}");
        }
    }

    #[test]
    fn places_lead_back_to_the_original() {
        let prompt = "Un titre « Bonne rentrée » glisse depuis la gauche";
        let translation = Translation::of(prompt).expect("French");
        let at = translation.text.find("slides in from the left").expect("a verb");
        let back = translation.back(at..at + "slides in from the left".len());
        assert_eq!(&prompt[back], "glisse depuis la gauche");
        let at = translation.text.find("Bonne").expect("copy");
        assert_eq!(&prompt[translation.back(at..at + 5)], "Bonne");
    }
}
