//! The bundled fonts, and which of them stands in for a font that is not bundled.
//!
//! Pavo draws text with these files and those that are handed in, never with a machine's own, so the same scene has the
//! same pixels everywhere.
//! `assets/LICENSES.md` names the licence and the source of each family.

use brotli_decompressor::Decompressor;
use pavo_media::{Assets, Font};
use std::fmt;
use std::io::Read;
use std::sync::{LazyLock, OnceLock};

/// What is read of a packed font at a time.
const BUFFER_BYTES: usize = 1 << 16;

/// One font file, embedded in the program: a single cut, or a variable font with all between its lightest and heaviest.
pub struct BundledFont {
    /// Family name as the file gives it: the one name all weights of a family share.
    pub family: &'static str,
    /// Weight on the OpenType scale: 400 is regular, 700 bold, 900 black; of a variable font the one it has by default.
    pub weight: u16,
    /// Whether the file is the slanted cut of its family.
    pub italic: bool,
    /// The file as a Brotli stream.
    packed: &'static [u8],
    unpacked: OnceLock<Vec<u8>>,
}

impl BundledFont {
    /// The whole TrueType file, unpacked when it is first asked for.
    pub fn file(&'static self) -> &'static [u8] {
        // The build packed them, and a test compares each with its source.
        self.unpacked.get_or_init(|| {
            let mut file = Vec::new();
            match Decompressor::new(self.packed, BUFFER_BYTES).read_to_end(&mut file) {
                Ok(_) => file,
                Err(_) => Vec::new(),
            }
        })
    }
}

impl fmt::Debug for BundledFont {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BundledFont")
            .field("family", &self.family)
            .field("weight", &self.weight)
            .field("italic", &self.italic)
            .field("packed_bytes", &self.packed.len())
            .finish_non_exhaustive()
    }
}

/// The bundled family that draws a requested font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FamilyMatch {
    /// A family of [`bundled_fonts`].
    pub family: &'static str,
    /// Whether the request named another font, for which `family` stands in.
    pub substituted: bool,
}

/// All bundled fonts: families in alphabetical order, each from light to heavy, upright before italic.
#[must_use]
pub fn bundled_fonts() -> &'static [BundledFont] {
    &BUNDLED
}

/// The bundled family for a font name.
///
/// A bundled family is found by its own name; a well-known other font through a table of the nearest look.
/// Case, spaces and punctuation do not matter: `"JetBrains Mono"`, `jetbrains-mono` and `JETBRAINSMONO` are one name.
/// Weight words are part of the name here, so callers strip them first: `Inter Bold` is not found.
/// `None` for a font that neither is bundled nor has a stand-in.
///
/// ```
/// let found = pavo_design::fonts::family_for("Helvetica Neue").expect("it has a stand-in");
/// assert_eq!((found.family, found.substituted), ("Inter", true));
/// ```
#[must_use]
pub fn family_for(name: &str) -> Option<FamilyMatch> {
    let wanted = folded(name);
    let bundled = BUNDLED.iter().map(|font| font.family).find(|family| folded(family) == wanted);
    if let Some(family) = bundled {
        return Some(FamilyMatch { family, substituted: false });
    }
    STAND_INS
        .iter()
        .find(|(_, names)| names.contains(&wanted.as_str()))
        .map(|(family, _)| FamilyMatch { family, substituted: true })
}

/// `name` without case, spaces and punctuation.
fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

const UPRIGHT: bool = false;
const ITALIC: bool = true;

macro_rules! font {
    ($family:literal, $weight:literal, $slant:ident, $file:literal) => {
        BundledFont {
            family: $family,
            weight: $weight,
            italic: $slant,
            packed: include_bytes!(concat!(env!("OUT_DIR"), "/", $file)),
            unpacked: OnceLock::new(),
        }
    };
}

