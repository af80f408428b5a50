"""Forms of the sign-in pages: allauth's, with our words, locks and limits."""
