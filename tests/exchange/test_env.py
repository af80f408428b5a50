"""Settings come from a declared environment, and what is unsafe stops the start with every problem named."""

import subprocess
import sys
from pathlib import Path

import pytest

from exchange import addresses
from exchange.declared import SETTINGS
from exchange.env import ROOT, Environment, Kind, Mode, Setting, UnsafeSettings
from exchange.unsafe import refuse_unsafe

SECRET = "kX3vQ9-wmT7_rB2zLp8Yc5Hd0sNf6Ug1Ja4Ei-oOqRtVxMbKn-W2yZ"
SAFE = {
    "EXCHANGE_MODE": "service",
    "SECRET_KEY": SECRET,
    "PUBLIC_URL": "https://exchange.example",
    "ALLOWED_HOSTS": "exchange.example",
    "DATABASE_URL": "postgresql://exchange:secret@db.example/exchange?sslmode=verify-full",
    "REDIS_URL": "rediss://:secret@redis.example/0",
    "SMTP_URL": "smtp+starttls://mail.example",
    "MAIL_FROM": "exchange@exchange.example",
    "VAULT_KEY_FILE": "/etc/exchange/keys.json",
    "EXCHANGE_DATA": "/var/lib/exchange",
}


def problems(**changes: str) -> dict[str, str]:
    """Return what the rules say about safe settings with ``changes``; an empty value takes a variable away."""
    source = {name: value for name, value in (SAFE | changes).items() if value}
    env = Environment(source, SETTINGS)
    refuse_unsafe(env)
    for setting in SETTINGS:
        read = {
            Kind.FLAG: env.flag,
            Kind.NUMBER: env.number,
            Kind.WORDS: env.words,
            Kind.PATH: env.path,
            Kind.SECRET: env.secret,
        }
        read.get(setting.kind, env.text)(setting.name)
    return {problem.name: str(problem) for problem in env.problems}


def test_safe_settings_are_accepted() -> None:
    assert problems() == {}


def test_all_that_is_missing_is_named_at_once() -> None:
    env = Environment({"EXCHANGE_MODE": "service"}, SETTINGS)
    refuse_unsafe(env)
    for setting in SETTINGS:
        if setting.required:
            env._read(setting.name, setting.kind)
    with pytest.raises(UnsafeSettings) as refusal:
        env.finish()
    for setting in SETTINGS:
        assert not setting.required or f"{setting.name}: is missing. Set {setting.name}" in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEMO", "1"),
        ("DEMO", "yes"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY", "django-insecure-" + SECRET),
        ("SECRET_KEY_FALLBACKS", f"{SECRET},short"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", ".example"),
        ("PUBLIC_URL", "http://exchange.example"),
        ("DATABASE_URL", "sqlite:////var/lib/exchange/db.sqlite3"),
        ("DATABASE_URL", "postgresql://exchange:secret@db.example/exchange"),
        ("DATABASE_URL", "postgresql://exchange:secret@db.example/exchange?sslmode=require"),
        ("REDIS_URL", ""),
        ("REDIS_URL", "rediss://redis.example/0"),
        ("REDIS_URL", "redis://:secret@redis.example/0"),
        ("REDIS_URL", "amqp://guest:guest@127.0.0.1"),
        ("SMTP_URL", "smtp://mail.example"),
        ("VAULT_KEY_FILE", ""),
        ("VAULT_KEY_FILE", "/var/lib/exchange/keys.json"),
        ("VAULT_KEY_FILE", str(ROOT / "keys.json")),
        ("TRUSTED_PROXIES", "proxy.example"),
        ("TRUSTED_PROXIES", "0.0.0.0/0"),
        ("LOG_FORMAT", "xml"),
        ("PORT", "eighty"),
    ],
)
def test_what_is_unsafe_is_refused_with_a_remedy(name: str, value: str) -> None:
    found = problems(**{name: value})
    assert set(found) == {name}
    assert found[name].count(". ") >= 1, "a fault and a remedy"


