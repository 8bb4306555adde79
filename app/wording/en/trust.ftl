# What makes the record trustworthy: the audit trail's chain, who looked, whose address is withheld.

audit-verb-event-erased = Event erased from this trail
audit-thing-audit-event = Event
