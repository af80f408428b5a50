"""A made-up exchange to try the software with. Every name, number and event in it is fictitious."""
