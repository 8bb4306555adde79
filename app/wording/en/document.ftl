# The page around every page.
title-of-council = { $title } – { $council }
title-with-error = Error: { $title }
footer-accessibility = Accessibility statement
footer-privacy = Privacy notice
footer-cookies = Cookies
footer-staff = Staff sign-in
desk-nav-home = Desk
desk-nav-people = People
desk-nav-cases = Cases
desk-nav-tasks = Tasks
desk-nav-staff = Staff
desk-nav-teams = Teams
desk-nav-organisations = Organisations
desk-nav-audit = Audit trail
desk-nav-insight = Insight
desk-nav-champion = Champion
sign-out = Sign out
nav-services = Services
nav-account = Your account
nav-sign-in = Sign in
ending-title = You’ll be signed out soon
ending-kept = For your security we sign you out when nothing happens for a while. What you have typed on this page is kept when you sign in again.
ending-stay = Stay signed in
ending-without-scripts = { $count ->
    [one] We sign you out after 1 minute without activity. If you send this page later, you sign in again and what you typed is kept.
   *[other] We sign you out after { $count } minutes without activity. If you send this page later, you sign in again and what you typed is kept.
}
