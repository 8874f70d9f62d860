//! Figures: counters, countdowns, shares, charts.

use super::*;

/// Bars where a chart is asked for and its values are given.
pub(super) fn chart(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let phrases = [
        "bar chart",
        "column chart",
        "bar graph",
        "histogram",
        "bars",
        "horizontal bars",
        "line chart",
        "line graph",
        "pie chart",
        "donut chart",
        "funnel",
        "chart",
        "graph",
    ];
    let span = phrases.iter().find_map(|phrase| prompt.find_phrase(part, phrase))?;
    let found = data::table(prompt, part);
    if found.bars.len() < 2 {
        return None;
    }
    let headed = |head: Head| quotes.iter().find(|quote| quote.head == Some(head)).map(|quote| quote.words.clone());
    let titled = quotes.iter().find(|quote| people::NAMING.contains(&prompt.word_before(quote.span.start)));
    let subject = subject(prompt, part, &span);
    // What is measured stands below what it is about.
    let (named, unit) = match subject {
        Some(subject) => (Some(subject), found.unit.or(found.title)),
        None => (found.title, found.unit),
    };
    let title = headed(Head::Title).or(named).or_else(|| titled.map(|quote| quote.words.clone()));
    let subtitle = headed(Head::Subtitle).or(unit);
    let decision = format!("chart of {} bars", found.bars.len());
    Some((Idea::Chart { title, subtitle, bars: found.bars }, span, decision, 0.85))
}

/// `Show the largest cities as horizontal bars`: what is shown as a chart.
fn subject(prompt: &Prompt<'_>, part: &Range<usize>, chart: &Range<usize>) -> Option<String> {
    const SHOWS: &[&str] =
        &["show", "visualise", "visualize", "animate", "plot", "display", "present", "chart", "turn"];
    let head = prompt.plain(part.start..chart.start);
    let first = head.split_whitespace().next()?;
    let end = head.rfind(" as ").or_else(|| head.rfind(" into "))?;
    let is_near = head[end..].split_whitespace().count() <= 4 && !head.contains(['.', '\n', ':', '"', ',']);
    let start = head.find(first)? + first.len();
    if !SHOWS.contains(&first) || !is_near || start >= end {
        return None;
    }
    let words = prompt.words(part.start + start..part.start + end).trim();
    let words = ["the ", "our ", "my "].iter().find_map(|lead| words.strip_prefix(lead)).unwrap_or(words);
    let count = words.split_whitespace().count();
    let is_file = ["csv", "file", "table", "data", "spreadsheet", "numbers", "figures"]
        .iter()
        .any(|file| words.to_lowercase().split_whitespace().any(|word| word == *file));
    ((1..=6).contains(&count) && !is_file).then(|| topic::capitalised(words))
}

