"""Signing in: passwords, locks, sessions, second factors, what is kept, tokens. Para 3(h); A1 to A8, S1 to S6."""
