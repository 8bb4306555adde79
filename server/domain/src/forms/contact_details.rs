//! How the person said they can be reached, among the answers they gave.

use super::{
    checked::CheckedForm,
    form::{Field, FieldKind},
    snapshot::{Asked, Snapshot},
};

/// E-mail addresses and telephone numbers given in a submission, in the order of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactDetails {
    pub emails: Vec<String>,
    pub telephones: Vec<String>,
}

impl CheckedForm {
    /// Where the person who sent this can be reached by what they said themselves. Answers of questions that were not
    /// asked are not in a snapshot, so they never count.
    ///
    /// A form may ask for other people's details, a landlord's or an employer's, and what is ours to send must not
    /// reach them. A question is about the person themselves if it says so by its `autocomplete` (WCAG 2.2, success
    /// criterion 1.3.5: `email`, `tel`). Where no question of its kind says so, one that is the only one of its kind
    /// is taken to be.
    pub fn contact_details(&self, snapshot: &Snapshot) -> ContactDetails {
        let email = |field: &Field| matches!(field.kind, FieldKind::Email);
        let telephone = |field: &Field| matches!(field.kind, FieldKind::Telephone);
        ContactDetails {
            emails: self.own(snapshot, "email", email),
            telephones: self.own(snapshot, "tel", telephone),
        }
    }

    fn own(
        &self,
        snapshot: &Snapshot,
        token: &str,
        is_of_kind: impl Fn(&Field) -> bool,
    ) -> Vec<String> {
        let fields = self.form().pages.iter().flat_map(|page| page.fields());
        let of_kind: Vec<&Field> = fields.filter(|field| is_of_kind(field)).collect();
        let says_so: Vec<&Field> = of_kind
            .iter()
            .copied()
            .filter(|field| {
                field
                    .autocomplete
                    .as_deref()
                    .is_some_and(|tokens| is_own(tokens, token))
            })
            .collect();
        let own = match (says_so.is_empty(), of_kind.len()) {
            (false, _) => says_so,
            (true, 1) => of_kind,
            (true, _) => Vec::new(),
        };
        let mut given: Vec<String> = Vec::new();
        for field in own {
            if let Some(text) = snapshot.text_given(&field.name)
                && !given.iter().any(|other| other == text)
            {
                given.push(text.to_owned());
            }
        }
        given
    }
}

/// `email`, or `home email`: the field's name is the last of the tokens.
fn is_own(tokens: &str, token: &str) -> bool {
    let last = tokens.split_whitespace().next_back();
    last.is_some_and(|last| last.eq_ignore_ascii_case(token))
}

impl Snapshot {
    fn text_given(&self, name: &str) -> Option<&str> {
        let questions = self.pages.iter().flat_map(|page| &page.questions);
        let mut asked = questions.filter(|question| question.name == name);
        match &asked.next()?.asked {
            Asked::Answered { answer, .. } => answer.text(),
            Asked::Sealed { .. } | Asked::Unanswered | Asked::NotAsked => None,
        }
    }
}
