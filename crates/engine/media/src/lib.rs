//! Fonts and pictures as plain data, and the one door they enter the engine by.
