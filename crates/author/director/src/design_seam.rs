//! Where the director hands over to the design: looks, grounds and composed blocks.

use crate::Brief;
use crate::directives::{Directives, Freedom};
use crate::given::Given;
use crate::intent::{Composed, Idea};
use crate::lexicon::transitions::named_transition;
use crate::over::is_behind;
use crate::own_fonts::OwnLetters;
use crate::palette::Backdrop;
use crate::prompt::Prompt;
use crate::recipe;
use crate::token::TokenKind;
use pavo_design::blocks::{self, Banner, BigStat, EndCard, ListReveal, Photo, Speaker, StatItem, TitleCard};
use pavo_design::contrast::luminance;
use pavo_design::recipes::{Recipe, RecipeWish};
use pavo_design::{Block, Brand, Dial, LOGO_ASSET, Look, LookWish};
use pavo_scene::{
    Anchor, Camera, Color, ColorToken, Entrance, EntrancePreset, Gradient, GradientKind, Mode, Node, Paint, Position,
    Rgba, Text, TextStyle, Time, Transition, TransitionPreset,
};
use serde_json::{Map, Value};

/// Direction in which a gradient of the prompt runs, in degrees: from the upper left, a little steeper than the diagonal.
const GRADIENT_ANGLE_DEG: f64 = 60.0;

/// The look of a film, and what the prompt says about its ground.
#[derive(Debug, Clone)]
pub(crate) struct Style {
    /// Colours and typefaces.
    pub(crate) look: Look,
    /// The gradient that the prompt asks for.
    gradient: Option<Paint>,
    /// Colours for drawings, in the order of the prompt.
    colors: Vec<Rgba>,
    /// Whether the ground is left away.
    transparent: bool,
    /// Whether the camera must stand.
    still: bool,
    /// Whether the film leads into itself.
    looped: bool,
}

/// The look that the prompt asks for; what it leaves open is chosen.
pub(crate) fn style(
    prompt: &Prompt<'_>,
    directives: &Directives,
    seed: u64,
    brief: &Brief,
    letters: &OwnLetters,
) -> Style {
    let brand = brief.brand.as_ref();
    let roles = &directives.roles;
    let words = |token: &crate::token::Token| prompt.word(token).to_owned();
    let plain: Vec<String> = prompt
        .tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(words)
        .filter(|word| word.len() > 2)
        .take(400)
        .collect();
    // A terminal is dark unless it is said otherwise.
    let is_terminal = prompt.says_any(&prompt.whole(), &["terminal", "command line", "shell session", "console logs"]);
    let screens = (is_terminal && roles.backdrop.is_none() && roles.dark.is_none()).then(|| "terminal".to_owned());
    let is_free =
        roles.backdrop.is_none() && roles.dark.is_none() && brand.is_none_or(|brand| brand.background.is_none());
    let of_light =
        is_free && recipe::find(prompt, &prompt.whole()).is_some_and(|(found, _)| recipe::is_of_light(found));
    // Words on pictures are white.
    let is_over = is_free && brief.given.iter().any(Given::is_photo) && is_behind(prompt);
    let is_dark = (screens.is_some() || of_light || is_over).then_some(true);
    let wish = LookWish {
        mode: roles.dark.or(is_dark).or(logo_on_dark(brief)).map(|dark| if dark { Mode::Dark } else { Mode::Light }),
        background: roles.backdrop.as_ref().map(Backdrop::base),
        text: roles.text,
        accent: roles.accent,
        accent_is_named: prompt
            .colors
            .iter()
            .find(|hit| Some(hit.meaning) == roles.accent)
            .is_some_and(|hit| prompt.words(hit.span.clone()).starts_with(char::is_alphabetic)),
        display_font: directives.text_family.map(str::to_owned),
        body_font: directives.text_family.map(str::to_owned),
        mono_font: directives.figure_family.map(str::to_owned),
        style_words: directives
            .style
            .map(str::to_owned)
            .into_iter()
            .chain(style_words(prompt))
            .chain(screens)
            .collect(),
        own_fonts: letters.cuts.as_slice().into(),
        topic_words: plain,
        energy: directives.energy,
        logo: None,
        is_bare: directives.transparent,
        seed,
        dial: match directives.freedom {
            // Where few things may be there at once, none of them is an ornament.
            _ if directives.negatives.most.is_some() => Dial::Literal,
            Freedom::Literal => Dial::Literal,
            Freedom::Assisted => Dial::Assisted,
            Freedom::Open => Dial::Open,
        },
    };
    let wish = match brand {
        Some(brand) => branded(wish, brand, directives.style.is_some()),
        None => wish,
    };
    let own = letters.own.clone();
    let said_body = directives.text_family.map(str::to_owned);
    let wish = LookWish {
        body_font: match own.body {
            // A bundled family that the prompt names wins over what nobody said of the one that was handed in.
            Some(_) if !own.is_body_said && said_body.is_some() => said_body,
            Some(own) => Some(own),
            None => wish.body_font,
        },
        display_font: own.display.or(wish.display_font),
        mono_font: own.mono.or(wish.mono_font),
        ..wish
    };
    let gradient = match &roles.backdrop {
        Some(Backdrop::Gradient(colors)) if !directives.negatives.gradients => {
            let colors: Vec<Color> = colors.iter().copied().map(Color::from).collect();
            let mut gradient = Gradient::even(GradientKind::Linear, &colors);
            gradient.angle = Some(GRADIENT_ANGLE_DEG);
            Some(gradient.into())
        }
        _ => None,
    };
    let mut look = pavo_design::look(&wish);
    look.plate = plate_of(brief, look.color(ColorToken::Bg));
    Style {
        look,
        gradient,
        colors: match &roles.backdrop {
            Some(Backdrop::Gradient(colors)) => colors.clone(),
            _ => directives.roles.accent.into_iter().collect(),
        },
        transparent: directives.transparent,
        still: directives.negatives.camera || directives.negatives.decoration,
        looped: directives.looped,
    }
}

