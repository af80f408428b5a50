"""What may not be: settings that would let the exchange run in a way that breaks its promises.

Para 3(h). Each rule looks at the environment and refuses what it finds; the start then names all of them at once.
"""

from collections.abc import Callable
from ipaddress import ip_network

from exchange.addresses import host_of, is_encrypted, is_loopback
from exchange.env import ROOT, Environment, Mode

MIN_SECRET = 50  # characters; Django's own deployment check asks for as many
MIN_VARIETY = 5


def refuse_unsafe(env: Environment) -> None:
    """Let every rule of the mode have its say."""
    for rule in ALWAYS + (SERVICE if env.mode is Mode.SERVICE else ()):
        rule(env)


def demonstration_stays_home(env: Environment) -> None:
    """The waiver of the second factor belongs to a first look on one's own machine."""
    if env.flag("DEMO") and env.mode is not Mode.DEMO:
        env.refuse(
            "DEMO", f"waives the second factor and is on in {env.mode} mode", "Take it away, or use EXCHANGE_MODE=demo"
        )
    if env.mode is Mode.DEMO and not is_loopback(env.text("BIND")):
        env.refuse(
            "BIND",
            f"{env.text('BIND')} can be reached from other machines in demo mode",
            "Use 127.0.0.1, or EXCHANGE_MODE=service",
        )


def proxies_are_addresses(env: Environment) -> None:
    """A proxy that cannot be recognised would be believed by mistake or never."""
    for word in env.words("TRUSTED_PROXIES"):
        try:
            network = ip_network(word, strict=False)
        except ValueError:
            env.refuse("TRUSTED_PROXIES", f"{word} is not an address or network", "Write it as 10.0.0.4 or 10.0.0.0/24")
            continue
        if network.prefixlen == 0:
            env.refuse("TRUSTED_PROXIES", f"{word} is the whole world", "Name the proxies alone")


def secret_is_long(env: Environment) -> None:
    """A guessable secret key forges cookies."""
    for name in ("SECRET_KEY", "SECRET_KEY_FALLBACKS"):
        for value in filter(None, env.secret(name).split(",") if name.endswith("S") else [env.secret(name)]):
            if len(value) < MIN_SECRET or len(set(value)) < MIN_VARIETY or value.startswith("django-insecure-"):
                env.refuse(
                    name,
                    "is too short or too even to be a secret",
                    "Make one with: python tools/make_secrets.py DIRECTORY",
                )


def hosts_are_named(env: Environment) -> None:
    """Answering to any name lets a stranger's page pose as ours."""
    if any(host.startswith((".", "*")) for host in env.words("ALLOWED_HOSTS")):
        env.refuse("ALLOWED_HOSTS", "holds a wildcard", "Name each host in full")


def people_come_by_https(env: Environment) -> None:
    """Content and passwords must not cross the network in the clear."""
    url = env.text("PUBLIC_URL")
    if url and not url.startswith("https://"):
        env.refuse("PUBLIC_URL", f"{url} is not encrypted", "Give the https:// address that officials type")


def database_is_a_server(env: Environment) -> None:
    """SQLite cannot keep roles apart, and one writer at a time is for a first look."""
    if env.secret("DATABASE_URL").startswith("sqlite"):
        env.refuse("DATABASE_URL", "names an SQLite file", "Give a postgresql:// address")


def neighbours_are_encrypted(env: Environment) -> None:
    """The ways to database, broker and mail server are TLS, this machine, or named as private to it."""
    remedies = {
        "DATABASE_URL": "Add ?sslmode=verify-full",
        "REDIS_URL": "Use rediss://",
        "SMTP_URL": "Use smtp+starttls:// or smtps://",
    }
    for name, remedy in remedies.items():
        url = env.secret(name)
        if url and not (
            is_encrypted(url) or is_loopback(host_of(url)) or host_of(url) in env.words("UNENCRYPTED_HOSTS")
        ):
            env.refuse(
                name,
                f"reaches {host_of(url)} without TLS that verifies it",
                f"{remedy}, or name the host in UNENCRYPTED_HOSTS",
            )


def broker_asks_a_password(env: Environment) -> None:
    """Who can write to the broker can start tasks."""
    url = env.secret("REDIS_URL")
    if not url:
        return
    if not url.startswith(("redis://", "rediss://")):
        env.refuse("REDIS_URL", "is not a redis:// or rediss:// address", "Give the address of the Redis server")
    if ":" not in url.split("://")[-1].rpartition("@")[0] and not env.secret("REDIS_PASSWORD"):
        env.refuse(
            "REDIS_URL", "has no password", "Set REDIS_PASSWORD or REDIS_PASSWORD_FILE, and requirepass on the server"
        )


def keys_lie_apart(env: Environment) -> None:
    """A backup of the data must not hold the keys that open it."""
    if env.text("VAULT_KEY_PROVIDER") != "vault.keys.FileKeys":
        return
    file, data = env.path("VAULT_KEY_FILE"), env.path("EXCHANGE_DATA")
    if file is None:
        env.refuse(
            "VAULT_KEY_FILE",
            "is missing, so the keys would lie with the data",
            "Name a file outside EXCHANGE_DATA and make it with manage.py make_keys",
        )
    elif any(folder and file.is_relative_to(folder) for folder in (data, ROOT)):
        env.refuse(
            "VAULT_KEY_FILE",
            "lies with the data or the program that it protects",
            "Keep it in a directory of its own that no backup of the data takes along",
        )


Rule = Callable[[Environment], None]
ALWAYS: tuple[Rule, ...] = (demonstration_stays_home, proxies_are_addresses)
SERVICE: tuple[Rule, ...] = (
    secret_is_long,
    hosts_are_named,
    people_come_by_https,
    database_is_a_server,
    neighbours_are_encrypted,
    broker_asks_a_password,
    keys_lie_apart,
)
