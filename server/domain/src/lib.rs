//! The rules of a council's front door: pure, so that the server and the browser run the same ones.
//!
//! Nothing here reads a clock, draws a random number or touches a file; what a rule needs is an argument.

pub mod accounts;
pub mod actors;
pub mod audit;
pub mod callbacks;
pub mod cases;
pub mod contacts;
pub mod forms;
pub mod knowledge;
pub mod opening_hours;
pub mod openings;
pub mod organisations;
pub mod people;
pub mod people_search;
pub mod permissions;
pub mod protections;
pub mod reference;
pub mod search;
pub mod services;
pub mod tasks;
pub mod text;
pub mod together;
pub mod warnings;
