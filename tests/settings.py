"""The exchange's own settings in test mode, with a data directory that goes away afterwards."""

import atexit
import os
import shutil
import tempfile

os.environ["EXCHANGE_MODE"] = "test"
os.environ.pop("DEMO", None)
# The library that drives browsers keeps a loop running in this thread, from the first browser test to the end of the run;
# without this no later test could look into the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
if "EXCHANGE_DATA" not in os.environ:
    os.environ["EXCHANGE_DATA"] = tempfile.mkdtemp(prefix="exchange-test-")
    atexit.register(shutil.rmtree, os.environ["EXCHANGE_DATA"], ignore_errors=True)

from exchange.settings import *  # noqa: F403  (the environment above must stand first)

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # a slow hash in service; here it would be most of the suite
