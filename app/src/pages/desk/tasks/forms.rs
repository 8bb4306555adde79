//! What may be done to a task: a small form for each act, so that each works without scripts.

use guildhall_domain::{callbacks::Outcome, tasks::ActWord};
use leptos::prelude::*;

use crate::{
    components::{Button, Choice, Radios, Select, SelectItem, Textarea},
    pages::csrf_control,
    wording::text,
};

/// What the reader may do to a task, and what they have typed so far.
#[derive(Clone, Debug, Default)]
pub struct TaskForm {
    pub csrf: String,
    pub id: String,
    /// The task's revision that the reader is looking at.
    pub revision: i64,
    /// What fits where the task stands, and their roles let them do.
    pub acts: Vec<ActWord>,
    /// Those of the task's team, by their ids.
    pub colleagues: Vec<(String, String)>,
    /// The other teams, by their ids.
    pub teams: Vec<(String, String)>,
    /// The task is some team's, so that it can become nobody's.
    pub has_team: bool,
    pub owner: String,
    pub team: String,
    pub outcome: String,
    pub why: String,
    /// It is a callback: a try to ring is written down, and finishes it or not.
    pub is_callback: bool,
    /// What came of a try, by its word.
    pub tried: String,
    pub note: String,
    pub problem: Option<TaskProblem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskProblem {
    /// No act was chosen, or none that fits.
    DoesNotFit,
    NobodyChosen,
    NoTeamChosen,
    OutcomeTooLong,
    WhyTooLong,
    /// A try without what came of it.
    NoOutcome,
    NoteTooLong,
}

impl TaskProblem {
    pub(super) fn control_and_key(self) -> (&'static str, &'static str) {
        match self {
            Self::DoesNotFit => ("acts", "task-does-not-fit"),
            Self::NobodyChosen => ("owner", "task-nobody-chosen"),
            Self::NoTeamChosen => ("team", "task-no-team-chosen"),
            Self::OutcomeTooLong => ("outcome", "task-outcome-too-long"),
            Self::WhyTooLong => ("why", "task-why-too-long"),
            Self::NoOutcome => ("tried", "callback-no-outcome"),
            Self::NoteTooLong => ("note", "callback-note-too-long"),
        }
    }
}

pub(super) fn act_forms(form: TaskForm) -> impl IntoView {
    let error = |control: &str| {
        form.problem
            .map(TaskProblem::control_and_key)
            .filter(|(wrong, _)| *wrong == control)
            .map(|(_, key)| text(key))
    };
    let may = |act: ActWord| form.acts.contains(&act);
    let one = |act: ActWord, controls: AnyView| {
        may(act).then(|| one_form(&form, &[act], controls).into_any())
    };
    let buttons: Vec<_> = [ActWord::Acknowledge, ActWord::Take, ActWord::Reopen]
        .into_iter()
        .filter(|act| may(*act))
        .collect();
    let pressed = (!buttons.is_empty()).then(|| one_form(&form, &buttons, ().into_any()));
    let outcome = Textarea::new("outcome", text("task-outcome"))
        .hint(text("task-outcome-hint"))
        .rows(3)
        .value(form.outcome.clone())
        .error(error("outcome"))
        .view();
    let owner = Select::new("owner", text("task-owner"), colleagues(&form))
        .value(form.owner.clone())
        .error(error("owner"))
        .view();
    let team = Select::new("team", text("task-team"), teams(&form))
        .value(form.team.clone())
        .error(error("team"));
    let why = Textarea::new("why", text("task-why"))
        .rows(2)
        .value(form.why.clone())
        .error(error("why"));
    let pass = view! { {team}{why} }.into_any();
    let finish = if form.is_callback {
        may(ActWord::Attempt).then(|| {
            let controls = try_controls(&form, error("tried"), error("note"));
            one_form(&form, &[ActWord::Attempt, ActWord::Finish], controls).into_any()
        })
    } else {
        one(ActWord::Finish, outcome)
    };
    view! {
        <div id="acts">{pressed}</div>
        {finish}
        {one(ActWord::Assign, owner)}
        {one(ActWord::Pass, pass)}
    }
}

/// A form with a button for each of these acts.
fn one_form(form: &TaskForm, acts: &[ActWord], controls: AnyView) -> impl IntoView + use<> {
    let action = format!("/desk/tasks/{}", form.id);
    let buttons = acts.iter().enumerate().map(|(place, act)| {
        let key = if form.is_callback && *act == ActWord::Finish {
            "callback-act-finish".to_owned()
        } else {
            format!("task-act-{}", act.word())
        };
        let button = Button::new(text(&key))
            .named("act", act.word())
            .prevent_double_click();
        let is_main = place == 0
            && matches!(
                act,
                ActWord::Acknowledge | ActWord::Attempt | ActWord::Finish
            );
        if is_main { button } else { button.secondary() }
    });
    let buttons = buttons.map(Button::view).collect_view();
    view! {
        <form method="post" action=action novalidate>
            {csrf_control(form.csrf.clone())}
            <input type="hidden" name="revision" value=form.revision.to_string()/>
            {controls}
            <div class="govuk-button-group">{buttons}</div>
        </form>
    }
}

/// What came of a try to ring, and what there is to say of it.
fn try_controls(form: &TaskForm, no_outcome: Option<String>, too_long: Option<String>) -> AnyView {
    let outcomes = Outcome::ALL.iter().map(|outcome| {
        let word = outcome.word();
        Choice::new(word, text(&format!("callback-outcome-{word}")))
    });
    let tried = Radios::new("tried", text("callback-tried"), outcomes)
        .value(form.tried.clone())
        .error(no_outcome)
        .classes("govuk-radios--small");
    let note = Textarea::new("note", text("callback-note"))
        .hint(text("callback-note-hint"))
        .rows(4)
        .value(form.note.clone())
        .error(too_long);
    view! { {tried}{note} }.into_any()
}

fn colleagues(form: &TaskForm) -> Vec<SelectItem> {
    let first = [
        SelectItem::new("", text("form-select-nothing")),
        SelectItem::new("nobody", text("task-owner-nobody")),
    ];
    let named = |(id, name): &(String, String)| SelectItem::new(id.clone(), name.clone());
    let colleagues = form.colleagues.iter().map(named);
    first.into_iter().chain(colleagues).collect()
}

fn teams(form: &TaskForm) -> Vec<SelectItem> {
    let first = SelectItem::new("", text("form-select-nothing"));
    let none = form
        .has_team
        .then(|| SelectItem::new("none", text("task-team-none")));
    let named = |(id, name): &(String, String)| SelectItem::new(id.clone(), name.clone());
    let teams = form.teams.iter().map(named);
    std::iter::once(first).chain(none).chain(teams).collect()
}
