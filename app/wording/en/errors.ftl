# Pages that say what happened and what to do next.
error-reach-us = If you need help now, call { $telephone } or email { $email }.
error-way-home = Go to the home page
error-way-services = See every service
error-not-found-title = Page not found
error-not-found-what-happened = There is nothing at this address, or it is not yours to see.
error-not-found-what-to-do = If you typed the address, check it is right. If you followed a link, the page may have moved: search for what you need.
error-forbidden-title = You can’t do this
error-forbidden-what-happened = Your account doesn’t have permission for this.
error-forbidden-what-to-do = If you think it should, ask your team leader.
error-own-record-title = This is your own case or record
error-own-record-what-happened = Nobody at the council works on their own case or record, so you can’t open it here. We have a record that you asked.
error-own-record-what-to-do = To see it as a resident, use your account. If it needs something done, ask a colleague.
error-own-record-account = Go to your account
error-too-large-title = That was too much to send
error-too-large-what-happened = What you sent is larger than we can take, so it was not saved.
error-too-large-what-to-do = Go back and shorten your answer. Everything you saved on earlier pages is still there.
error-refused-title = We could not understand that
error-refused-what-happened = Your browser sent something this page doesn’t take, so nothing was changed.
error-refused-what-to-do = Go back, load the page again and try once more.
error-broken-title = Sorry, there is a problem with this page
error-broken-what-happened = Something went wrong on our side. We have a record of it.
error-broken-what-to-do = Try again in a few minutes. Everything you saved on earlier pages is still there.
error-unavailable-title = Sorry, this service is not available just now
error-unavailable-what-happened = We can’t reach our records at the moment.
error-unavailable-what-to-do = Wait a minute, then load this page again. Everything you saved on earlier pages is still there.
error-forged-title = Check this and send it again
error-forged-what-happened = We could not be sure that this came from you. This can happen when a page was open for a long time. Nothing has been saved yet, and nothing you typed is lost.
error-forged-typed = This is what you typed:
error-forged-send-again = Send it again
error-forged-elsewhere = This came from another website, so we did not accept it. Nothing has been changed.
error-too-many-title = That was tried too often
error-too-many-what-happened = To keep accounts safe, we stop for a while when something is tried many times in a row.
error-too-many-what-to-do = Nothing has been changed.
error-too-many-wait = { $count ->
    [one] Wait 1 minute, then try again.
   *[other] Wait { $count } minutes, then try again.
}
carry-on-title = You are signed in again
carry-on-kept = What you typed before is still here. Send it now to carry on where you left off.
carry-on-button = Send it and carry on
