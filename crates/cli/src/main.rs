//! Text prompts become motion graphics: the command line.
fn main() {}
