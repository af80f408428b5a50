"""What brings the exchange up in service is safe and names things that exist. O4, O5."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from exchange.declared import SETTINGS
from exchange.env import Kind
from tests.architecture.tree import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service.get("image") == "customs-exchange"}
UNITS = {file.name: file.read_text(encoding="utf-8") for file in sorted((ROOT / "deploy").glob("*.service"))}
DECLARED = {setting.name for setting in SETTINGS} | {f"{s.name}_FILE" for s in SETTINGS if s.kind is Kind.SECRET}
SECRETS = {setting.name for setting in SETTINGS if setting.kind is Kind.SECRET}
COMPOSE_CLIENTS = [client for client in (["docker", "compose"], ["docker-compose"]) if shutil.which(client[0])]


def _runs(client: list[str]) -> bool:
    return subprocess.run([*client, "version"], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("client", [client for client in COMPOSE_CLIENTS if _runs(client)], ids=" ".join)
def test_the_client_understands_the_file(client: list[str]) -> None:
    run = subprocess.run(
        [*client, "--file", str(ROOT / "docker-compose.yml"), "config"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_web_worker_one_clock_database_and_broker() -> None:
    assert set(SERVICES) == {"prepare", "web", "worker", "clock", "database", "broker"}
    assert "deploy" not in SERVICES["clock"], "one clock"


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_do_little(name: str) -> None:
    service = OURS[name]
    assert int(service["user"].split(":")[0]) > 0
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "privileged" not in service


@pytest.mark.parametrize("name", SERVICES)
def test_every_lasting_container_says_how_it_is(name: str) -> None:
    check = SERVICES[name].get("healthcheck")
    assert check
    assert check.get("test") or name == "prepare"


@pytest.mark.parametrize("name", SERVICES)
def test_only_the_web_can_be_reached_and_only_from_this_machine(name: str) -> None:
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[name].get("ports", []))
    assert name == "web" or not SERVICES[name].get("ports")
    if name in ("database", "broker"):
        assert SERVICES[name]["networks"] == ["back"]
        assert COMPOSE["networks"]["back"]["internal"] is True


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_come_from_files(name: str) -> None:
    service = SERVICES[name]
    assert all(secret in COMPOSE["secrets"] for secret in service.get("secrets", []))
    assert all("file" in secret for secret in COMPOSE["secrets"].values())
    for variable, value in service.get("environment", {}).items():
        if variable.endswith("_FILE"):
            assert value.removeprefix("/run/secrets/") in service["secrets"]
        elif variable in SECRETS:
            assert not re.search(r"://[^@/]*:[^@/]+@", value), f"{variable} holds a password"
            assert variable.endswith("_URL")


@pytest.mark.parametrize("name", OURS)
def test_containers_set_what_the_exchange_knows(name: str) -> None:
    environment = OURS[name]["environment"]
    assert set(environment) <= DECLARED
    required = {setting.name for setting in SETTINGS if setting.required}
    assert required <= {variable.removesuffix("_FILE") for variable in environment}


def test_the_exchange_is_no_superuser_of_its_database() -> None:
    assert "POSTGRES_USER" not in SERVICES["database"]["environment"]
    script = (ROOT / "deploy" / "database-init.sql").read_text(encoding="utf-8")
    assert "CREATE ROLE exchange LOGIN PASSWORD :'password'" in script
    assert "SUPERUSER" not in script


def test_the_broker_writes_down_what_it_takes_and_asks_a_password() -> None:
    script = SERVICES["broker"]["command"][-1]
    assert "appendonly yes" in script
    assert "user default off" in script
    assert "/run/secrets/redis_password" in script


def _command_lines() -> list[list[str]]:
    lines = [[str(word) for word in service["command"]] for service in OURS.values() if "command" in service]
    for text in UNITS.values():
        lines += [
            re.sub(r"/opt/exchange/.venv/bin/", "", line).split()
            for line in re.findall(r"^ExecStart(?:Pre)?=(.+)$", text, re.MULTILINE)
        ]
    return lines


@pytest.mark.parametrize("words", _command_lines(), ids=" ".join)
def test_every_command_exists(words: list[str]) -> None:
    if words[:2] == ["python", "manage.py"]:
        assert words[2] in get_commands()
    elif words[0] == "python":
        assert (ROOT / words[1]).is_file()
    else:
        assert (Path(ROOT / ".venv" / "bin" / words[0])).exists() or shutil.which(words[0])
        assert "exchange" in words or "exchange.wsgi:application" in words


def test_the_image_runs_as_nobody_special_from_hashed_requirements() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    last = text.rpartition("\nFROM ")[2]
    assert re.search(r"^USER (?!0\b|root)\d+", last, re.MULTILINE)
    assert "HEALTHCHECK" in last
    assert "--require-hashes" in text
    assert {"tests", "var", ".git", "secrets", ".venv"} <= set(
        (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    )


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_is_fenced_in(name: str) -> None:
    lines = set(UNITS[name].splitlines())
    assert {
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "CapabilityBoundingSet=",
    } <= lines
    assert "User=exchange" in lines
    assert set(re.findall(r"\b([A-Z][A-Z_]+)=%d/", UNITS[name])) <= DECLARED | {"VAULT_KEY_FILE"}


def test_the_example_environment_holds_no_secret_and_nothing_unknown() -> None:
    lines = [
        line
        for line in (ROOT / "deploy" / "exchange.env.example").read_text(encoding="utf-8").splitlines()
        if line and line[0] != "#"
    ]
    names = {line.split("=")[0] for line in lines}
    assert names <= DECLARED
    assert not names & {"SECRET_KEY", "DATABASE_PASSWORD", "REDIS_PASSWORD", "SMTP_PASSWORD", "VAULT_KEYS"}
