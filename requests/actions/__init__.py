"""What officials do, one verb each: check, change state through the table, write the log, all in one transaction."""
