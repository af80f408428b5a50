"""What administrators do: accounts and the Annex. Each is checked, changed and put on record in one transaction."""
