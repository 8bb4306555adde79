//! What a recording transport was given.

use std::sync::{Arc, Mutex, PoisonError};

/// A demo runs for days; nobody reads more than this.
const MOST_KEPT: usize = 1_000;

/// What would have been sent, oldest first. Clones share one record.
#[derive(Debug)]
pub struct Recorded<T>(Arc<Mutex<Vec<T>>>);

impl<T> Default for Recorded<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Clone for Recorded<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Clone> Recorded<T> {
    /// Everything that is kept; the oldest make room for the newest.
    pub fn all(&self) -> Vec<T> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn add(&self, sent: &T) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == MOST_KEPT {
            kept.remove(0);
        }
        kept.push(sent.clone());
    }
}
