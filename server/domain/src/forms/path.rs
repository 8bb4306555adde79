//! The pages that answers lead to, from the first to check-your-answers.

use super::{
    answer::Answers,
    checked::CheckedForm,
    condition::{Condition, Known},
    form::{Field, Item, Page},
    names::CHECK,
};

/// The pages one set of answers leads to, and the questions asked on the way.
#[derive(Clone, Debug)]
pub struct Path<'form> {
    pages: Vec<&'form Page>,
    asked: Asking<'form>,
}

impl<'form> Path<'form> {
    /// In the order they are shown.
    pub fn pages(&self) -> &[&'form Page] {
        &self.pages
    }

    pub fn contains(&self, page_id: &str) -> bool {
        self.pages.iter().any(|page| page.id == page_id)
    }

    /// Whether the question is asked on the way.
    pub fn asks(&self, field: &str) -> bool {
        self.asked.has(field)
    }
}

/// The questions asked so far, by their number in the form.
#[derive(Clone, Debug)]
struct Asking<'form> {
    form: &'form CheckedForm,
    asked: Vec<bool>,
}

impl Asking<'_> {
    fn has(&self, field: &str) -> bool {
        self.form
            .place(field)
            .is_some_and(|place| self.asked.get(place.number).copied().unwrap_or(false))
    }

    fn ask(&mut self, field: &str) {
        if let Some(place) = self.form.place(field)
            && let Some(asked) = self.asked.get_mut(place.number)
        {
            *asked = true;
        }
    }

    fn holds(&self, condition: Option<&Condition>, answers: &Answers) -> bool {
        let look_up = |field: &str| match (self.has(field), answers.get(field)) {
            (false, _) => Known::NotAsked,
            (true, None) => Known::Unanswered,
            (true, Some(answer)) => Known::Answered(answer),
        };
        condition.is_none_or(|condition| condition.holds(&look_up))
    }
}

/// Walks the path page by page; stops early when its caller has seen enough.
pub(super) struct Walk<'form, 'answers> {
    asking: Asking<'form>,
    answers: &'answers Answers,
    next: Option<usize>,
}

impl<'form, 'answers> Walk<'form, 'answers> {
    pub fn new(form: &'form CheckedForm, answers: &'answers Answers) -> Self {
        let asked = vec![false; form.field_count()];
        Self {
            asking: Asking { form, asked },
            answers,
            next: Some(0),
        }
    }

    /// Whether the question was asked on a page walked so far.
    pub fn has_asked(&self, field: &str) -> bool {
        self.asking.has(field)
    }

    /// Whether the page reached asks the question; conditions on fields look at earlier pages only.
    pub fn would_ask(&self, field: &Field) -> bool {
        self.asking.holds(field.when.as_ref(), self.answers)
    }

    fn ask(&mut self, page: &'form Page) {
        let asked: Vec<&Field> = page
            .fields()
            .filter(|field| self.would_ask(field))
            .collect();
        for field in asked {
            self.asking.ask(&field.name);
        }
    }

    fn after(&self, place: usize, page: &Page) -> Option<usize> {
        let route = page
            .next
            .iter()
            .find(|route| self.asking.holds(route.when.as_ref(), self.answers));
        match route {
            Some(route) if route.to == CHECK => None,
            Some(route) => self.asking.form.page_place(&route.to),
            None => Some(place + 1),
        }
    }
}

impl<'form> Iterator for Walk<'form, '_> {
    type Item = &'form Page;

    fn next(&mut self) -> Option<&'form Page> {
        let form: &'form CheckedForm = self.asking.form;
        let mut place = self.next?;
        let page = loop {
            let page = form.form().pages.get(place);
            match page {
                Some(page) if !self.asking.holds(page.when.as_ref(), self.answers) => place += 1,
                _ => break page,
            }
        };
        let Some(page) = page else {
            self.next = None;
            return None;
        };
        self.ask(page);
        self.next = self.after(place, page);
        Some(page)
    }
}

impl CheckedForm {
    /// The pages the answers lead to, to the end. Only answers to questions asked on the way count; a condition
    /// on a question left unanswered does not hold.
    pub fn path<'form>(&'form self, answers: &Answers) -> Path<'form> {
        let mut walk = Walk::new(self, answers);
        let pages = walk.by_ref().collect();
        Path {
            pages,
            asked: walk.asking,
        }
    }

    /// What the page shows, given the answers so far: all its guidance, and the questions it asks.
    pub fn asked_items<'form>(
        &'form self,
        page: &'form Page,
        progress: &super::progress::Progress,
    ) -> Vec<&'form Item> {
        let mut walk = Walk::new(self, &progress.answers);
        // Conditions here look at earlier pages only, so it does no harm that this page has been asked too.
        walk.by_ref().find(|walked| walked.id == page.id);
        page.items
            .iter()
            .filter(|item| match item {
                Item::Content(_) => true,
                Item::Field(field) => walk.would_ask(field),
            })
            .collect()
    }
}
