"""Signing in: who may open a session, with what, how long it lasts and what is kept when it ends. Para 3(h).

django-allauth brings the ceremonies (password, authenticator app, passkey); the fences around them are here.
Passwords are in ``hashing`` and ``passwords``, failed attempts in ``locking``, sessions in ``sessions`` and ``ending``,
the second factor in ``factors``, confirming anew in ``stepup``, what was typed in ``kept``, machine users in
``tokens``, first passwords in ``activation``, the gate before every page in ``middleware``.
"""
