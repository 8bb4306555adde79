# What waits for a member of staff and for a team.
work-mine = Your callbacks and tasks
work-mine-none = Nothing waits for you. A callback or a task is yours when you take it, or when somebody gives it to you.
work-mine-all = See all of yours
work-unowned = Your team’s, with nobody yet
work-unowned-none = Everything your team has to do is somebody’s. What comes in waits here until one of you takes it.
work-unowned-all = See all that nobody has
work-age = Age
work-age-days = { $count ->
    [0] Today
    [one] 1 day
   *[other] { $count } days
}
work-drafts = Begun by you and not sent
work-draft = Form
work-draft-for = for { $name }
work-draft-changed = Last changed
work-cases-of-teams = Your team’s cases, open longest
work-cases-of-teams-none = None of your team’s cases is open. A case opens when somebody sends a form of a service that your team looks after.
work-cases-opened = Cases you opened
work-cases-opened-none = You have not opened a case yet. When you send a form for somebody, its case is listed here.
work-changes = What changed since you looked
work-changes-since = Since { $when }, but for what you did yourself.
work-changes-none = Nothing has changed. When somebody else changes a task or a case of yours or your team’s, it is listed here until you say that you have seen it.
work-changes-all = See everything that changed
work-changed = What
work-what-happened = What happened last
work-who = Who
work-who-not-staff = Not a member of staff
work-when = When
work-more-changes = { $count ->
    [one] and 1 change before
   *[other] and { $count } changes before
}
work-seen = I have seen these
work-seen-done = Marked as seen.
work-seen-undo = Show them again
work-case-note = Note added
work-of-team = A team’s work
work-of-team-link = See your team’s work
work-of-team-title = { $team }: work
work-of-no-team = You lead no team. Whoever does sees here what its members have to do.
work-who-has-what = Who has what
work-member = With
work-nobodys = Nobody yet
work-count = To do
work-count-today = Due today
work-count-overdue = Overdue
work-count-callbacks = Callbacks
work-oldest = Oldest
work-tasks-of = With { $name }
work-tasks-of-team = All of the team’s callbacks and tasks
work-tasks-of-everybody = Show everybody’s
work-tasks-none = Nothing waits.
tasks-whose-unowned = My team’s, nobody’s yet
work-what-with-words = { $what }: { $words }
