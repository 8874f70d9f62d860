//! The HTTP service: routes, API types, errors, and the project page.
