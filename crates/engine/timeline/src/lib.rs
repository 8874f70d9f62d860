//! A scene at a time: easing, springs, keyframes and presets become a pose.
