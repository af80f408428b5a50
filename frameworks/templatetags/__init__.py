"""Template tags of the Framework's room."""
