# Tasks: what staff have to do.
tasks-title = Tasks
tasks-caption = Tasks, what is due first
tasks-filter = Filter
tasks-filter-whose = Whose
tasks-filter-state = State
tasks-whose-mine = Mine
tasks-whose-teams = My team’s
tasks-whose-nobodys = Nobody’s yet
tasks-whose-everybodys = Everybody’s
tasks-waiting = To do
tasks-none = Nothing waits. Tasks come when somebody’s details change, or when a colleague writes one down on the page of a person or a case.
tasks-none-mine = Nothing waits for you. A task is yours when you take it, or when your team leader gives it to you.
tasks-none-teams = Nothing waits for your team. A task comes when something changes that your team relies on, or when somebody passes one to you.
tasks-none-nobodys = Nothing waits for somebody to take it.
tasks-none-filtered = No tasks match. Choose another state, or whose tasks to see.
tasks-about-none = Nothing is to be done.
tasks-mine-due = { $count ->
    [0] None of your tasks is due
    [one] 1 of your tasks is due
   *[other] { $count } of your tasks are due
}
tasks-teams-overdue = { $count ->
    [0] None of your team’s tasks is overdue
    [one] 1 of your team’s tasks is overdue
   *[other] { $count } of your team’s tasks are overdue
}
tasks-nobodys = { $count ->
    [0] No task waits for somebody to take it
    [one] 1 task waits for somebody to take it
   *[other] { $count } tasks wait for somebody to take them
}
task-what = What
task-about = About
task-due = Due
task-with = With
task-state = State
task-words = Words
task-changed = What changed
task-made = Written down
task-made-by = { $who }, { $when }
task-made-by-program = Guildhall
task-title-long = { $start }…
task-kind-detail-disputed = Somebody says that we are wrong about them
task-kind-change-told = Details have changed
task-kind-warning-ends = A warning or a need runs out
task-kind-article-feedback = A colleague says that an article needs work
task-kind-article-review = An article is to be reviewed
task-kind-to-do = To do
task-kind-own = A task about you, for a colleague to do
task-what-detail-disputed = Read what they say is wrong on the page of the detail below, ask them if you need to, and put it right there.
task-what-change-told = Somebody told the council once. Acknowledge it, so that they see that your team has it, then put it right where your team keeps it.
task-what-warning-ends = Look whether it still holds, then renew it or end it. If nobody does, it is shown no more after its last day.
task-what-article-feedback = Read on the article’s page what they say, put it right, and say what came of it. Until then it stands there for all colleagues to see.
task-what-article-review = Look whether all of it still holds. Say so on its page, change it, or withdraw it: then this task is done.
task-what-to-do = Written down by a colleague.
task-about-person = Person
task-about-case = Case
task-about-organisation = Organisation
task-about-article = Article
task-about-nothing = Nobody in particular
task-about-hidden = Not shown to your role
task-no-team = No team
task-no-owner = Nobody yet
task-team-empty = Nobody is in this team yet
task-overdue = Overdue
task-state-open = Not acknowledged
task-state-acknowledged = Acknowledged
task-state-done = Done
task-due-today = Today, { $date }
task-due-in = { $count ->
    [one] Tomorrow, { $date }
   *[other] { $date } (in { $count } days)
}
task-due-overdue = { $count ->
    [one] Yesterday, { $date }
   *[other] { $date } ({ $count } days ago)
}
task-do = Do
task-act-acknowledge = Acknowledge
task-act-take = Take it
task-act-assign = Give to a colleague
task-act-pass = Pass to another team
task-act-finish = Done
task-act-reopen = Not done after all
task-outcome = What came of it
task-outcome-hint = Optional. Colleagues read it. Write no more about anybody than they need.
task-outcome-too-long = What came of it must be 2,000 characters or fewer
task-owner = Colleague
task-owner-nobody = Nobody: anybody of the team may take it
task-team = Team
task-team-none = No team: anybody may take it
task-why = Why (optional)
task-why-too-long = Why must be 2,000 characters or fewer
task-does-not-fit = Choose something that can be done to the task as it is now
task-nobody-chosen = Choose a colleague, or nobody, and not who has it now
task-no-team-chosen = Choose another team
task-story = What has happened
task-story-created = Task made
task-story-acknowledged = Acknowledged
task-story-taken = Taken
task-story-assigned = Given to { $name }
task-story-released = Given to nobody
task-story-passed = Passed to { $team }
task-story-passed-on = Passed on, to no team
task-story-finished = Done
task-story-reopened = Not done after all
task-conflict-title = Somebody changed this task while you were looking at it
task-conflict-what = What you chose has not been done yet, and nothing is lost. Look at both, then decide.
task-conflict-theirs = The task as it is now
task-conflict-give-up = Leave the task as it is now
task-passed = The task is passed on.
task-new-link = Write down a task
task-new-title = Write down a task
task-new-words = What is to be done?
task-new-words-hint = The first line is its title. Do not repeat addresses, numbers or other details: the task leads to the record.
task-new-words-empty = Write what is to be done
task-new-words-too-long = What is to be done must be 2,000 characters or fewer
task-new-due = By when?
task-new-due-hint = For example, 27 3 2026
task-new-due-wrong = Enter a real date, today or later
task-new-due-far = Enter a date in the next 2 years
task-new-team = Which team?
task-new-team-wrong = Choose a team
task-new-button = Write it down
