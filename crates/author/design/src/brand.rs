//! Brands: colours, typefaces and the logo that every film of a brand shares.

use crate::contrast::{Floor, luminance, wcag};
use crate::font_cut::{FontCut, is_of};
use crate::fonts::family_for;
use crate::oklch::Oklch;
use crate::slot::{Props, Slot, SlotKind, check, problem};
use crate::styles::STYLES;
use crate::theme::ink_on;
use pavo_scene::{Mode, Problem, Rgba, ThemeFonts};
use serde_json::{Map, Value, json};

/// The name of the asset that is a brand's logo.
pub const LOGO_ASSET: &str = "brand-logo";

/// The picture that is a brand's sign.
#[derive(Debug, Clone, PartialEq)]
pub struct Logo {
    /// Where it is: a path, relative to the brand's file until somebody has looked for it.
    pub src: String,
    /// Its width as a share of its height; 1 until somebody has looked at it.
    pub ratio: f64,
}

/// Colours, typefaces and logo of a brand; what it leaves open is chosen as ever.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Brand {
    /// Its name.
    pub name: Option<String>,
    /// The style preset that its films have.
    pub style: Option<String>,
    /// What lies behind everything.
    pub background: Option<Rgba>,
    /// The colour of words.
    pub text: Option<Rgba>,
    /// The one strong colour.
    pub accent: Option<Rgba>,
    /// A second strong colour.
    pub accent2: Option<Rgba>,
    /// Typefaces by role.
    pub fonts: ThemeFonts,
    /// Its sign, which ends films and is shown where a logo is.
    pub logo: Option<Logo>,
}

const ROLES: &[Slot] = &[
    Slot::new("bg", SlotKind::Color, "What lies behind everything."),
    Slot::new("text", SlotKind::Color, "The colour of words."),
    Slot::new("accent", SlotKind::Color, "The one strong colour."),
    Slot::new("accent2", SlotKind::Color, "A second strong colour."),
];

const FONTS: &[Slot] = &[
    Slot::new("display", SlotKind::Text(60), "The typeface of titles."),
    Slot::new("body", SlotKind::Text(60), "The typeface of everything else that is read."),
    Slot::new("mono", SlotKind::Text(60), "The typeface of code."),
];

const BRAND: &[Slot] = &[
    Slot::new("name", SlotKind::Text(60), "Its name."),
    Slot::new("style", SlotKind::Text(40), "The style preset that its films have."),
    Slot::new(
        "mode",
        SlotKind::Choice(&["light", "dark"]),
        "Whether grounds are light or dark, where colours are a list.",
    ),
    Slot::new("fonts", SlotKind::Item(FONTS), "Typefaces by role."),
    Slot::new(
        "logo",
        SlotKind::Text(400),
        "The path of a picture (PNG, JPEG, GIF, WebP, BMP, AVIF or SVG), relative to the brand's file.",
    ),
];

impl Brand {
    /// Reads a brand from JSON: `name`, `style`, `mode`, `colors` (by role, or a list whose roles are found by lightness
    /// and strength), `fonts` (by role) and `logo` (a path).
    ///
    /// Gives what was understood but will not look as it was meant, as sentences: words that cannot be read on their
    /// ground, typefaces that another stands in for.
    ///
    /// # Errors
    ///
    /// Every value that is not what its field takes.
    pub fn read(text: &str) -> Result<(Self, Vec<String>), Vec<Problem>> {
        Self::read_with_fonts(text, &[])
    }

