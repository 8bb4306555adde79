# The words that components add by themselves. A caller may give others.

component-back-link = Back
component-breadcrumbs-label = Breadcrumb
# A script replaces the count while a person types; the percent sign and braces must stay.
component-character-count-characters = You can enter up to %{"{"}count{"}"} characters
component-character-count-words = You can enter up to %{"{"}count{"}"} words
component-date-input-day = Day
component-date-input-month = Month
component-date-input-year = Year
component-error-prefix = Error
component-error-summary-title = There is a problem
component-footer-meta-title = Support links
component-footer-licence-before = All content is available under the
component-footer-licence-link = Open Government Licence v3.0
component-footer-licence-after = , except where otherwise stated
component-notification-banner-important = Important
component-notification-banner-success = Success
component-pagination-label = Pagination
component-pagination-next = Next
# Follows "Next" or "Previous", for screen readers only.
component-pagination-next-hidden = page
component-pagination-page = Page
component-pagination-previous = Previous
component-pagination-previous-hidden = page
component-password-input-show = Show
component-password-input-show-label = Show password
component-service-navigation-label = Service information
component-service-navigation-menu = Menu
component-skip-link = Skip to main content
component-warning = Warning
exit-emergency = Emergency
exit-this-page = Exit this page
