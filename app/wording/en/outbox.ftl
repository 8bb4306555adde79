# What happens behind the desk: messages and jobs.
desk-behind = Behind the scenes
mail-title = Messages
mail-what = This council is a demonstration, so nothing is sent. Messages are kept here instead.
mail-none = No messages yet. Send a form with an email address in it: its receipt is listed here a moment later.
mail-caption = Messages, newest first
mail-subject = Subject
mail-to = To
mail-written = Written
mail-state = State
mail-sent = Sent
mail-waiting = Waiting
mail-given-up = Given up
mail-text-message = Text message
mail-text = What it says
mail-html = See it as a web page
mail-links = Links in this message
jobs-title = Jobs
jobs-waiting = { $count ->
    [0] No job is waiting.
    [one] 1 job is waiting.
   *[other] { $count } jobs are waiting.
}
jobs-failing = { $count ->
    [one] 1 of them failed before and is tried again by itself.
   *[other] { $count } of them failed before and are tried again by themselves.
}
jobs-mail-held = No mail server is set up, so messages wait. Ask whoever runs this program to set GUILDHALL_MAIL__URL.
jobs-none = No job was given up. When something behind the scenes keeps failing, such as an email that a mail server refuses, it is listed here, and you can have it tried again.
jobs-given-up = Jobs that were given up
jobs-given-up-what = These are not tried again by themselves. Put right what went wrong, then try again.
jobs-what = Job
jobs-error = What went wrong
jobs-attempts = Attempts
jobs-when = Given up
jobs-again = Try again
jobs-retry = Try again
job-send-email = Send an email
job-send-text-message = Send a text message
job-delete-expired-sessions = Delete expired sessions
job-delete-finished-jobs = Delete finished jobs
job-delete-old-messages = Delete old messages