pub(super) fn countdown(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let named = prompt
        .find_phrase(part, "countdown")
        .or_else(|| prompt.find_phrase(part, "count down"))
        .or_else(|| prompt.find_phrase(part, "counts down"));
    let span = named.or_else(|| prompt.find_phrase(part, "3, 2, 1")).or_else(|| prompt.find_phrase(part, "3 2 1"))?;
    let tokens = prompt.tokens_in(part);
    let plain = |figure: Option<crate::token::Figure>| {
        figure.filter(|figure| {
            figure.unit == crate::token::Unit::None && figure.value <= 60.0 && figure.value.fract() == 0.0
        })
    };
    let figures: Vec<f64> =
        tokens.iter().filter_map(|token| plain(token.figure()).map(|figure| figure.value)).collect();
    let word =
        tokens.iter().find_map(|token| crate::token::number_word(prompt.word(token)).filter(|value| *value >= 2.0));
    let from = figures
        .iter()
        .copied()
        .fold(0.0, f64::max)
        .max(if figures.is_empty() { word.unwrap_or(3.0) } else { 0.0 })
        .clamp(1.0, 20.0);
    let to = if figures.contains(&0.0) { 0.0 } else { 1.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 20")]
    let [from, to] = [from as u32, to as u32];
    let end = quotes
        .last()
        .map(|quote| quote.words.clone())
        .or_else(|| copy::unquoted(prompt, part).last().map(|span| copy::clean(prompt.words(span.clone()))));
    let decision = format!("countdown from {from} to {to}");
    Some((Idea::Countdown { from, to, end }, span, decision, 0.9))
}

pub(super) fn progress(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let phrases = [
        "progress ring",
        "progress circle",
        "progress bar",
        "radial progress",
        "circular progress",
        "gauge",
        "ring fills",
        "ring filling",
    ];
    let span = phrases.iter().find_map(|phrase| prompt.find_phrase(part, phrase))?;
    let value = prompt
        .tokens_in(part)
        .iter()
        .filter_map(crate::token::Token::figure)
        .filter(|figure| figure.unit == crate::token::Unit::Percent && figure.value <= 100.0)
        .map(|figure| figure.value)
        .next_back()
        .or_else(|| out_of_hundred(prompt, part))?;
    let label = quotes.iter().map(|quote| quote.words.clone()).find(|words| words.chars().any(char::is_alphabetic));
    Some((Idea::Progress { value, label }, span, format!("progress to {value} %"), 0.9))
}

/// `63 of 100`, `63/100`.
fn out_of_hundred(prompt: &Prompt<'_>, part: &Range<usize>) -> Option<f64> {
    let figures: Vec<_> =
        prompt.tokens_in(part).iter().filter_map(|token| Some((token.span.clone(), token.figure()?.value))).collect();
    figures.windows(2).find_map(|pair| {
        let [(first, value), (second, whole)] = pair else { return None };
        let between = prompt.words(first.end..second.start).trim();
        let is_share = matches!(between, "of" | "out of" | "/") && *whole == 100.0 && (0.0..=100.0).contains(value);
        is_share.then_some(*value)
    })
}

pub(super) fn stats(prompt: &Prompt<'_>, part: &Range<usize>, quotes: &[Quote]) -> Option<Decision> {
    let counts = prompt.says_any(
        part,
        &[
            "counter",
            "counters",
            "counting",
            "counts",
            "count up",
            "counts up",
            "countup",
            "ticks up",
            "ticker",
            "number counting",
        ],
    );
    let figures = counts
        || prompt.says_any(
            part,
            &[
                "stat",
                "stats",
                "statistic",
                "statistics",
                "metric",
                "metrics",
                "kpi",
                "kpis",
                "numbers",
                "in numbers",
                "big number",
            ],
        );
    if !figures {
        return None;
    }
    let bounces = prompt
        .says_any(part, &["bounce", "bounces", "bouncy", "subtle bounce", "springy", "overshoot", "pop", "spring"]);
    let mut quoted: Vec<Stat> = quotes
        .iter()
        .filter_map(|quote| {
            let (figure, label) = data::leading_figure(&quote.words)?;
            Some(Stat { span: quote.span.clone(), value: figure.value, format: data::format_of(figure), label })
        })
        .collect();
    if quoted.len() == 1 {
        let counted = prompt.says_any(part, &["counter showing", "counter", "count up", "counting up", "counts up"]);
        let heavy = |stat: &Stat| {
            stat.value >= 20.0
                || stat.format.grouped
                || !stat.format.prefix.is_empty()
                || !stat.format.suffix.is_empty()
        };
        let titled =
            |stat: &Stat| quotes.iter().any(|quote| quote.span == stat.span && quote.head == Some(Head::Title));
        let year = |stat: &Stat| {
            (1900.0..2100.0).contains(&stat.value) && !stat.format.grouped && stat.format.suffix.is_empty()
        };
        quoted.retain(|stat| {
            (counted || heavy(stat))
                && !titled(stat)
                && !year(stat)
                && stat.value > 0.0
                && (heavy(stat) || stat.value >= 2.0 && counted && stat.label.split_whitespace().count() <= 2)
        });
    }
    // What counts of itself is no quotation: `ARR counts up to $4.2M, then "+312% YoY" stamps`.
    let own =
        quoted.len() == 1 && prompt.says_any(part, &["counts up to", "counting up to", "counts to", "count up to"]);
    if let Some((span, _, to, format)) = own.then(|| data::counter(prompt, part)).flatten()
        && quoted.iter().all(|stat| span.end <= stat.span.start)
    {
        let lead = prompt.words(part.start..span.start);
        let name =
            lead.split_whitespace().next().filter(|word| word.chars().all(|c| c.is_uppercase()) && word.len() >= 2);
        let label = name.map(str::to_owned).unwrap_or_default();
        let decision = format!("counter to {to}");
        return Some((
            Idea::Stat { stat: Stat { span: span.clone(), value: to, format, label }, bounces },
            span,
            decision,
            0.9,
        ));
    }
    if let [only] = quoted.as_mut_slice() {
        if only.label.is_empty()
            && let Some(label) = quotes.iter().find(|quote| quote.span != only.span)
        {
            only.label.clone_from(&label.words);
        }
        let (span, decision) = (only.span.clone(), format!("counter to {}", only.value));
        return Some((Idea::Stat { stat: only.clone(), bounces }, span, decision, 0.95));
    }
    // Figures that cannot count stand in a list with the others, where all of them are shown as they are written.
    let numeric = quotes.iter().filter(|quote| quote.words.chars().any(|c| c.is_ascii_digit())).count();
    if quoted.len() > 1 && quoted.len() < numeric {
        return None;
    }
    if quoted.len() > 1 {
        let span = quoted[0].span.clone();
        return Some((Idea::Stats(quoted.into_iter().take(4).collect()), span, "counters side by side".into(), 0.9));
    }
    let named: Vec<Stat> = data::stats(prompt, part);
    if named.len() > 1 {
        let span = named[0].span.clone();
        return Some((Idea::Stats(named.into_iter().take(4).collect()), span, "counters side by side".into(), 0.8));
    }
    let label = quotes.iter().map(|quote| quote.words.clone()).next();
    let stat = match data::counter(prompt, part) {
        Some((span, _, to, format)) => Stat {
            span,
            value: to,
            format,
            label: label.or_else(|| named.first().map(|stat| stat.label.clone())).unwrap_or_default(),
        },
        None => named.into_iter().next()?,
    };
    let (span, decision) = (stat.span.clone(), format!("counter to {}", stat.value));
    Some((Idea::Stat { stat, bounces }, span, decision, 0.8))
}
