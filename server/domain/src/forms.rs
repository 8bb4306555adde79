//! Forms: the language they are written in, how answers are read, and which page comes next.

pub mod answer;
pub mod binding;
pub mod checked;
pub mod checks;
pub mod condition;
pub mod contact_details;
pub mod form;
pub mod formats;
mod graph;
pub mod iso_date;
pub mod names;
pub(crate) mod parsing;
pub mod path;
pub mod progress;
pub mod reading;
#[cfg(feature = "import")]
pub mod sanitise;
pub mod schema;
pub mod snapshot;
pub mod typed;
pub mod typists;
#[cfg(feature = "import")]
pub mod xgov;

pub use answer::{Address, Answer, Answers};
pub use binding::{Binding, DetailedBinding};
pub use checked::CheckedForm;
pub use checks::FormProblem;
pub use condition::{Comparison, Condition, Operator, Value};
pub use contact_details::ContactDetails;
pub use form::{
    Choice, Choices, Content, DateBound, Field, FieldKind, Form, Item, Page, Route, Section,
};
pub use path::Path;
pub use progress::{Progress, Stop};
pub use reading::{DatePart, FieldError, PageAnswers, Problem};
pub use snapshot::{Asked, Declaration, Declared, Question, Snapshot, SnapshotPage};
pub use typed::Typed;
pub use typists::Typist;
