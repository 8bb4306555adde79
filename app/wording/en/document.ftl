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
sign-out = Sign out
