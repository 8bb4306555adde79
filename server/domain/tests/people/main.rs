//! Records and reuse: the rules by name, and against an oracle that goes about it the slow way.

mod histories;
mod oracle;
mod recording;
mod refreshing;
mod reusing;
mod rules;
mod world;