/// Whether the ground should be dark for the logo to be seen, where that matters.
fn logo_on_dark(brief: &Brief) -> Option<bool> {
    /// A logo that is neither dark nor light is seen on both.
    const DARK: f64 = 0.2;
    const LIGHT: f64 = 0.5;
    let sight = brief.given.iter().find(|given| given.name == LOGO_ASSET)?.sight()?;
    if sight.transparent < 0.05 {
        // One that brings its own ground goes on one like it.
        return Some(sight.luminance < LIGHT);
    }
    if sight.luminance < DARK {
        return Some(false);
    }
    (sight.luminance > LIGHT).then_some(true)
}

/// What a logo that was handed in stands on, where the prompt's ground would swallow it.
fn plate_of(brief: &Brief, ground: Rgba) -> Option<Rgba> {
    /// As of WCAG 2: less is hardly seen.
    const LEAST_CONTRAST: f64 = 2.4;
    let sight = brief.given.iter().find(|given| given.name == LOGO_ASSET)?.sight()?;
    let beside = |other: f64| {
        let [darker, lighter] =
            if sight.luminance < other { [sight.luminance, other] } else { [other, sight.luminance] };
        (lighter + 0.05) / (darker + 0.05)
    };
    let [white, black] = [Rgba::opaque(0xF8, 0xF8, 0xF6), Rgba::opaque(0x12, 0x14, 0x1A)];
    let is_open = sight.transparent >= 0.05;
    (is_open && beside(luminance(ground)) < LEAST_CONTRAST)
        .then(|| if beside(luminance(white)) > beside(luminance(black)) { white } else { black })
}

/// What the prompt wishes, and where it is silent the brand.
fn branded(wish: LookWish, brand: &Brand, has_style: bool) -> LookWish {
    // Colours are a brand's together: those of a prompt's own ground go with it.
    let own = wish.background.is_none() && wish.mode.is_none();
    let (background, text) =
        if own { (brand.background, wish.text.or(brand.text)) } else { (wish.background, wish.text) };
    let mut style_words = wish.style_words;
    if let Some(style) = brand.style.clone().filter(|_| !has_style) {
        style_words.insert(0, style);
    }
    LookWish {
        background,
        text,
        accent: wish.accent.or(brand.accent),
        display_font: wish.display_font.or_else(|| brand.fonts.display.clone()),
        body_font: wish.body_font.or_else(|| brand.fonts.body.clone()),
        mono_font: wish.mono_font.or_else(|| brand.fonts.mono.clone()),
        style_words,
        logo: brand.logo.as_ref().map(|logo| logo.ratio),
        ..wish
    }
}

