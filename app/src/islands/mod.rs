//! The few parts that run in the browser. Each is complete without it: what the server writes works alone.

pub mod search;
