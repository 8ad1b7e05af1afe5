# Talentwire with everything that it can use, from the lock file. What the lock does not name is not installed.
#   docker build -t talentwire .
#   docker run --rm -v talentwire:/data talentwire token add "Mara Ek" --scope review --scope write
#   docker run -d -v talentwire:/data -p 127.0.0.1:8765:8765 talentwire

FROM python:3.13-slim AS build
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PROJECT_ENVIRONMENT=/opt/talentwire \
    UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /build
# what seldom changes goes first, so that a change of the code installs the code alone
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --frozen --no-default-groups --all-extras --no-install-project --python /usr/local/bin/python
COPY src ./src
RUN uv sync --frozen --no-default-groups --all-extras --no-editable --python /usr/local/bin/python

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Talentwire" \
      org.opencontainers.image.description="A ledger of the AI talent war, each claim with the words that prove it" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --gid 10001 talentwire \
    && useradd --uid 10001 --gid 10001 --home-dir /data --create-home --shell /usr/sbin/nologin talentwire
COPY --from=build /opt/talentwire /opt/talentwire
COPY --chmod=0755 docker/talentwire-container /usr/local/bin/talentwire-container
ENV PATH=/opt/talentwire/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    TALENTWIRE_LEDGER=/data/talentwire.db
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8765
# the server answers strangers at /healthz with no more than whether the ledger can be asked
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8765/healthz', timeout=4)"]
ENTRYPOINT ["talentwire-container"]
# inside a container nobody can listen in; to the outside the port is to be open to this machine alone, or to a proxy
CMD ["serve", "--host", "0.0.0.0", "--name", "localhost", "--plain-http"]
