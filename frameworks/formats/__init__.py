"""How dates, times and numbers are written on screens.

New Zealand usage in English, Japanese usage in Japanese; never a date all in figures.
"""