fn style_words(prompt: &Prompt<'_>) -> Vec<String> {
    prompt.styles.iter().map(|hit| prompt.plain(hit.span.clone()).to_owned()).collect()
}

impl Style {
    /// The flat colour behind everything.
    pub(crate) fn base(&self) -> Rgba {
        self.look.color(ColorToken::Bg)
    }

    /// What is behind a chart or code: nothing that moves.
    pub(crate) fn plain_ground(&self) -> (Paint, Vec<Node>) {
        self.own_ground(self.base().into(), Vec::new())
    }

    /// What is behind a part whose things are placed one by one.
    pub(crate) fn ground(&self) -> (Paint, Vec<Node>) {
        let (paint, nodes) = pavo_design::background(&self.look, self.look.seed);
        self.own_ground(paint, nodes)
    }

    fn own_ground(&self, paint: Paint, nodes: Vec<Node>) -> (Paint, Vec<Node>) {
        if self.transparent {
            return (Rgba::TRANSPARENT.into(), Vec::new());
        }
        match (&self.gradient, self.look.dial) {
            (Some(gradient), _) => (gradient.clone(), nodes),
            (None, Dial::Literal) => (self.base().into(), Vec::new()),
            (None, _) => (paint, nodes),
        }
    }

    /// The same style on a ground of pictures, where nothing is drawn behind words.
    pub(crate) fn on_pictures(&self) -> Self {
        let mut style = self.clone();
        style.look.is_bare = true;
        style.gradient = None;
        style.still = true;
        style
    }

    /// A stripe over what is keyed out, with a face where one was handed in.
    pub(crate) fn banner(&self, idea: &Idea, face: Option<&Given>, secs: f64) -> Option<Block> {
        let Idea::Banner { title, body, color, is_face_left } = idea else { return None };
        let face = face.filter(|face| face.video_secs().is_none()).map(|face| Photo {
            src: Some(face.name.clone()),
            focus: face.sight().map(|sight| sight.focus),
            ..Photo::default()
        });
        let card = Banner { title: title.clone(), text: body.clone(), fill: *color, face, is_face_left: *is_face_left };
        let block = blocks::banner(&card, &self.look, Time::from_secs(secs));
        // What is keyed out is that very colour, whatever the theme.
        Some(self.grounded(Block { background: self.base().into(), ..block }))
    }

    /// A block on the ground that the prompt asks for.
    fn grounded(&self, mut block: Block) -> Block {
        (block.background, block.nodes) = match (&self.gradient, self.transparent) {
            (_, true) => (Rgba::TRANSPARENT.into(), block.nodes),
            (Some(gradient), _) => (gradient.clone(), block.nodes),
            _ => (block.background, block.nodes),
        };
        block.camera = block.camera.filter(|_| !self.still && !self.transparent);
        block
    }

