"""The API root: what the rooms offer to machines, the schema, and a page that explains it."""