    /// As [`Brand::read`], where it may name typefaces that were handed in.
    ///
    /// # Errors
    ///
    /// As [`Brand::read`].
    pub fn read_with_fonts(text: &str, own_fonts: &[FontCut]) -> Result<(Self, Vec<String>), Vec<Problem>> {
        let parsed: Value = serde_json::from_str(text)
            .map_err(|error| vec![problem("", format!("not JSON: {error}"), None, Some("an object".to_owned()))])?;
        let Value::Object(mut object) = parsed else {
            return Err(vec![problem("", "not an object".to_owned(), Some(&parsed), Some("an object".to_owned()))]);
        };
        let mut problems = Vec::new();
        let colors = object.shift_remove("colors");
        check(BRAND, &object, "", &mut problems);
        let props = Props::new(&object);
        let mode = props.text("mode").map(|mode| if mode == "dark" { Mode::Dark } else { Mode::Light });
        let logo = props.text("logo").map(|src| Logo { src, ratio: 1.0 });
        let mut brand = Self { name: props.text("name"), style: props.text("style"), logo, ..Self::default() };
        if let Some(style) = &brand.style
            && !STYLES.iter().any(|known| known.name == style)
        {
            let known = STYLES.iter().map(|style| style.name).collect::<Vec<_>>().join(", ");
            problems.push(problem("/style", "not a style".to_owned(), object.get("style"), Some(known)));
        }
        match &colors {
            Some(Value::Object(roles)) => {
                check(ROLES, roles, "/colors", &mut problems);
                let role = |name: &str| roles.get(name).and_then(Value::as_str).and_then(Rgba::parse);
                (brand.background, brand.text) = (role("bg"), role("text"));
                (brand.accent, brand.accent2) = (role("accent"), role("accent2"));
            }
            Some(Value::Array(list)) => match colors_of(list) {
                Ok(colors) => brand.assign(colors, mode),
                Err(found) => problems.extend(found),
            },
            Some(other) => {
                let allowed = "an object of roles (bg, text, accent, accent2), or a list of colours";
                problems.push(problem("/colors", "not colours".to_owned(), Some(other), Some(allowed.to_owned())));
            }
            None => {}
        }
        let mut warnings = Vec::new();
        if let Some(fonts) = props.item("fonts", |fonts| ["display", "body", "mono"].map(|role| fonts.text(role))) {
            let [display, body, mono] = fonts.map(|name| name.and_then(|name| family(&name, own_fonts, &mut warnings)));
            brand.fonts = ThemeFonts { display, body, mono };
        }
        warnings.extend(brand.contrasts());
        if problems.is_empty() { Ok((brand, warnings)) } else { Err(problems) }
    }

    /// Gives each colour of a list the role that it serves best.
    ///
    /// The lightest (of a dark brand the darkest) is the ground if it is light (dark) enough; the one that is read best
    /// on it is the words', and the strongest of the others is the accent.
    fn assign(&mut self, mut colors: Vec<Rgba>, mode: Option<Mode>) {
        let is_dark = match mode {
            Some(mode) => mode == Mode::Dark,
            // A brand of dark colours alone has dark grounds.
            None => colors.iter().all(|color| luminance(*color) < 0.2),
        };
        let far = |color: &Rgba| if is_dark { luminance(*color) } else { 1.0 - luminance(*color) };
        let grounds =
            colors.iter().copied().enumerate().filter(|(_, color)| far(color) < if is_dark { 0.08 } else { 0.3 });
        if let Some((index, color)) = grounds.min_by(|(_, one), (_, other)| far(one).total_cmp(&far(other))) {
            self.background = Some(color);
            colors.remove(index);
        }
        let ground = self.background.unwrap_or(if is_dark { Rgba::BLACK } else { Rgba::WHITE });
        let plain = |color: &Rgba| Oklch::of(*color).c < 0.09 && Floor::TEXT.holds(*color, ground);
        let inks = colors.iter().copied().enumerate().filter(|(_, color)| plain(color));
        let ink = inks.max_by(|(_, one), (_, other)| wcag(*one, ground).total_cmp(&wcag(*other, ground)));
        if let Some((index, color)) = ink {
            self.text = Some(color);
            colors.remove(index);
        }
        colors.sort_by(|one, other| Oklch::of(*other).c.total_cmp(&Oklch::of(*one).c));
        let mut strong = colors.into_iter();
        (self.accent, self.accent2) = (strong.next(), strong.next());
        if self.background.is_none() && mode.is_some() {
            let neutral = Oklch::new(if is_dark { 0.175 } else { 0.972 }, 0.01, 0.0);
            self.background = Some(neutral.to_rgba());
        }
    }

