# What makes the record trustworthy: the audit trail's chain, who looked, whose address is withheld.

audit-verb-event-erased = Event erased from this trail
audit-thing-audit-event = Event
audit-verb-record-opened = Record looked at
audit-verb-view-withheld = Look at a record withheld
audit-verb-withholding-agreed = Withholding agreed to
audit-verb-withholding-released = Withholding ended
audit-detail-reason = Reason: { $value }
audit-detail-contact = In touch: { $value }
audit-detail-case = Case: { $value }
audit-detail-stated = In their words: { $value }
audit-detail-withheld = Withheld: { $value }
permission-withhold-views = keep a look at a record from the resident
permission-review-withheld = review what is withheld from residents

# Why a record is opened.
why-title = Why are you opening this record?
why-what = Your answer counts for an hour. The resident can see who looked at their record, and why.
why-telephone = They are on the telephone
why-counter = They are at the counter
why-other = Letter, email, visit or other contact
why-case = { $service } { $reference }
why-other-reason = Something else
why-stated = Your reason
why-stated-hint = The resident reads it. Up to 200 characters
why-stated-button = Open for this reason
why-empty = Select how they are in touch or enter your reason
why-too-long = Your reason must be { $most } characters or fewer
withhold-title = Is the resident told that you looked?
withhold-hint = Only keep it from them if telling them would spoil an investigation or put somebody in danger. The data protection officer reviews it.
withhold-not = Yes
withhold-fraud = No, it is about fraud
withhold-safeguarding = No, somebody would be in danger

# Who looked, for the resident.
access-title = Who has looked at your record
access-link = See who has looked at your record
access-what = Staff say why before they open your record. Each time is listed here, the latest first.
access-none = Nobody has looked at your record yet. When a member of staff opens it, for example because you call us, you see here who it was, when and why.
access-withheld = In a few cases the law lets us not list a look, for example while we look into fraud. Find out how we use what we know about you
access-who = { $name }, { $role }
access-role-adviser = an adviser
access-role-caseworker = a caseworker
access-role-team-leader = a team leader
access-role-content-designer = a content designer
access-role-champion = a digital champion
access-role-data-protection-officer = the data protection officer
access-role-administrator = an administrator
access-by-command = Somebody who looks after the council’s computers
access-when-until = { $when }, and last { $last }
access-why-case = To work on
access-why-telephone = Because of a telephone call
access-why-counter = Because somebody was at the counter
access-why-other = Because of a letter, an email, a visit or another contact
access-why-stated = “{ $words }”

# What is withheld, for whoever reviews it.
withheld-title = Withheld from residents
withheld-caption = Looks that are withheld, newest first
withheld-what = Staff looked at these records, and the residents are not told. Agree to it or let them know.
withheld-none = Nothing is withheld. When a member of staff keeps a look at a record from the resident, because of fraud or of danger to somebody, it waits here for your review.
withheld-person = Record of
withheld-who = Who looked
withheld-when = When
withheld-reason = Why
withheld-ground = Withheld for
withheld-review = Review
withheld-new = Not reviewed yet
withheld-due = Due again
withheld-until = Agreed until { $until }
withheld-for-case = To work on { $reference }
ground-fraud = Fraud
ground-safeguarding = Safeguarding
withheld-review-title = Is this look at a record withheld rightly?
withheld-question = What do you decide?
withheld-release = Let the resident know
withheld-agree-1 = Keep it from them for a month
withheld-agree-3 = Keep it from them for 3 months
withheld-agree-6 = Keep it from them for 6 months
withheld-agree-12 = Keep it from them for a year
withheld-decide = Select what you decide
withheld-save = Save your decision
withheld-own = You looked at this record yourself, so somebody else reviews it.
withholding-agreed = It stays withheld until the next review.
withholding-released = The resident can see it now.