@pytest.mark.parametrize(
    "changes",
    [
        {"DATABASE_URL": "postgresql://exchange@127.0.0.1/exchange", "DATABASE_PASSWORD": "secret"},
        {"DATABASE_URL": "postgresql:///exchange?host=/run/postgresql"},
        {"DATABASE_URL": "postgresql://exchange:secret@database/exchange", "UNENCRYPTED_HOSTS": "database"},
        {"REDIS_URL": "redis://localhost/0", "REDIS_PASSWORD": "secret"},
        {"VAULT_KEY_PROVIDER": "vault.keys.EnvironmentKeys", "VAULT_KEY_FILE": ""},
        {"TRUSTED_PROXIES": "10.0.0.4, 10.1.0.0/24"},
    ],
)
def test_what_is_reached_without_a_network_needs_no_tls(changes: dict[str, str]) -> None:
    assert problems(**changes) == {}


def test_the_demonstration_listens_to_its_own_machine_alone() -> None:
    env = Environment({"EXCHANGE_MODE": "demo", "DEMO": "1", "BIND": "0.0.0.0"}, SETTINGS)  # noqa: S104
    refuse_unsafe(env)
    assert [problem.name for problem in env.problems] == ["BIND"]


def test_an_unknown_mode_is_judged_as_service() -> None:
    env = Environment({"EXCHANGE_MODE": "prod"}, SETTINGS)
    assert env.mode is Mode.SERVICE
    assert [problem.name for problem in env.problems] == ["EXCHANGE_MODE"]


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{SECRET}\n")
    env = Environment({"SECRET_KEY_FILE": str(tmp_path / "key")}, SETTINGS)
    assert env.secret("SECRET_KEY") == SECRET
    assert not env.problems


def test_a_secret_given_twice_or_in_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(SECRET)
    twice = Environment({"SECRET_KEY": SECRET, "SECRET_KEY_FILE": str(tmp_path / "key")}, SETTINGS)
    twice.secret("SECRET_KEY")
    absent = Environment({"SECRET_KEY_FILE": str(tmp_path / "absent")}, SETTINGS)
    absent.secret("SECRET_KEY")
    assert [problem.name for problem in (*twice.problems, *absent.problems)] == ["SECRET_KEY", "SECRET_KEY_FILE"]


def test_no_problem_repeats_a_secret() -> None:
    found = problems(
        SECRET_KEY="hunter2-hunter2", DATABASE_URL="sqlite:///pw-in-here", REDIS_URL="redis://:opensesame@redis.example"
    )
    assert len(found) == 3
    assert not any(secret in text for text in found.values() for secret in ("hunter2", "pw-in-here", "opensesame"))


def test_a_variable_is_read_as_the_kind_it_is_declared() -> None:
    env = Environment({}, [*SETTINGS, Setting("COUNT", Kind.NUMBER, "how many", "3")])
    assert env.number("COUNT") == 3
    with pytest.raises(AssertionError):
        env.text("COUNT")
    with pytest.raises(KeyError):
        env.text("UNDECLARED")


def test_a_password_is_put_into_an_address_that_has_none() -> None:
    assert addresses.with_password("redis://user@host:1/0", "a b@c") == "redis://user:a%20b%40c@host:1/0"
    assert addresses.with_password("redis://host/0", "x") == "redis://:x@host/0"
    assert addresses.with_password("redis://:kept@host/0", "x") == "redis://:kept@host/0"


def test_postgresql_gives_up_soon_and_keeps_its_connections() -> None:
    found = addresses.database("postgresql://u:p%40w@h:1/n?sslmode=verify-full", password="", statement_seconds=15)
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "u",
        "p@w",
        "h",
        "1",
        "n",
    )
    assert found["CONN_MAX_AGE"] is None
    assert found["CONN_HEALTH_CHECKS"] is True
    assert found["OPTIONS"]["connect_timeout"] == 1
    assert "statement_timeout=15000" in found["OPTIONS"]["options"]
    assert found["OPTIONS"]["sslmode"] == "verify-full"


@pytest.mark.parametrize("url", ["mysql://h/n", "exchange.sqlite3", ""])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        addresses.database(url, password="", statement_seconds=1)


def test_the_command_line_names_all_problems_without_a_traceback() -> None:
    environment = {"PATH": "/usr/bin:/bin", "EXCHANGE_MODE": "service", "DEMO": "1"}
    run = subprocess.run(
        [sys.executable, "manage.py", "settings", "--check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert all(
        f"{name}: " in run.stderr for name in ("DEMO", "SECRET_KEY", "DATABASE_URL", "REDIS_URL", "VAULT_KEY_FILE")
    )
