# Answers in words, and what is wrong with them.
answer-not-given = Not answered
answer-not-asked = Not asked
date-in-words = { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-part-day = day
date-part-month = month
date-part-year = year
problem-empty = Enter { $noun }
problem-empty-label = Enter an answer to “{ $noun }”
problem-empty-choice = Select { $noun }
problem-empty-choice-label = Select an answer to “{ $noun }”
problem-empty-yes-no = Select yes if { $noun }
problem-empty-yes-no-label = Select yes or no for “{ $noun }”
problem-too-long = { $count ->
    [one] { $noun } must be { $count } character or fewer
   *[other] { $noun } must be { $count } characters or fewer
}
problem-too-many-words = { $count ->
    [one] { $noun } must be { $count } word or fewer
   *[other] { $noun } must be { $count } words or fewer
}
problem-not-an-email = Enter an email address in the correct format, like name@example.com
problem-not-a-telephone = Enter a telephone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192
problem-not-a-website = Enter a website address in the correct format, like www.example.com
problem-not-a-number = { $noun } must be a number, like 30
problem-not-a-whole-number = { $noun } must be a whole number, like 30
problem-too-many-decimals = { $count ->
    [one] { $noun } must have no more than { $count } decimal place
   *[other] { $noun } must have no more than { $count } decimal places
}
problem-too-small = { $noun } must be { $limit } or more
problem-too-big = { $noun } must be { $limit } or less
problem-exclusive-mixed = Select the answers that apply, or select the last answer on its own
problem-date-lacks-one = { $noun } must include a { $part }
problem-date-lacks-two = { $noun } must include a { $part } and a { $other }
problem-year-not-four-figures = Year must include 4 numbers
problem-not-a-real-date = { $noun } must be a real date
problem-too-early = { $noun } must be on or after { $date }
problem-too-late = { $noun } must be on or before { $date }
problem-address-line-missing = Enter address line 1, typically the building and street
problem-town-missing = Enter a town or city
problem-postcode-missing = Enter a postcode
problem-not-a-postcode = Enter a full UK postcode, like AB1 2CD
problem-repeated = Give one answer only for { $noun }
answer-sealed = Hidden: you need to be allowed to see bank details and National Insurance numbers
answer-not-opened = Kept safe, but it can’t be shown at the moment
answer-ends-in = Ends in { $end }
