//! What waits for a member of staff, section by section, and for a team.

mod changes;
mod sections;
mod team;

pub(super) use changes::taken_back;
pub use changes::{ChangeLine, Changes, changes, page as changes_page};
pub(super) use sections::age_words;
pub use sections::{DraftRow, OpenCases, Work, WorkTasks, sections, work_table};
pub use team::{MemberRow, TeamWork, team_work};
