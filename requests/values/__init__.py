"""What a request consists of, as plain values: no framework, no database. Para 6."""
