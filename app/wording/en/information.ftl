# Accessibility statement, privacy notice, cookies.
information-reach-us = Call { $telephone }, email { $email } or write to us at { $address }.

accessibility-title = Accessibility statement
accessibility-intro = This statement is about the online forms of { $council }. We want as many people as possible to be able to use them. You should be able to:
accessibility-can-zoom = make text twice as large without losing any of it
accessibility-can-reflow = use every page on a screen 320 pixels wide without scrolling from side to side
accessibility-can-keyboard = do everything with a keyboard
accessibility-can-reader = use every page with a screen reader
accessibility-can-scripts = complete every form with scripts turned off
accessibility-how-heading = How accessible this website is
accessibility-how = The pages are built with the patterns of the GOV.UK Design System to meet the Web Content Accessibility Guidelines version 2.2, level AA. Each page is tested automatically, with mistakes showing and without, on wide and on narrow screens.
accessibility-not-heading = What may not be accessible yet
accessibility-not-imported = Forms brought over from other systems keep the words and the order they were written with, which may be hard to read.
accessibility-not-welsh = Most pages are in English only.
accessibility-not-audit = The website has not yet been audited by people who use assistive technology every day.
accessibility-report-heading = Tell us about a problem, or ask for another format
accessibility-report = If you find a problem that is not on this page, or need something in large print, easy read, audio or braille, tell us.
accessibility-enforce-heading = If you are not happy with our answer
accessibility-enforce = The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. Contact the Equality Advisory and Support Service.

privacy-title = Privacy notice
privacy-intro = { $council } is the controller of what you tell us here. This notice says what we keep and why.
privacy-what-heading = What we keep
privacy-what-answers = Your answers, saved each time you press continue, and the exact form you were asked.
privacy-what-who = Who filled the form in, for whom, and whether it was online, by telephone or another way.
privacy-what-browser = A cookie that lets your browser come back to a form you have begun.
privacy-what-log = A log of which pages were asked for and whether they worked. It holds none of your answers, and no name or address.
privacy-why-heading = Why we may use it
privacy-why = We use it to give you the service you asked for, which is part of our public tasks as a council. We use nothing here for advertising.
privacy-see-heading = Who sees it
privacy-see = Our staff who deal with your request. What they do to your case is written down with their name.
privacy-keep-heading = How long we keep it
privacy-keep = The cookie stops working after 7 days without a visit. Answers are kept in our records; ask us if you want to know for how long, or want them deleted.
privacy-rights-heading = Your rights
privacy-rights = You can ask for a copy of what we hold about you, have it put right, or object to how we use it. If you are not happy with our answer you can complain to the Information Commissioner’s Office.

cookies-title = Cookies
cookies-intro = Cookies are small files that a website saves on your device. We use one, and the forms can’t work without it, so we don’t ask for your consent.
cookies-caption = The cookie we use
cookies-name = Name
cookies-purpose = Purpose
cookies-expires = Expires
cookies-session-purpose = Lets you come back to a form you have begun, and proves that a form was sent from your own browser
cookies-session-expires = 7 days after your last visit
cookies-no-others = We don’t use cookies to measure how you use this website, and nobody else sets cookies here.
