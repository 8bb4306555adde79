//! What stands between the world and the pages: sessions, forged requests, oversized bodies, headers.

pub mod body;
pub mod callers;
pub mod csrf;
pub mod headers;
pub mod rate_limits;
pub mod sessions;