    /// A brand, and where it is silent the colours of pictures that it shall look like. Colours go together: a brand's ground
    /// has its own accents.
    #[must_use]
    pub fn referred(brand: Option<Self>, colors: Option<Self>) -> Option<Self> {
        let Some(colors) = colors else { return brand };
        let brand = brand.unwrap_or_default();
        if brand.background.is_some() || brand.accent.is_some() || brand.text.is_some() {
            return Some(brand);
        }
        Some(Self { background: colors.background, accent: colors.accent, accent2: colors.accent2, ..brand })
    }

    /// Which of its colours cannot do what they are for, in words.
    fn contrasts(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        let Some(ground) = self.background else { return warnings };
        let text = self.text.unwrap_or_else(|| ink_on(ground));
        if !Floor::TEXT.holds(text, ground) {
            warnings.push(format!(
                "words in {text} can hardly be read on {ground}: their contrast is {:.1}, and 4.5 is wanted",
                wcag(text, ground)
            ));
        }
        for (name, color) in [("accent", self.accent), ("accent2", self.accent2)] {
            if let Some(color) = color.filter(|color| !Floor::MARK.holds(*color, ground)) {
                warnings.push(format!(
                    "the {name} {color} hardly stands out from {ground}: its contrast is {:.1}, and 3 is wanted",
                    wcag(color, ground)
                ));
            }
        }
        warnings
    }

    /// Gives a scene document, before it is read, the brand's theme: its colours and typefaces win over those of the
    /// document, and what the document says of colours in its nodes stays. Its logo becomes the asset [`LOGO_ASSET`].
    pub fn dress(&self, document: &mut Value) {
        let Some(object) = document.as_object_mut() else { return };
        let mut theme = object.get("theme").and_then(Value::as_object).cloned().unwrap_or_default();
        if let Some(style) = &self.style {
            theme.insert("preset".to_owned(), json!(style));
        }
        // Without a preset there would be nothing to derive the other roles from.
        theme.entry("preset").or_insert_with(|| json!(STYLES[0].name));
        let mut colors = Map::new();
        let roles = [("bg", self.background), ("text", self.text), ("accent", self.accent), ("accent2", self.accent2)];
        for (role, color) in roles {
            if let Some(color) = color {
                colors.insert(role.to_owned(), json!(color.to_string()));
            }
        }
        if !colors.is_empty() {
            // Colours of another ground do not go with this one.
            theme.insert("colors".to_owned(), Value::Object(colors));
            theme.shift_remove("mode");
        }
        let fonts = [("display", &self.fonts.display), ("body", &self.fonts.body), ("mono", &self.fonts.mono)];
        for (role, family) in fonts {
            if let Some(family) = family {
                theme.entry("fonts").or_insert_with(|| json!({}))[role] = json!(family);
            }
        }
        object.insert("theme".to_owned(), Value::Object(theme));
        if let Some(logo) = &self.logo {
            let assets = object.entry("assets").or_insert_with(|| json!({}));
            if let Some(assets) = assets.as_object_mut() {
                assets.insert(LOGO_ASSET.to_owned(), json!({ "type": "image", "src": logo.src }));
            }
        }
    }
}

fn colors_of(list: &[Value]) -> Result<Vec<Rgba>, Vec<Problem>> {
    const MOST: usize = 8;
    let allowed = || Some(format!("1 to {MOST} colours such as #06B6D4"));
    if list.is_empty() || list.len() > MOST {
        return Err(vec![problem("/colors", format!("{} colours", list.len()), None, allowed())]);
    }
    let read = |(index, value): (usize, &Value)| {
        let color = value.as_str().and_then(Rgba::parse);
        color.ok_or_else(|| problem(&format!("/colors/{index}"), "not a colour".to_owned(), Some(value), allowed()))
    };
    let (colors, problems): (Vec<_>, Vec<_>) = list.iter().enumerate().map(read).partition(Result::is_ok);
    if problems.is_empty() {
        Ok(colors.into_iter().filter_map(Result::ok).collect())
    } else {
        Err(problems.into_iter().filter_map(Result::err).collect())
    }
}

