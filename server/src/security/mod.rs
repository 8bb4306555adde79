//! What stands between the world and the pages: sessions, forged requests, oversized bodies, headers.

pub mod body;
pub mod csrf;
pub mod headers;
pub mod sessions;
