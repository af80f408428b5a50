"""Every variable that the exchange reads from its environment. `manage.py settings` prints this table.

A variable that is not declared here is not read: a test looks for others.
"""

from exchange.env import Kind, Setting

SETTINGS = (
    Setting(
        "EXCHANGE_MODE",
        Kind.TEXT,
        "demo for a first look, test for the suite, service for real work",
        "demo",
        choices=("demo", "test", "service"),
    ),
    Setting("EXCHANGE_DATA", Kind.PATH, "directory for what the exchange writes beside its database", "var"),
    Setting("DEMO", Kind.FLAG, "1 waives the second factor and shows a banner on every page; in demo mode only", "0"),
    Setting("SECRET_KEY", Kind.SECRET, "signs cookies and tokens; at least 50 random characters", required=True),
    Setting("SECRET_KEY_FALLBACKS", Kind.SECRET, "earlier secret keys still accepted, separated by commas"),
    Setting(
        "PUBLIC_URL",
        Kind.TEXT,
        "address that officials type, with https in service",
        "http://127.0.0.1:8000",
        required=True,
    ),
    Setting(
        "ALLOWED_HOSTS",
        Kind.WORDS,
        "names under which the exchange answers",
        "127.0.0.1,localhost,[::1]",
        required=True,
    ),
    Setting(
        "TRUSTED_PROXIES", Kind.WORDS, "addresses or networks whose X-Forwarded-For and X-Forwarded-Proto are believed"
    ),
    Setting("BIND", Kind.TEXT, "address on which manage.py serve listens", "127.0.0.1"),
    Setting("PORT", Kind.NUMBER, "port on which manage.py serve listens", "8000"),
    Setting(
        "DATABASE_URL",
        Kind.SECRET,
        "postgresql://user@host:port/name?sslmode=verify-full, or sqlite:///path",
        required=True,
    ),
    Setting("DATABASE_PASSWORD", Kind.SECRET, "password for DATABASE_URL where that has none"),
    Setting(
        "DATABASE_STATEMENT_TIMEOUT",
        Kind.NUMBER,
        "seconds after which PostgreSQL gives a statement up; 0 for never, as long migrations need",
        "15",
    ),
    Setting(
        "REDIS_URL",
        Kind.SECRET,
        "Celery's broker: rediss://user@host:port/0; without it one process does all the work",
        required=True,
    ),
    Setting("REDIS_PASSWORD", Kind.SECRET, "password for REDIS_URL where that has none"),
    Setting(
        "SMTP_URL",
        Kind.SECRET,
        "smtp+starttls://user@host:587 or smtps://user@host:465; elsewhere than in service mail becomes files",
        required=True,
    ),
    Setting("SMTP_PASSWORD", Kind.SECRET, "password for SMTP_URL where that has none"),
    Setting("MAIL_FROM", Kind.TEXT, "sender of notices", "exchange@localhost", required=True),
    Setting(
        "UNENCRYPTED_HOSTS",
        Kind.WORDS,
        "hosts reached without TLS because only this machine shares the network with them",
    ),
    Setting(
        "VAULT_KEY_PROVIDER",
        Kind.TEXT,
        "dotted name of the class that keeps the key-encryption keys",
        "vault.keys.FileKeys",
    ),
    Setting(
        "VAULT_KEY_FILE",
        Kind.PATH,
        "key file of vault.keys.FileKeys, outside EXCHANGE_DATA in service; empty for a file in EXCHANGE_DATA",
    ),
    Setting("VAULT_KEYS", Kind.SECRET, "the JSON of a key file itself, for vault.keys.EnvironmentKeys"),
    Setting(
        "AUDIT_APPEND_FUNCTION",
        Kind.FLAG,
        "1 appends to the access log by the function for which manage.py audit_roles gives rights; PostgreSQL only",
        "0",
    ),
    Setting("SESSION_IDLE_MINUTES", Kind.NUMBER, "minutes without work after which a session ends", "15"),
    Setting(
        "SESSION_IDLE_MINUTES_HIGH",
        Kind.NUMBER,
        "the same for officials cleared for CONFIDENTIAL, 秘 or higher",
        "10",
    ),
    Setting(
        "PASSKEY_FOR_POWERS",
        Kind.FLAG,
        "1 asks supervisors and administrators for a passkey; 0 lets them use an authenticator app as well",
        "1",
    ),
    Setting(
        "PASSWORD_MAX_AGE_DAYS",
        Kind.NUMBER,
        "days after which a password must be changed, where older rules still ask for it; 0 for never",
        "0",
    ),
    Setting("STATIC_ROOT", Kind.PATH, "directory into which collectstatic writes", "staticfiles"),
    Setting(
        "LOG_LEVEL", Kind.TEXT, "least level that is logged", "INFO", choices=("DEBUG", "INFO", "WARNING", "ERROR")
    ),
    Setting(
        "LOG_FORMAT", Kind.TEXT, "json for machines, text for people", "text", service="json", choices=("json", "text")
    ),
    Setting(
        "TEST_DATABASE_URL",
        Kind.SECRET,
        "database server that the suite uses instead of SQLite; it makes a database of its own there",
    ),
    Setting("EXCHANGE_TEST_ALL", Kind.FLAG, "1 makes the suite fail where it would skip a test", "0"),
)
