//! A form that has passed its checks, with the lookups that make a step cheap.

use std::collections::BTreeMap;

use super::{
    checks::{self, FormProblem},
    form::{Choice, Choices, Field, Form, Page},
    parsing,
};

/// A form without mistakes: every name resolves, every page can be reached and every path ends. Share it in an
/// `Arc`; nothing here clones it.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedForm {
    form: Form,
    pages: BTreeMap<String, usize>,
    fields: BTreeMap<String, Place>,
}

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub page: usize,
    pub item: usize,
    /// Counted through the whole form.
    pub number: usize,
}

impl Form {
    /// Checks the form; `file` is what problems call it.
    ///
    /// # Errors
    /// Every mistake found, each naming file, page and field.
    pub fn check(self, file: &str) -> Result<CheckedForm, Vec<FormProblem>> {
        let problems = checks::problems(&self, file);
        if problems.is_empty() {
            Ok(CheckedForm::index(self))
        } else {
            Err(problems)
        }
    }
}

impl CheckedForm {
    /// Reads a form file, YAML or JSON, and checks it.
    ///
    /// # Errors
    /// Every mistake found, each naming file, page and field.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<FormProblem>> {
        parsing::parse_form(file, text)?.check(file)
    }

    fn index(form: Form) -> Self {
        let mut fields = BTreeMap::new();
        let mut pages = BTreeMap::new();
        for (place, page) in form.pages.iter().enumerate() {
            pages.insert(page.id.clone(), place);
            for (item, field) in page.items.iter().enumerate() {
                if let super::form::Item::Field(field) = field {
                    let number = fields.len();
                    fields.insert(
                        field.name.clone(),
                        Place {
                            page: place,
                            item,
                            number,
                        },
                    );
                }
            }
        }
        Self {
            form,
            pages,
            fields,
        }
    }

    /// The form as it was written.
    pub fn form(&self) -> &Form {
        &self.form
    }

    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages
            .get(id)
            .and_then(|place| self.form.pages.get(*place))
    }

    pub fn first_page(&self) -> Option<&Page> {
        self.form.pages.first()
    }

    pub fn field(&self, name: &str) -> Option<&Field> {
        let place = self.place(name)?;
        match self.form.pages.get(place.page)?.items.get(place.item)? {
            super::form::Item::Field(field) => Some(field),
            super::form::Item::Content(_) => None,
        }
    }

    /// The page that asks the field.
    pub fn page_of(&self, field: &str) -> Option<&Page> {
        self.form.pages.get(self.place(field)?.page)
    }

    /// The choices a field offers, its list looked up; none for kinds that offer none.
    pub fn choices<'form>(&'form self, field: &'form Field) -> &'form [Choice] {
        match field.kind.choices() {
            Some(Choices::Listed(choices)) => choices,
            Some(Choices::Named(list)) => self.form.lists.get(list).map_or(&[], Vec::as_slice),
            None => &[],
        }
    }

    /// The title of a page's section.
    pub fn section_title(&self, page: &Page) -> Option<&crate::text::Text> {
        let id = page.section.as_deref()?;
        let section = self.form.sections.iter().find(|section| section.id == id)?;
        Some(&section.title)
    }

    pub(super) fn place(&self, field: &str) -> Option<Place> {
        self.fields.get(field).copied()
    }

    pub(super) fn page_place(&self, id: &str) -> Option<usize> {
        self.pages.get(id).copied()
    }

    pub(super) fn field_count(&self) -> usize {
        self.fields.len()
    }
}
