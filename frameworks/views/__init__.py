"""The administrator's pages, and reference data for everybody who is signed in. Each opens, then acts, then shows."""
