"""Every component and every kind of field on pages of their own: to be looked at, and for the tests of the frame.

`manage.py runserver` does not serve it; the tests set `ROOT_URLCONF` to `tests.exchange.gallery.urls`.
"""
