//! The bundled fonts, straight from their folder: the engine itself has none.

use pavo_media::{Assets, Font};
use std::fs;
use std::path::Path;

/// The families that the scenes name, in the weights that the type scale uses.
const FONTS: [(&str, u16, &str); 16] = [
    ("Inter", 400, "inter/Inter_400Regular.ttf"),
    ("Inter", 500, "inter/Inter_500Medium.ttf"),
    ("Inter", 600, "inter/Inter_600SemiBold.ttf"),
    ("Inter", 700, "inter/Inter_700Bold.ttf"),
    ("Inter", 800, "inter/Inter_800ExtraBold.ttf"),
    ("Space Grotesk", 700, "space-grotesk/SpaceGrotesk_700Bold.ttf"),
    ("JetBrains Mono", 400, "jetbrains-mono/JetBrainsMono_400Regular.ttf"),
    ("Noto Sans Arabic", 700, "noto-sans-arabic/NotoSansArabic_700Bold.ttf"),
    ("Noto Sans Hebrew", 700, "noto-sans-hebrew/NotoSansHebrew_700Bold.ttf"),
    ("Noto Sans Devanagari", 700, "noto-sans-devanagari/NotoSansDevanagari_700Bold.ttf"),
    ("Noto Sans Thai", 700, "noto-sans-thai/NotoSansThai_700Bold.ttf"),
    ("Noto Sans SC", 700, "noto-sans-sc/NotoSansSC_700Bold.ttf"),
    ("Noto Sans KR", 700, "noto-sans-kr/NotoSansKR_700Bold.ttf"),
    ("Noto Color Emoji", 400, "noto-color-emoji/NotoColorEmoji_400Regular.ttf"),
    ("Archivo", 400, "archivo/Archivo_wdth_wght.ttf"),
    ("Archivo Latin Ext", 400, "archivo-latin-ext/ArchivoLatinExt_wdth_wght.ttf"),
];

pub(crate) fn bundled() -> Assets {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/fonts");
    let mut assets = Assets::default();
    for (family, weight, file) in FONTS {
        let bytes = fs::read(folder.join(file)).expect("a bundled font");
        assets.add_font(Font::from_bytes(family, weight, false, bytes));
    }
    assets
}
