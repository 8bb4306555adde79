//! The axum program `guildhall`: who is asking, load, decide, save, answer.

pub mod access;
pub mod authenticator_apps;
pub mod catalogue;
pub mod clock;
pub mod commands;
pub mod config;
pub mod copies;
pub mod demo;
pub mod emails;
pub mod error;
pub mod jobs;
pub mod keys;
pub mod links;
pub mod outside;
pub mod page;
pub mod pages;
pub mod passkeys;
pub mod passwords;
pub mod records;
pub mod router;
pub mod secrets;
pub mod security;
pub mod state;
pub mod static_files;
pub mod text_messages;
pub mod tokens;
