//! The program through its own door: every test speaks HTTP to it, on SQLite and on PostgreSQL.

mod asvs;
mod authenticator;
mod browser;
mod claims;
mod commands;
mod council;
mod credentials;
mod desk;
mod faults;
mod forgery;
mod identity_checks;
mod journey;
mod mail;
mod mail_processes;
mod mail_server;
mod pages;
mod passkeys;
mod permissions;
mod processes;
mod residents;
mod routes;
mod second_factors;
mod sessions;
mod staff;
mod subject_access;
mod submitting;
