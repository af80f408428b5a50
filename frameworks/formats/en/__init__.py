"""English as officials in New Zealand write it."""