    /// The block for an idea; `None` where its things are placed one by one.
    pub(crate) fn block(&self, idea: &Idea, secs: f64) -> Option<Block> {
        let (look, duration) = (&self.look, Time::from_secs(secs));
        let block = match idea {
            Idea::Title { kicker, title, subtitle } => {
                let card = TitleCard { kicker: kicker.clone(), title: title.clone(), subtitle: subtitle.clone() };
                blocks::title_card(&card, look, duration)
            }
            Idea::Stat { stat, bounces } => {
                let stat = BigStat {
                    from: 0.0,
                    to: stat.value,
                    format: stat.format.clone(),
                    label: Some(stat.label.clone()).filter(|label| !label.is_empty()),
                    bounce: *bounces,
                    count_secs: None,
                };
                blocks::big_stat(&stat, look, duration)
            }
            Idea::Stats(stats) => {
                let item = |stat: &crate::data::Stat| StatItem {
                    from: 0.0,
                    to: stat.value,
                    format: stat.format.clone(),
                    label: Some(stat.label.clone()).filter(|label| !label.is_empty()),
                };
                blocks::stat_row(&stats.iter().map(item).collect::<Vec<_>>(), look, duration)
            }
            Idea::List { title, items, numbered } => {
                let list =
                    ListReveal { title: title.clone(), items: items.clone(), numbered: *numbered, checked: false };
                blocks::list_reveal(&list, look, duration)
            }
            Idea::Quote { words, author, role } => {
                let speaker = Speaker { name: author.clone(), role: role.clone(), face: None };
                blocks::quote_card(words, &speaker, look, duration)
            }
            Idea::Countdown { from, to, end } => blocks::countdown(*from, *to, end.as_deref(), look, duration),
            Idea::LowerThird { name, role } => blocks::lower_third(name, role.as_deref(), look, duration),
            Idea::Progress { value, label } => self.progress(*value, label.as_deref(), duration),
            Idea::Wordmark { name, tagline, call } => {
                let card = EndCard { name: Some(name.clone()), tagline: tagline.clone(), cta: call.clone() };
                blocks::end_card(&card, look, duration)
            }
            Idea::Lines(lines) => blocks::kinetic_lines(lines, look, duration),
            Idea::Depict(depicted) => pavo_design::recipes::recipe(*depicted, &self.wish(), look, duration),
            Idea::Ambient => pavo_design::recipes::recipe(Recipe::AbstractLoop, &self.wish(), look, duration),
            Idea::Composed(composed) => {
                let kind = pavo_design::block_kind(composed.block)?;
                kind.build(&self.dressed(composed), "", look, duration).ok()?
            }
            Idea::Staged | Idea::Chart { .. } | Idea::Code(_) | Idea::Banner { .. } | Idea::Over(_) => return None,
        };
        Some(self.grounded(block))
    }

    /// What fills a block's slots, with the colours and the loop that the prompt asks of a drawing.
    fn dressed(&self, composed: &Composed) -> Map<String, Value> {
        let mut props = composed.props.clone();
        if composed.block == "abstractLoop" {
            if !self.colors.is_empty() {
                let colors: Vec<String> = self.colors.iter().map(ToString::to_string).take(6).collect();
                props.entry("colors").or_insert(colors.into());
            }
            props.entry("seamless").or_insert(self.looped.into());
        }
        props
    }

    /// What the camera does where things are placed one by one.
    pub(crate) fn camera(&self) -> Option<Camera> {
        self.look.camera().filter(|_| !self.still && !self.transparent)
    }

    /// How one scene follows another, where more than a cut is left to us.
    pub(crate) fn transition(&self, prompt: &Prompt<'_>) -> Option<Transition> {
        let cuts = ["hard cut", "hard cuts", "jump cut", "jump cuts", "cuts only", "no transitions", "no transition"];
        if self.still || self.transparent || prompt.says_any(&prompt.whole(), &cuts) {
            return None;
        }
        if let Some(named) = named_transition(prompt) {
            return Some(named);
        }
        Some(self.look.transition()).filter(|transition| transition.preset != TransitionPreset::Cut)
    }

    /// How long a block wants to be seen, in seconds.
    pub(crate) fn wanted_secs(&self, composed: &Composed) -> Option<f64> {
        let kind = pavo_design::block_kind(composed.block)?;
        let block = kind.build(&composed.props, "", &self.look, Time::from_secs(6.0)).ok()?;
        Some(block.needs.ideal.secs())
    }

    fn wish(&self) -> RecipeWish {
        RecipeWish { colors: self.colors.clone(), seamless: self.looped, beside_words: false }
    }

    fn progress(&self, percent: f64, label: Option<&str>, duration: Time) -> Block {
        let mut block = pavo_design::recipes::recipe(
            Recipe::ProgressRing { percent, figure: true },
            &self.wish(),
            &self.look,
            duration,
        );
        if let Some(label) = label {
            let mut text = Text::new(label);
            text.style = Some(TextStyle::Subtitle);
            let mut node = Node::new(text);
            node.common.pos = Some(Position::safe(Anchor::Bottom));
            node.common.entrance =
                Some(Entrance { start: Some(Time::from_secs(0.4)), ..Entrance::new(EntrancePreset::Rise) });
            block.nodes.push(node);
        }
        block
    }
}
