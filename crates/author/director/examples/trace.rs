//! Reads a prompt from standard input and prints how it is read and the scene it becomes.
//!
//! With `--json`, reads several prompts parted by NUL and prints one JSON object for each on a line of its own.

use pavo_director::{Brief, direct};
use serde_json::json;
use std::io::Read;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    if std::env::args().any(|argument| argument == "--json") {
        for prompt in input.split('\0').filter(|prompt| !prompt.is_empty()) {
            let begun = Instant::now();
            let direction = direct(&Brief::new(prompt));
            let line = json!({
                "ms": begun.elapsed().as_secs_f64() * 1e3,
                "scene": direction.scene.to_value(),
                "trace": direction.trace.to_value(),
                "warnings": direction.warnings,
            });
            println!("{line}");
        }
        return Ok(());
    }
    let direction = direct(&Brief::new(input.trim_end()));
    println!("{}", direction.trace);
    for warning in &direction.warnings {
        println!("warning: {warning}");
    }
    println!("{}", direction.scene.to_json());
    Ok(())
}
