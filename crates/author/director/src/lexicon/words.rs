//! Words that direct, and so never become copy.

/// Words of a request that stand before what it is about.
pub(crate) const SCAFFOLD: &[&str] = &[
    "please", "can", "could", "would", "you", "i", "we", "want", "need", "like", "to", "create", "make", "generate", "design",
    "animate", "build", "produce", "render", "give", "me", "us", "show", "a", "an", "the", "of", "about", "for", "with",
    "showing", "that", "shows", "introducing", "explaining", "featuring", "some", "video", "animation", "clip", "motion",
    "graphic", "graphics", "reel", "intro", "outro", "opener", "teaser", "trailer", "promo", "film", "piece", "short", "animated",
    "cool", "nice", "great", "beautiful", "awesome", "polished", "professional", "sleek", "modern", "simple", "clean", "bold",
    "dynamic", "punchy", "minimal", "minimalist", "premium", "quick", "new", "second", "seconds", "sec", "s", "vertical", "square",
    "horizontal", "landscape", "portrait", "kinetic", "typography", "title", "card", "sequence", "scene", "my", "our", "your",
    "this", "is", "it", "its", "let's", "lets", "help", "use", "only", "really", "very", "using", "slide", "slideshow", "screen", "text", "loop", "looping", "seamless", "in", "on", "elegant", "cinematic", "playful",
    "full", "hd", "4k", "1080p", "720p", "social", "media", "explainer", "version", "colorful", "colourful", "smooth",
];

/// Words that only describe how something looks or moves; a topic ends before them.
pub(crate) const MANNER: &[&str] = &[
    "animation", "animated", "animating", "fades", "fade", "fading", "slides", "slide", "sliding", "slowly", "quickly", "smoothly",
    "appears", "appear", "appearing", "centered", "centred", "background", "gradient", "style", "aesthetic", "transition", "transitions",
    "typing", "typewriter", "bouncing", "bounce", "spinning", "rotating", "zooming", "zooms", "zoom", "camera", "pan", "pulse", "pulsing",
    "reveal", "reveals", "revealing", "effect", "effects", "motion", "seamless", "loop", "looping", "easing", "duration", "fps", "font",
    "color", "colors", "colour", "colours", "palette", "overlay", "text", "showing", "shows", "using", "sequential", "sequentially",
    "then", "ending", "ends", "followed", "featuring", "video", "clip", "popping", "pops", "subtle", "dynamic", "moving", "floating",
    "flowing", "flying", "scroll", "scrolling", "drawing", "draws", "line-by-line", "layered", "lighting", "glow", "glowing", "zooming",
];

/// Capital letters that are not copy.
pub(crate) const ACRONYMS: &[&str] = &[
    "UI", "UX", "API", "CTA", "SVG", "CSS", "HTML", "MP4", "PNG", "JPG", "GIF", "FPS", "HD", "UHD", "RGB", "HEX", "AI", "SaaS", "SAAS",
    "URL", "JSON", "CSV", "TTS", "BGM", "SFX", "VO", "DB", "IDE", "VS", "OS", "3D", "2D", "NO", "NOT", "DO", "DON'T", "ONLY", "MUST",
    "NEVER", "ALWAYS", "AND", "OR", "THE", "IG", "TV", "PR", "CRM", "SEO", "ID", "USD", "EUR", "B2B", "CEO", "KPI", "ROI", "ARR", "MRR",
    "FAQ", "PDF", "APP", "LOGO", "TEXT", "TITLE", "SCENE", "BEAT", "SHOT", "HOOK", "INTRO", "OUTRO", "END", "STYLE", "AT", "LEAST",
    "TWO", "ONE", "THREE", "ALL", "ANY", "RENDER", "WEBM", "VHS", "CRT", "NDA", "LED", "PC", "US", "UK", "EU", "I", "A", "SSR", "DVD", "HTTP",
];

/// Words that mark what somebody speaks, which is heard and not seen.
pub(crate) const SPOKEN: &[&str] = &[
    "over the line", "over the spoken line", "spoken line", "voice over", "voiceover", "narration", "narrator", "narrator says", "vo",
    "over the words spoken", "spoken", "says in voiceover", "voice says", "while the voice says", "narrated", "speaker says", "host says", "transcript", "caption the line", "spoken words", "dialogue",
];

/// Small words that a title does not end with and does not capitalise.
pub(crate) const SMALL: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "of", "in", "on", "at", "to", "for", "with", "from", "by", "as", "vs", "via", "into", "over",
];
