"""The Framework's own life: terms, Annex, markings, calendars, deadlines."""
