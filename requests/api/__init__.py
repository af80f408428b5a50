"""The API door to requests. The same actions as the pages, and the same refusals."""
