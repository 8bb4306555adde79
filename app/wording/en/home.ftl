# The home page, search and start pages.
home-title = Home
home-heading = What do you need to do?
home-top-tasks = Most used services
home-all-services = See every service
search-title = Search
search-title-for = { $query } – Search
search-label = Search for a service or guidance
search-button = Search
search-found = { $count ->
    [one] { $count } result found for “{ $query }”
   *[other] { $count } results found for “{ $query }”
}
search-nothing = Nothing found for “{ $query }”
search-nothing-spelling = Check the spelling.
search-nothing-fewer = Try fewer words, or another word for the same thing: “bin” or “rubbish”.
search-suggestions-none = No suggestions. Press Search to see more.
search-suggestions-one = 1 suggestion
search-suggestions-other = number suggestions
search-suggestions-list = Suggestions
search-guidance = Guidance
services-title = All services
services-count = { $count ->
    [one] { $count } service, in alphabetical order.
   *[other] { $count } services, in alphabetical order.
}
start-button = Start now
start-guidance = Read more about this
start-carry-on = Carry on where you left off
start-carry-on-what = You began this form earlier in this browser. Your answers are saved.
