"""Rows behind signing in: failures counted, codes used up, forms kept, tokens named. Para 3(h).

Nothing here is a secret in the clear: names that failed and one-time secrets are digests, what was typed is sealed in
the vault and only pointed at.
"""

from django.db import models
from django.db.models.functions import Now
from knox.models import AuthToken

from frameworks.models.official import Official


class SignInGuard(models.Model):
    """Failed attempts under one name from one address; an empty address counts the name wherever it is tried from.

    Names are keyed digests: people type passwords into the wrong box, and unknown names are counted like known ones.
    """

    name = models.CharField(max_length=64)
    address = models.CharField(max_length=64, blank=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_default=Now())
    is_lock_counted = models.BooleanField(default=False, help_text="the lock these failures led to is in locks already")
    locks = models.PositiveIntegerField(default=0, help_text="temporary locks of the name since it last signed in")
    locks_told = models.PositiveIntegerField(default=0, help_text="how many of them its official was told of")

    class Meta:
        ordering = ["-last_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["name", "address"], name="one_guard_of_name_and_address")]
        indexes = [models.Index(fields=["last_at"], name="guard_by_moment")]

    def __str__(self) -> str:
        return f"{self.failures} failures, {self.locks} locks"


class Credential(models.Model):
    """When an official last chose a password; only sites that still let passwords expire ask for it."""

    official = models.OneToOneField(Official, on_delete=models.CASCADE, primary_key=True, related_name="credential")
    password_changed_at = models.DateTimeField()

    class Meta:
        ordering = ["official"]

    def __str__(self) -> str:
        return f"credential of {self.official}"


class UsedCode(models.Model):
    """A time step whose authenticator code was accepted; unique, so that no code is accepted twice."""

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="+")
    step = models.BigIntegerField()
    used_at = models.DateTimeField()

    class Meta:
        ordering = ["-used_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["official", "step"], name="code_used_once")]
        indexes = [models.Index(fields=["used_at"], name="used_code_by_moment")]

    def __str__(self) -> str:
        return f"step {self.step}"


class RecoveryCode(models.Model):
    """A code for the day the phone is lost: kept as a digest, good for one use."""

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["official", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return "used" if self.used_at else "unused"


class Activation(models.Model):
    """An account waiting for its official to choose a password: a link by mail and a code by another way, both needed.

    The administrator starts it and passes the code on, but sees no link and chooses no password.
    """

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="activations")
    link_digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64)
    failures = models.PositiveSmallIntegerField(default=0)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "pk"]

    def __str__(self) -> str:
        return f"activation of {self.official}"


class KeptForm(models.Model):
    """What an official had typed when the session ended under it; the words themselves are sealed in the vault."""

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="kept_forms")
    path = models.CharField(max_length=500)
    sealed_id = models.UUIDField()
    had_files = models.BooleanField(default=False, help_text="files came along and have to be attached again")
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["-kept_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["official", "path"], name="one_form_kept_of_a_page")]
        indexes = [models.Index(fields=["kept_at"], name="kept_form_by_moment")]

    def __str__(self) -> str:
        return self.path


class MachineToken(models.Model):
    """The name an official gave to a token for the machine interface, so that it is known again in the list."""

    token = models.OneToOneField(AuthToken, on_delete=models.CASCADE, primary_key=True, related_name="machine")
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["-token__created", "pk"]

    def __str__(self) -> str:
        return self.name