#[rustfmt::skip]
static BUNDLED: [BundledFont; 52] = [
    font!("Anton", 400, UPRIGHT, "Anton_400Regular.ttf"),
    font!("Archivo", 400, UPRIGHT, "Archivo_wdth_wght.ttf"),
    font!("Archivo Black", 400, UPRIGHT, "ArchivoBlack_400Regular.ttf"),
    font!("Archivo Latin Ext", 400, UPRIGHT, "ArchivoLatinExt_wdth_wght.ttf"),
    font!("Bricolage Grotesque", 400, UPRIGHT, "BricolageGrotesque_400Regular.ttf"),
    font!("Bricolage Grotesque", 700, UPRIGHT, "BricolageGrotesque_700Bold.ttf"),
    font!("Bricolage Grotesque", 800, UPRIGHT, "BricolageGrotesque_800ExtraBold.ttf"),
    font!("Caveat", 700, UPRIGHT, "Caveat_700Bold.ttf"),
    font!("DM Serif Display", 400, UPRIGHT, "DMSerifDisplay_400Regular.ttf"),
    font!("Fredoka", 400, UPRIGHT, "Fredoka_400Regular.ttf"),
    font!("Fredoka", 600, UPRIGHT, "Fredoka_600SemiBold.ttf"),
    font!("Instrument Serif", 400, UPRIGHT, "InstrumentSerif_400Regular.ttf"),
    font!("Instrument Serif", 400, ITALIC, "InstrumentSerif_400Regular_Italic.ttf"),
    font!("Inter", 400, UPRIGHT, "Inter_400Regular.ttf"),
    font!("Inter", 400, ITALIC, "Inter_400Regular_Italic.ttf"),
    font!("Inter", 500, UPRIGHT, "Inter_500Medium.ttf"),
    font!("Inter", 600, UPRIGHT, "Inter_600SemiBold.ttf"),
    font!("Inter", 700, UPRIGHT, "Inter_700Bold.ttf"),
    font!("Inter", 800, UPRIGHT, "Inter_800ExtraBold.ttf"),
    font!("Inter", 900, UPRIGHT, "Inter_900Black.ttf"),
    font!("JetBrains Mono", 400, UPRIGHT, "JetBrainsMono_400Regular.ttf"),
    font!("JetBrains Mono", 500, UPRIGHT, "JetBrainsMono_500Medium.ttf"),
    font!("JetBrains Mono", 700, UPRIGHT, "JetBrainsMono_700Bold.ttf"),
    font!("Manrope", 400, UPRIGHT, "Manrope_400Regular.ttf"),
    font!("Manrope", 600, UPRIGHT, "Manrope_600SemiBold.ttf"),
    font!("Manrope", 700, UPRIGHT, "Manrope_700Bold.ttf"),
    font!("Manrope", 800, UPRIGHT, "Manrope_800ExtraBold.ttf"),
    font!("Noto Color Emoji", 400, UPRIGHT, "NotoColorEmoji_400Regular.ttf"),
    font!("Noto Sans Arabic", 400, UPRIGHT, "NotoSansArabic_400Regular.ttf"),
    font!("Noto Sans Arabic", 700, UPRIGHT, "NotoSansArabic_700Bold.ttf"),
    font!("Noto Sans Devanagari", 400, UPRIGHT, "NotoSansDevanagari_400Regular.ttf"),
    font!("Noto Sans Devanagari", 700, UPRIGHT, "NotoSansDevanagari_700Bold.ttf"),
    font!("Noto Sans Hebrew", 400, UPRIGHT, "NotoSansHebrew_400Regular.ttf"),
    font!("Noto Sans Hebrew", 700, UPRIGHT, "NotoSansHebrew_700Bold.ttf"),
    font!("Noto Sans KR", 400, UPRIGHT, "NotoSansKR_400Regular.ttf"),
    font!("Noto Sans KR", 700, UPRIGHT, "NotoSansKR_700Bold.ttf"),
    font!("Noto Sans SC", 400, UPRIGHT, "NotoSansSC_400Regular.ttf"),
    font!("Noto Sans SC", 700, UPRIGHT, "NotoSansSC_700Bold.ttf"),
    font!("Noto Sans Thai", 400, UPRIGHT, "NotoSansThai_400Regular.ttf"),
    font!("Noto Sans Thai", 700, UPRIGHT, "NotoSansThai_700Bold.ttf"),
    font!("Orbitron", 700, UPRIGHT, "Orbitron_700Bold.ttf"),
    font!("Orbitron", 900, UPRIGHT, "Orbitron_900Black.ttf"),
    font!("Playfair Display", 400, UPRIGHT, "PlayfairDisplay_400Regular.ttf"),
    font!("Playfair Display", 400, ITALIC, "PlayfairDisplay_400Regular_Italic.ttf"),
    font!("Playfair Display", 700, UPRIGHT, "PlayfairDisplay_700Bold.ttf"),
    font!("Playfair Display", 900, UPRIGHT, "PlayfairDisplay_900Black.ttf"),
    font!("Press Start 2P", 400, UPRIGHT, "PressStart2P_400Regular.ttf"),
    font!("Space Grotesk", 400, UPRIGHT, "SpaceGrotesk_400Regular.ttf"),
    font!("Space Grotesk", 500, UPRIGHT, "SpaceGrotesk_500Medium.ttf"),
    font!("Space Grotesk", 700, UPRIGHT, "SpaceGrotesk_700Bold.ttf"),
    font!("Space Mono", 400, UPRIGHT, "SpaceMono_400Regular.ttf"),
    font!("Space Mono", 700, UPRIGHT, "SpaceMono_700Bold.ttf"),
];

