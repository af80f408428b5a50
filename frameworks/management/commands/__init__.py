"""Commands of the Framework's room."""
