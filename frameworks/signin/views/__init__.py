"""Pages of signing in. They hold no information of the exchange, and say so by mark (see `frameworks.signin.marks`)."""
