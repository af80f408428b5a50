# The exchange for service. Two stages: the first installs and builds, the second holds only what runs.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /opt/exchange/app
COPY requirements/app.txt requirements/app.txt
RUN python -m venv /opt/exchange/venv \
    && /opt/exchange/venv/bin/pip install --require-hashes --requirement requirements/app.txt
COPY . .
RUN /opt/exchange/venv/bin/python tools/build_static.py staticfiles \
    && /opt/exchange/venv/bin/python -m compileall -q .

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 exchange \
    && useradd --uid 10001 --gid exchange --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin exchange \
    && install --directory --owner exchange --group exchange --mode 0700 /var/lib/exchange
COPY --from=build /opt/exchange /opt/exchange
ENV PATH=/opt/exchange/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    EXCHANGE_MODE=service \
    EXCHANGE_DATA=/var/lib/exchange \
    STATIC_ROOT=/opt/exchange/app/staticfiles
USER 10001:10001
WORKDIR /opt/exchange/app
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "tools/ask_health.py", "http://127.0.0.1:8000/health/ready"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "10", "exchange.wsgi:application"]
