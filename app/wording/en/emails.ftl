# What the council writes to people. Say what happened, what to do, and what to do if it was not them.
email-hello = Hello,
email-hello-name = Hello { $name },
email-copy-link = If the link does not open, copy this address into your browser:
email-link-hours = { $count ->
    [one] This link works once, and for 1 hour.
   *[other] This link works once, and for { $count } hours.
}
email-link-minutes = { $count ->
    [one] This link works once, and for 1 minute.
   *[other] This link works once, and for { $count } minutes.
}
email-if-you = If this was you, there is nothing to do.
email-if-not-you-tell-us = If this was not you, tell us straight away. How to reach us is at the end of this email.
email-footer-contact = Need help? Contact us.
email-footer-telephone = Telephone
email-footer-email = Email

email-confirm-email-subject = Confirm your email address
email-confirm-email-what = Confirm your email address to finish making your account.
email-confirm-email-action = Confirm my email address
email-confirm-email-not-you = If you did not ask for an account, ignore this email. Without the link, the account can’t be used.

email-already-registered-subject = You already have an account
email-already-registered-what = Someone tried to make an account with this email address. There already is one, for:
email-already-registered-yours = If that is you, sign in with the account you have. If you have forgotten your password, you can choose a new one there.
email-already-registered-sign-in = Sign in
email-already-registered-shared = If you share this email address with them, you can have an account of your own.
email-already-registered-separate = Make a separate account
email-already-registered-not-you = If you did not try to make an account, ignore this email. Nothing has changed.

email-sign-in-link-subject = Your link to sign in
email-sign-in-link-what = Use this link to sign in to your account.
email-sign-in-link-action = Sign in
email-sign-in-link-not-you = If you did not ask to sign in, ignore this email. Do not give the link to anyone: it opens your account.

email-no-account-subject = There is no account with this email address
email-no-account-what = Someone asked to sign in to an account with this email address. There is none.
email-no-account-other = If it was you, try another email address that you use, or make an account.
email-no-account-action = Make an account
email-no-account-not-you = If it was not you, ignore this email.

email-reset-password-subject = Choose a new password
email-reset-password-what = Use this link to choose a new password for your account. Until you do, your old password still works.
email-reset-password-action = Choose a new password
email-reset-password-not-you = If you did not ask for this, ignore this email. Nothing has changed, and nobody can change your password without this link.

email-password-changed-subject = Your password was changed
email-password-changed-what = The password of your account was changed on { $when }.
email-password-changed-not-you = If it was not you, choose a new password on the sign-in page now, and tell us. How to reach us is at the end of this email.

email-confirm-new-email-subject = Confirm your new email address
email-confirm-new-email-what = You asked us to use this email address for your account. Confirm that it is yours. Until you do, we keep using the old one.
email-confirm-new-email-action = Confirm my new email address
email-confirm-new-email-not-you = If you did not ask for this, ignore this email. Nothing has changed.

email-email-changed-subject = Your email address was changed
email-email-changed-what = The email address of your account was changed to { $address } on { $when }. We will no longer write to this one.
email-email-changed-not-you = If it was not you, someone else may be able to use your account. Tell us straight away, and we will give it back to you. How to reach us is at the end of this email.

email-check-code-subject = Your code
email-check-code-what = Your code is:
email-check-code-purpose = Use it to { $purpose }.
email-check-code-minutes = { $count ->
    [one] It works once, and for 1 minute.
   *[other] It works once, and for { $count } minutes.
}
email-check-code-not-you = If you did not ask for a code, ignore this email. Do not read this code to anybody, and not to us either.
text-message-check-code = { $count ->
    [one] { $code } is your code from { $council } to { $purpose }. It works for 1 minute. Do not give it to anyone.
   *[other] { $code } is your code from { $council } to { $purpose }. It works for { $count } minutes. Do not give it to anyone.
}

email-account-closed-subject = Your account is closed
email-account-closed-what = Your account was closed on { $when }. Nobody can sign in to it any more.
email-account-closed-kept = What you asked us for goes on, and we keep the records that the law asks us to keep.

