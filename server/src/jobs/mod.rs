//! Work that is done while nobody waits: one file for each job.

pub mod delete_expired_sessions;
