# The bot alone: what runs is pinned and hashed, and nobody inside is root.
FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements.txt requirements-dev.txt pyproject.toml README.md LICENSE manifest.yml ./
COPY bot bot
COPY storage storage
RUN python -m venv /opt/pmi-bot \
 && /opt/pmi-bot/bin/pip install --no-cache-dir --require-hashes -r requirements.txt \
 && python -m venv /opt/build \
 && /opt/build/bin/pip install --no-cache-dir --require-hashes -r requirements-dev.txt \
 && /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
 && /opt/pmi-bot/bin/pip install --no-cache-dir --no-deps --no-index /wheels/*.whl

FROM python:3.13-slim
COPY --from=build /opt/pmi-bot /opt/pmi-bot
RUN useradd --create-home --uid 10001 pmi && install -d -o pmi /data
USER pmi
WORKDIR /data
ENV PATH=/opt/pmi-bot/bin:$PATH PYTHONUNBUFFERED=1 HOST=0.0.0.0 PORT=3000 LOG_FORMAT=json
EXPOSE 3000
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:3000/healthz', timeout=3)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["pmi-bot"]
CMD ["run"]
