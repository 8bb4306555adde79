# The page around every page.
title-of-council = { $title } – { $council }
title-with-error = Error: { $title }
skip-link = Skip to main content
footer-heading = Support links
footer-accessibility = Accessibility statement
footer-privacy = Privacy notice
footer-cookies = Cookies
footer-staff = Staff sign-in
desk-nav-label = Desk
desk-nav-home = Desk
desk-nav-people = People
desk-nav-cases = Cases
sign-out = Sign out
