"""Sessions kept in rows: looked at on the server with each request, ended rather than deleted. Para 3(h).

The engine of ``SESSION_ENGINE``. A row is found by the digest of the key in the cookie, so that who reads the
database, or a backup of it, holds no session. One SELECT brings the row with its official; one UPDATE at most says that
it was used.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import IntegrityError
from django.utils import timezone

from frameworks.models import Official, Session
from frameworks.signin import ending
from frameworks.signin.timing import reason_to_end

DIGEST_LENGTH = 40  # hexadecimal digits: 160 bits, what the column of Django's sessions holds
ANONYMOUS_AGE = timedelta(hours=1)  # enough to sign in at leisure
TOUCH_AFTER = timedelta(seconds=5)  # a burst of requests writes once; a session may end this much early, never late
PREVIOUS = "previous_session"


def digest(session_key: str) -> str:
    """Return what stands in the database for the key in the cookie."""
    return hashlib.sha256(session_key.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_LENGTH]


class SessionStore(SessionBase):
    """One browser's session.

    ``row`` is the live row, ``dead`` the row that the cookie still names although its time is over; whoever needs to
    know whose session it was asks `former`.
    """

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.row: Session | None = None
        self.dead: Session | None = None
        self.address = ""
        self.user_agent = ""

    @property
    def official(self) -> Official | None:
        """The official whose session this is, if it lives and row and signed data agree about it."""
        claimed = self.get(SESSION_KEY)
        if claimed is None or self.row is None or str(self.row.official_id) != str(claimed):
            return None
        return self.row.official

    @property
    def former(self) -> Session | None:
        """The row of the official's session that ended here, as far as that can still be told."""
        previous = self.get(PREVIOUS)
        if self.dead is not None and self.dead.official_id:
            return self.dead
        return _found(str(previous)) if previous else None

    def load(self) -> dict[str, Any]:
        """Return the data of the session; of one that is over, nothing."""
        row, now = _found(digest(self.session_key or "")), timezone.now()
        because = reason_to_end(row, now) if row else ""
        if row is None or (because and not row.official_id):
            self._session_key = None
        elif not because and self._touch(row, now):
            self.row = row
            return self.decode(row.session_data)
        else:
            self._bury(row, because)
        return {}

    def abandon(self, because: str) -> None:
        """End the session under its browser, as when the account was disabled; `former` still tells whose it was."""
        if self.row is not None:
            self._bury(self.row, because)
        self._session_cache: dict[str, Any] = {}

    def exists(self, session_key: str) -> bool:
        """Say whether a row has that key."""
        return Session.objects.filter(pk=digest(session_key)).exists()

    def create(self) -> None:
        """Make a new row with a new key, remembering whose session ended here."""
        if self.dead is not None and self.dead.official_id:
            self[PREVIOUS] = self.dead.pk
        self.dead = None
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Write the data.

        Raises:
            UpdateError: if the session was ended meanwhile.
        """
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        if must_create:
            self._insert(data)
        elif self.session_key is None or self.row is None:
            self.create()
        else:
            self._update(data)

    def cycle_key(self) -> None:
        """Give the same session a new key, so that who knew the old one has nothing."""
        data = self._session  # type: ignore[attr-defined]
        if self.row is None:
            self.create()
            self._session_cache = data
            return
        key = self._get_new_session_key()  # type: ignore[attr-defined]
        if not _live(self.row.pk).update(session_key=digest(key)):
            raise SessionInterrupted("The session was ended while its key was being renewed.")
        self.row.pk = digest(key)
        self._session_key = key
        self.modified = True

    def delete(self, session_key: str | None = None) -> None:
        """End the session; a row that belongs to nobody is deleted."""
        key = session_key or self.session_key
        row = _found(digest(key)) if key else None
        if row is None:
            return
        if row.official_id:
            ending.end(row, because=ending.SIGNED_OUT)
        else:
            Session.objects.filter(pk=row.pk).delete()
        self.row = None

    @classmethod
    def clear_expired(cls) -> None:
        """End and delete what is over, as ``manage.py clearsessions`` asks."""
        ending.sweep()

    def _insert(self, data: dict[str, Any]) -> None:
        now = timezone.now()
        row = Session(
            pk=digest(self.session_key or ""), session_data=self.encode(data), expire_date=now + ANONYMOUS_AGE
        )
        for name, value in self._belonging(data, None, now).items():
            setattr(row, name, value)
        try:
            row.save(force_insert=True)
        except IntegrityError:
            raise CreateError from None
        self.row = row

    def _update(self, data: dict[str, Any]) -> None:
        row = self.row
        assert row is not None  # noqa: S101  (save() made sure)
        changes = {"session_data": self.encode(data), **self._belonging(data, row.official_id, timezone.now())}
        if not _live(row.pk).update(**changes):
            raise UpdateError
        for name, value in changes.items():
            setattr(row, name, value)

    def _belonging(self, data: dict[str, Any], present: int | None, now: datetime) -> dict[str, Any]:
        """Return what changes on the row when somebody has just signed in: whose it is, since when, from where."""
        claimed = data.get(SESSION_KEY)
        if claimed is None or str(present) == str(claimed):
            return {}
        return {
            "official_id": int(claimed),
            "started_at": now,
            "last_seen_at": now,
            "expire_date": now + timedelta(hours=settings.SESSION_HOURS),
            "address": self.address,
            "user_agent": self.user_agent,
        }

    def _bury(self, row: Session, because: str) -> None:
        if because:
            ending.end(row, because=because)
        self.dead, self.row = row, None

    @staticmethod
    def _touch(row: Session, now: datetime) -> bool:
        """Note that the session was used; False if it was ended at this very moment."""
        if row.last_seen_at is None or now - row.last_seen_at < TOUCH_AFTER:
            return True
        return bool(_live(row.pk).update(last_seen_at=now))


def _found(key: str) -> Session | None:
    return Session.objects.select_related("official__participant", "official__clearance").filter(pk=key).first()


def _live(key: str) -> Any:
    return Session.objects.filter(pk=key, ended_at=None)
