"""Requirement L4: the role of the pages can add to the log through one function, and do nothing else to it."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from audit import record, roles, sealing, verifying
from audit.models import Entry
from audit.verdict import permitted
from audit.writers import LogUnavailable

pytestmark = pytest.mark.django_db
# Roles that every cluster has, so that the test need not be allowed to make any.
NAMES = {"application": "pg_signal_backend", "sealer": "pg_read_server_files", "auditor": "pg_write_server_files"}
TABLES = ["audit_entry", "audit_leaf", "audit_mention", "audit_checkpoint"]
RIGHTS = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"]


def look(by):
    return record.access(by=by, action="test.look", subjects=["X-1"], verdict=permitted()).entry


def run(*options):
    out = StringIO()
    names = [f"--{name}={role}" for name, role in NAMES.items()]
    call_command("audit_roles", *names, *options, stdout=out)
    return out.getvalue().splitlines()


def rights(role, table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r FROM unnest(%s) r WHERE has_table_privilege(%s, %s, r) ORDER BY r", [RIGHTS, NAMES[role], table]
        )
        return {right for (right,) in cursor.fetchall()}


@pytest.mark.postgresql
def test_each_role_has_its_rights_on_the_log_and_no_more():
    run("--execute")
    for table in TABLES:
        assert rights("application", table) == rights("auditor", table) == {"SELECT"}
    assert rights("sealer", "audit_entry") == {"SELECT"}
    for table in TABLES[1:]:
        assert rights("sealer", table) == {"SELECT", "INSERT"}
    assert rights("application", "requests_case") == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert rights("auditor", "requests_case") == set()


@pytest.mark.postgresql
def test_only_the_roles_that_append_may_call_the_function():
    run("--execute")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(has_function_privilege(r, to_regprocedure(%s), 'EXECUTE')) FROM unnest(%s) r",
            [roles.SIGNATURE, [*NAMES.values(), "pg_read_all_stats"]],
        )
        assert cursor.fetchone()[0] == [True, True, False, False]


@pytest.mark.postgresql
def test_the_function_runs_as_the_owner_and_looks_into_no_temporary_table(aroha, settings):
    settings.AUDIT_APPEND_FUNCTION = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosecdef, proconfig FROM pg_proc WHERE proname = 'audit_append'")
        assert cursor.fetchone() == (True, ["search_path=pg_catalog, pg_temp"])
        cursor.execute("CREATE TEMPORARY TABLE audit_entry (LIKE public.audit_entry INCLUDING ALL)")
        look(aroha)
        cursor.execute("SELECT (SELECT count(*) FROM pg_temp.audit_entry), (SELECT count(*) FROM public.audit_entry)")
        assert cursor.fetchone() == (0, 1)


@pytest.mark.postgresql
def test_entries_appended_by_the_function_are_like_any_other(aroha, settings, django_assert_num_queries):
    first = look(aroha)
    settings.AUDIT_APPEND_FUNCTION = True
    with django_assert_num_queries(1):
        second = look(aroha)
    with transaction.atomic():
        third = record.event("test.thing.happened", by=aroha, subject="事件", detail={"a": [1, None]})
    record.access(by=None, action="http", subjects=[], verdict=permitted(), status=200)
    assert list(Entry.objects.order_by("id").values_list("id", flat=True)[:3]) == [first, second, third]
    assert Entry.objects.latest("id").status == 200
    assert sealing.seal() == 4
    assert verifying.verify().faults == []


@pytest.mark.postgresql
@pytest.mark.parametrize("hours", [-2, 2])
def test_the_function_takes_no_entry_dated_back_or_ahead(aroha, settings, time_machine, hours):
    settings.AUDIT_APPEND_FUNCTION = True
    time_machine.move_to(datetime.now(UTC) + timedelta(hours=hours))
    with pytest.raises(LogUnavailable) as refused:
        look(aroha)
    assert "not dated by the clock" in str(refused.value.__cause__)


@pytest.mark.postgresql
def test_the_statements_can_be_read_before_they_are_run():
    said = run()
    assert said
    assert all(line.endswith(";") for line in said)
    assert not any("CREATE ROLE" in line for line in said)
    assert rights("sealer", "audit_leaf") == set()


@pytest.mark.postgresql
def test_roles_that_are_not_there_are_made():
    out = StringIO()
    call_command("audit_roles", stdout=out)
    assert "CREATE ROLE exchange_application NOLOGIN;" in out.getvalue()


@pytest.mark.postgresql
@pytest.mark.parametrize("name", ['x"; DROP TABLE audit_entry; --', "Upper", "", "a b"])
def test_a_name_that_would_need_quoting_is_refused(name):
    with pytest.raises(CommandError, match="plain name"):
        call_command("audit_roles", f"--sealer={name}")


@pytest.mark.sqlite
def test_where_there_are_no_roles_the_command_says_so():
    with pytest.raises(CommandError, match="Use PostgreSQL"):
        call_command("audit_roles")
