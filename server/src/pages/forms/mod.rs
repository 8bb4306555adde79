//! Form sessions: the same pages for a resident at home and for staff who help one.

pub mod check;
pub mod company;
pub mod done;
pub mod doors;
pub mod filling;
pub mod overtaken;
pub mod question;
pub mod receipts;
pub mod recording;
pub mod reuse;
pub mod sealing;
