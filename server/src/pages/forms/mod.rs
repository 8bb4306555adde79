//! Form sessions: the same pages for a resident at home and for staff who help one.

pub mod check;
pub mod done;
pub mod filling;
pub mod question;
pub mod recording;
pub mod reuse;
pub mod sealing;
