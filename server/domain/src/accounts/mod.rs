//! A resident's account: how long one stays signed in, how surely the council knows who it is, and what one wants
//! to be told.

pub mod documents;
pub mod levels;
pub mod lifetimes;
pub mod preferences;

pub use documents::Document;
pub use levels::Level;
pub use lifetimes::{Lifetime, Standing};
pub use preferences::{Means, Preferences, Topic};