/// The family for a name, one that was handed in before a bundled one; one that stands in, or none at all, is told.
fn family(name: &str, own_fonts: &[FontCut], warnings: &mut Vec<String>) -> Option<String> {
    if let Some(own) = own_fonts.iter().find(|cut| is_of(cut, name)) {
        return Some(own.family.clone());
    }
    let Some(found) = family_for(name) else {
        warnings.push(format!("the typeface {name} is not bundled, and nothing stands in for it"));
        return None;
    };
    if found.substituted {
        warnings.push(format!("the typeface {name} is not bundled; {} stands in", found.family));
    }
    Some(found.family.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Brand, Vec<String>) {
        Brand::read(text).unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    #[test]
    fn colours_of_a_list_get_the_roles_that_they_serve_best() {
        let (brand, warnings) =
            read(r##"{"name": "Halyard", "colors": ["#E4572E", "#0B1F33", "#F7F3EA", "#2E86AB"]}"##);
        assert_eq!(brand.background, Rgba::parse("#F7F3EA"));
        assert_eq!(brand.text, Rgba::parse("#0B1F33"));
        assert_eq!(brand.accent, Rgba::parse("#E4572E"));
        assert_eq!(brand.accent2, Rgba::parse("#2E86AB"));
        assert!(warnings.is_empty(), "{warnings:?}");
        let (dark, _) = read(r##"{"mode": "dark", "colors": ["#E4572E", "#0B1F33", "#F7F3EA"]}"##);
        assert_eq!((dark.background, dark.text), (Rgba::parse("#0B1F33"), Rgba::parse("#F7F3EA")));
    }

    #[test]
    fn words_that_cannot_be_read_and_typefaces_that_are_not_there_are_told() {
        let text = r##"{"colors": {"bg": "#FFFFFF", "text": "#CCCCCC", "accent": "#FFF200"}, "fonts": {"display": "Helvetica"}}"##;
        let (brand, warnings) = read(text);
        assert_eq!(warnings.len(), 3, "{warnings:?}");
        assert!(warnings[1].contains("#CCCCCC") && warnings[2].contains("accent"), "{warnings:?}");
        assert_eq!(brand.fonts.display.as_deref(), Some("Inter"));
    }

    #[test]
    fn a_typeface_that_was_handed_in_is_no_substitute() {
        let own = FontCut {
            family: "Helvetica".to_owned(),
            weights: [400, 400],
            is_italic: false,
            is_monospaced: false,
            extent: 1.0,
            widths: Vec::new(),
        };
        let read = Brand::read_with_fonts(r#"{"fonts": {"display": "helvetica"}}"#, &[own]).expect("a brand");
        assert_eq!((read.0.fonts.display.as_deref(), read.1), (Some("Helvetica"), Vec::new()));
    }

    #[test]
    fn every_problem_of_a_brand_is_told_at_once() {
        let problems =
            Brand::read(r#"{"style": "baroque", "colors": ["red", "nix"], "logo": 3}"#).expect_err("refused");
        let told: Vec<&str> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
        assert_eq!(told, ["/logo", "/style", "/colors/1"]);
        assert!(Brand::read("[1]").is_err() && Brand::read("{").is_err());
    }

    #[test]
    fn a_document_is_dressed_in_the_brand_and_keeps_its_nodes() {
        let (brand, _) = read(
            r##"{"style": "swiss", "logo": "sign.png", "colors": ["#0B1F33", "#F7F3EA", "#E4572E"], "fonts": {"body": "Manrope"}}"##,
        );
        let mut document = json!({ "mg": 1, "theme": { "preset": "neon", "mode": "dark", "fonts": { "mono": "Space Mono" } },
            "scenes": [{ "nodes": [{ "type": "rect", "fill": "#123456" }] }] });
        brand.dress(&mut document);
        assert_eq!(
            document["theme"],
            json!({ "preset": "swiss", "fonts": { "mono": "Space Mono", "body": "Manrope" },
                "colors": { "bg": "#F7F3EA", "text": "#0B1F33", "accent": "#E4572E" } })
        );
        assert_eq!(document["scenes"][0]["nodes"][0]["fill"], "#123456");
        assert_eq!(document["assets"], json!({ "brand-logo": { "type": "image", "src": "sign.png" } }));
    }
}
