//! Reminds a member of staff of what is overdue or waits to be acknowledged.

use super::{Block, Message, hello};
use crate::wording::{count_with, text};

/// Reminds a member of staff of tasks, once a day. It says how many, and never what or whom they are about.
#[derive(Clone, Debug)]
pub struct TasksWaiting {
    pub name: String,
    pub overdue: i64,
    /// Those that nobody has acknowledged, beside the overdue ones.
    pub waiting: i64,
    /// The list of tasks at the desk.
    pub link: String,
}

impl Message for TasksWaiting {
    const KIND: &'static str = "tasks_waiting";

    fn subject(&self) -> String {
        count_with(
            "email-tasks-waiting-subject",
            self.overdue + self.waiting,
            &[],
        )
    }

    fn body(&self) -> Vec<Block> {
        let lines = [
            ("email-tasks-waiting-overdue", self.overdue),
            ("email-tasks-waiting-unacknowledged", self.waiting),
        ];
        let lines = lines
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| count_with(key, count, &[]));
        vec![
            hello(&self.name),
            Block::Paragraph(text("email-tasks-waiting-what")),
            Block::List(lines.collect()),
            Block::action("email-tasks-waiting-action", &self.link),
            Block::paragraph("email-tasks-waiting-why"),
        ]
    }
}