/// Bundled family, and the folded names of fonts it stands in for.
///
/// The stand-in shares the other font's classification and proportions, not its exact widths.
#[rustfmt::skip]
static STAND_INS: &[(&str, &[&str])] = &[
    // Condensed, heavy display faces.
    ("Anton", &[
        "antonio", "bebas", "bebasneue", "barlowcondensed", "druk", "dharmagothic", "fjallaone", "haettenschweiler", "impact",
        "knockout", "leaguegothic", "oswald", "pathwaygothicone", "robotocondensed", "sixcaps", "teko", "tungsten",
    ]),
    // Wide, heavy grotesques.
    ("Archivo Black", &["akira", "arialblack", "drukwide", "helveticablack", "monumentextended", "rubikmonoone", "titanone", "unbounded"]),
    // Grotesques with character.
    ("Bricolage Grotesque", &["cabinetgrotesk", "clashdisplay", "clashgrotesk", "familjengrotesk", "hankengrotesk", "schibstedgrotesk", "syne"]),
    // Handwriting and scripts.
    ("Caveat", &[
        "amaticsc", "brushscript", "brushscriptmt", "cursive", "dancingscript", "gloriahallelujah", "greatvibes", "handwriting",
        "handwritten", "indieflower", "kalam", "lobster", "marker", "markerfelt", "pacifico", "patrickhand", "permanentmarker",
        "sacramento", "satisfy", "script", "shadowsintolight", "snellroundhand",
    ]),
    // Heavy-contrast display serifs.
    ("DM Serif Display", &["abrilfatface", "cooper", "cooperblack", "dmserif", "dmseriftext", "recoleta", "rozhaone", "slabserif", "yesevaone"]),
    // Rounded and playful.
    ("Fredoka", &[
        "baloo", "baloo2", "bubblegumsans", "chalkboard", "comfortaa", "comicneue", "comicsans", "comicsansms", "fredokaone",
        "luckiestguy", "mplusrounded1c", "nunito", "quicksand", "rounded", "sfprorounded", "sfrounded", "varelaround",
    ]),
    // Narrow, elegant serifs.
    ("Instrument Serif", &["cormorant", "cormorantgaramond", "editorialnew", "ogg", "ppeditorialnew", "tiemposheadline"]),
    // Neutral and system sans.
    ("Inter", &[
        "applesystem", "arial", "arialnova", "blinkmacsystemfont", "calibri", "dejavusans", "firasans", "geist", "geistsans", "generalsans",
        "grotesk", "helvetica", "helveticaneue", "helveticanow", "ibmplexsans", "instrumentsans", "interdisplay", "intertight",
        "lato", "liberationsans", "neuehaasgrotesk", "noto", "notosans", "opensans", "publicsans", "roboto", "robotoflex", "sanfrancisco",
        "sansserif", "sans", "segoe", "segoeui", "sf", "sfpro", "sfprodisplay", "sfprotext", "sourcesans", "sourcesans3",
        "sourcesanspro", "suisse", "suisseintl", "system", "systemui", "tahoma", "trebuchet", "trebuchetms", "ubuntu", "uisansserif",
        "verdana", "worksans",
    ]),
    // Monospaced.
    ("JetBrains Mono", &[
        "anonymouspro", "berkeleymono", "cascadiacode", "cascadiamono", "code", "consolas", "courier", "couriernew", "dejavusansmono",
        "firacode", "firamono", "geistmono", "hack", "ibmplexmono", "inconsolata", "lucidaconsole", "menlo", "monaco", "mono",
        "monospace", "monospaced", "robotomono", "sfmono", "sourcecodepro", "ubuntumono", "uimonospace",
    ]),
    // Geometric sans.
    ("Manrope", &[
        "avantgarde", "avenir", "avenirnext", "centurygothic", "circular", "circularstd", "dmsans", "figtree", "futura", "futurapt",
        "gilroy", "gotham", "josefinsans", "jost", "kanit", "leaguespartan", "lexend", "mont", "montserrat", "outfit", "plusjakartasans", "poppins",
        "productsans", "proximanova", "raleway", "redhatdisplay", "rubik", "satoshi", "sora", "urbanist",
    ]),
    // Technical and science fiction.
    ("Orbitron", &["audiowide", "bankgothic", "electrolize", "eurostile", "exo", "exo2", "michroma", "oxanium", "rajdhani", "syncopate"]),
    // Transitional and Didone serifs.
    ("Playfair Display", &[
        "baskerville", "bodoni", "bodonimoda", "bodoni72", "caslon", "didot", "ebgaramond", "fraunces", "garamond", "georgia",
        "hoeflertext", "librebaskerville", "librecaslon", "lora", "merriweather", "newyork", "notoserif", "palatino", "playfair",
        "ptserif", "serif", "sourceserif", "sourceserif4", "sourceserifpro", "spectral", "times", "timesnewroman", "uiserif",
    ]),
    // Bitmap look.
    ("Press Start 2P", &["8bit", "bitmap", "dotgothic16", "pixel", "pixelfont", "pixelify", "pixelifysans", "silkscreen", "vt323"]),
    // Grotesques with technical details.
    ("Space Grotesk", &["chakrapetch", "neuemontreal", "ppneuemontreal", "saira", "titillium", "titilliumweb"]),
    // Geometric monospaced and typewriter faces.
    ("Space Mono", &["americantypewriter", "courierprime", "cutivemono", "dmmono", "sharetechmono", "specialelite", "typewriter"]),
];

#[cfg(test)]
mod tests;

/// Every bundled font as the engine's assets; the files are shared by all who ask.
pub fn bundled_assets() -> Assets {
    static ALL: LazyLock<Assets> = LazyLock::new(|| {
        let mut assets = Assets::default();
        for font in bundled_fonts() {
            assets.add_font(Font::from_lazy(font.family, font.weight, font.italic, || font.file()));
        }
        assets
    });
    ALL.clone()
}
