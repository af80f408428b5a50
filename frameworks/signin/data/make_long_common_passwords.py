"""Write `long_common_passwords.txt`: `python frameworks/signin/data/make_long_common_passwords.py > FILE`.

Breach corpora hold few passwords of sixteen characters and more, and bring licences and other people's secrets
along. What people do when they must reach sixteen is known, though, and is made here by rule: a favourite word
twice or thrice, two favourites together, a word and a year or a run of digits, a walk along the keyboard, a date
twice, a line everybody knows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import product

LEAST, MOST = 16, 40
HEADER = """\
# Long passwords that are easy to guess: {count} entries of {least} characters and more, one a line, in lower case.
# Made by rule by make_long_common_passwords.py beside this file, from common words, keyboard walks, repeats, dates
# and well-known phrases. It is not a breach corpus, and it was not taken from one.
"""

WORDS = [
    "password",
    "passw0rd",
    "welcome",
    "letmein",
    "qwerty",
    "monkey",
    "dragon",
    "master",
    "login",
    "admin",
    "administrator",
    "secret",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "iloveyou",
    "trustno1",
    "superman",
    "batman",
    "shadow",
    "michael",
    "jordan",
    "charlie",
    "jessica",
    "ashley",
    "whatever",
    "starwars",
    "freedom",
    "computer",
    "internet",
    "security",
    "summer",
    "winter",
    "autumn",
    "spring",
    "monday",
    "friday",
    "january",
    "december",
    "changeme",
    "default",
    "temporary",
    "rugby",
    "allblacks",
    "kiaora",
    "aotearoa",
    "wellington",
    "auckland",
    "tokyo",
    "yokohama",
    "nippon",
    "sakura",
    "nihon",
    "japan",
    "newzealand",
    "customs",
    "zeikan",
    "zeimu",
    "konnichiwa",
    "arigatou",
    "sayonara",
    "doraemon",
    "pikachu",
    "pokemon",
    "hello",
    "test",
    "guest",
    "user",
    "access",
    "system",
    "manager",
]
SECOND = [
    "password",
    "welcome",
    "admin",
    "login",
    "secret",
    "qwerty",
    "letmein",
    "customs",
    "zeikan",
    "japan",
    "newzealand",
]
YEARS = tuple(str(year) for year in range(2015, 2031))
TAILS = (
    "1",
    "12",
    "123",
    "1234",
    "12345",
    "123456",
    "1234567",
    "12345678",
    "123456789",
    "1234567890",
    "!",
    "!!",
    "1!",
    "123!",
    "@123",
    "2024!",
    "2025!",
    "2026!",
)
JOINTS = ("", " ", "-", "_", ".")
ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "abcdefghijklmnopqrstuvwxyz")
COLUMNS = [
    "1qaz",
    "2wsx",
    "3edc",
    "4rfv",
    "5tgb",
    "6yhn",
    "7ujm",
    "8ik,",
    "9ol.",
    "0p;/",
    "!qaz",
    "@wsx",
    "qazwsx",
    "edcrfv",
    "tgbyhn",
]
PHRASES = (
    "the quick brown fox",
    "the quick brown fox jumps",
    "the quick brown fox jumps over the lazy dog",
    "correct horse battery staple",
    "to be or not to be",
    "i love you so much",
    "i love you forever",
    "let me in please",
    "open the door please",
    "this is my password",
    "my secret password",
    "my password is password",
    "password for work",
    "nobody will guess this",
    "please let me in now",
    "happy new year",
    "merry christmas everyone",
    "may the force be with you",
    "once upon a time",
    "all you need is love",
    "we are the champions",
    "bohemian rhapsody",
    "never gonna give you up",
    "stairway to heaven",
    "god save the king",
    "god defend new zealand",
    "land of the long white cloud",
    "he tangata he tangata he tangata",
    "kia kaha kia maia",
    "mount fuji mount fuji",
    "good morning vietnam",
    "houston we have a problem",
    "elementary my dear watson",
    "winter is coming",
    "live long and prosper",
    "hello world hello world",
    "one two three four five",
    "the lord is my shepherd",
    "our father who art in heaven",
    "in the beginning was the word",
    "welcome to the jungle",
    "ohayou gozaimasu",
    "arigatou gozaimasu",
    "yoroshiku onegaishimasu",
    "otsukaresama desu",
    "hajimemashite douzo",
    "sakura sakura yayoi no sora",
    "furuike ya kawazu",
    "iroha nihoheto chirinuru",
    "momotaro momotaro",
    "neko neko neko neko",
)


def repeats() -> Iterator[str]:
    """Yield a word, a short walk or one sign again and again."""
    for word in (*WORDS, *COLUMNS, "abc", "abcd", "123", "1234", "12345", "qwe", "asd", "zxc", "aa11", "a1b2c3"):
        for joint, times in product(JOINTS, range(2, 9)):
            yield joint.join([word] * times)
    for sign in "abcdefghijklmnopqrstuvwxyz0123456789!?*.-":
        yield from (sign * length for length in range(LEAST, 25))


def pairs() -> Iterator[str]:
    """Yield two favourites together, alone and with a year."""
    for first, joint, second in product(WORDS, JOINTS[:3], SECOND):
        yield f"{first}{joint}{second}"
    for first, second, year in product(WORDS[:40], SECOND[:4], ("2024", "2025", "2026", "123")):
        yield f"{first}{second}{year}"


def tailed() -> Iterator[str]:
    """Yield a word filled up with digits, a year or a mark until it is long enough."""
    for word, joint, year, tail in product(WORDS, ("", "@", "-"), YEARS[8:13], ("!", "123", "1234", "123456")):
        yield f"{word}{joint}{year}{tail}"
    for word, tail, again in product(WORDS, TAILS, TAILS[4:10]):
        yield f"{word}{tail}{again}"


def walks() -> Iterator[str]:
    """Yield walks along and across the keyboard, forwards, backwards and with digits behind."""
    runs = [*ROWS, *(row[::-1] for row in ROWS)]
    for run, length in product(runs, range(LEAST, 21)):
        yield (run * 3)[:length]
    for first, second in product(runs, runs):
        yield first + second
        yield from (f"{first}{second}{tail}" for tail in TAILS[:6])
    for first, second, third, fourth in product(COLUMNS[:8], repeat=4):
        if len({first, second, third, fourth}) in (1, 2) or COLUMNS.index(second) == COLUMNS.index(first) + 1:
            yield first + second + third + fourth


def dates() -> Iterator[str]:
    """Yield a date twice, and a date between or behind favourites."""
    for year, month, day in product(YEARS[9:14], ("01", "04", "07", "12"), ("01", "15", "31")):
        yield f"{year}{month}{day}{year}{month}{day}"
        yield f"{day}{month}{year}{day}{month}{year}"
        yield from (f"{word}{year}{month}{day}" for word in ("password", "customs", "welcome", "japan", "newzealand"))


def phrases() -> Iterator[str]:
    """Yield lines that everybody knows, with and without their blanks."""
    for phrase in PHRASES:
        for joint, tail in product(JOINTS, ("", "1", "123", "!", "2026")):
            yield phrase.replace(" ", joint) + tail


def entries() -> list[str]:
    """Return every entry once, in order: at most some thousands of each rule, so that none drowns the others."""
    made: dict[str, None] = {}
    for rule, most in ((phrases, 2000), (repeats, 2000), (walks, 3000), (dates, 500), (pairs, 2000), (tailed, 2000)):
        made.update(dict.fromkeys(_first(rule(), most)))
    return sorted(made)


def _first(candidates: Iterable[str], most: int) -> list[str]:
    fitting = dict.fromkeys(word.lower() for word in candidates if LEAST <= len(word) <= MOST)
    step = max(1, len(fitting) // most)
    return list(fitting)[::step][:most]


def main() -> None:
    """Print the list with its header."""
    lines = entries()
    sys.stdout.write(HEADER.format(count=len(lines), least=LEAST))
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