email-sign-in-method-added-subject = There is a new way to sign in to your account
email-sign-in-method-added-what = On { $when } this was added to your account: { $method }.

email-sign-in-method-removed-subject = A way to sign in to your account was removed
email-sign-in-method-removed-what = On { $when } this was removed from your account: { $method }.

email-staff-invitation-subject = Set up your staff account
email-staff-invitation-what = You have been given a staff account. Use this link to choose a password and a second way to prove who you are.
email-staff-invitation-action = Set up my account
email-staff-invitation-not-you = If you do not work for us, tell us. How to reach us is at the end of this email.

email-staff-second-factor-reset-subject = Set up your second factor again
email-staff-second-factor-reset-what = The second factor of your staff account was removed at your request. Use this link to set up a new one. Until then you can’t sign in.
email-staff-second-factor-reset-action = Set up a new second factor
email-staff-second-factor-reset-not-you = If you did not ask for this, tell your administrator straight away and do not use the link.

email-submission-receipt-subject = { $service }: we have received your form ({ $reference })
email-submission-receipt-what = We have received your form “{ $service }”. Your reference is:
email-submission-receipt-keep = Keep this reference. We will ask for it if you contact us about this.
email-submission-receipt-next = What happens next
email-submission-receipt-action = Read about this service

email-case-updated-subject = { $service }: there is news ({ $reference })
email-case-updated-what = There is news of what you asked us for: “{ $service }”, reference { $reference }.
email-case-updated-action = See it in your account
email-case-updated-choose = You can choose what we tell you in your account, under “What we tell you”.

email-identity-checked-subject = We have checked who you are
email-identity-checked-what = On { $when } a member of our staff saw your documents and checked that your account is yours.
email-identity-checked-now = You can now use the services that need it. Forms that waited for it are in your account.

email-no-staff-account-subject = We cannot send you a link to a new password
email-no-staff-account-what = Someone asked for a new password for a staff account with this email address. There is no such account, or it has to be set up first.
email-no-staff-account-next = If it was you, ask an administrator to send you an invitation. If you are looking for your account as a resident, sign in on our website.
email-tasks-waiting-subject = { $count ->
    [one] 1 task waits for you or your team
   *[other] { $count } tasks wait for you or your team
}
email-tasks-waiting-what = At the council’s desk:
email-tasks-waiting-overdue = { $count ->
    [one] 1 task is overdue
   *[other] { $count } tasks are overdue
}
email-tasks-waiting-unacknowledged = { $count ->
    [one] 1 task has waited since yesterday or longer for somebody to acknowledge it
   *[other] { $count } tasks have waited since yesterday or longer for somebody to acknowledge them
}
email-tasks-waiting-action = See your tasks
email-tasks-waiting-why = You get this because they are yours, or because nobody in your team has taken them. We send it once a day.

email-caller-code-subject = Your code to read to us
email-caller-code-telephone = We are on the telephone with somebody who says they are you. If it is you, read this code to us:
email-caller-code-counter = Somebody at our counter says they are you. If it is you, read this code to us:
email-caller-code-home-visit = One of our staff is on a visit to somebody who says they are you. If it is you, read this code to them:
email-caller-code-webchat = We are in a web chat with somebody who says they are you. If it is you, type this code there:
email-caller-code-minutes = { $count ->
    [one] It works once, and for 1 minute.
   *[other] It works once, and for { $count } minutes.
}
email-caller-code-not-you = If it is not you, give this code to nobody and tell us: { $telephone }. Somebody may be trying to find out about you.
text-message-caller-code = { $code } is the code to read to { $council } now. If you are not in touch with us, give it to nobody and call { $telephone }.

email-caller-failed-subject = Somebody said they were you
email-caller-failed-what = On { $when } somebody was in touch with us who said they were you. They could not show it.
email-caller-failed-nothing = We told them nothing from your record.
email-caller-failed-you = If it was you, come to us with something that shows who you are, or sign in to your account and try again.
email-caller-failed-not-you = If it was not you, tell us. How to reach us is at the end of this email.
text-message-caller-failed = { $council }: on { $when } somebody said they were you and could not show it. We told them nothing. If it was not you, tell us.
