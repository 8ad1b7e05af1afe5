"""A renewed certificate is taken up while the server runs, and only as a whole."""

import socket
import ssl
import subprocess
import threading
from pathlib import Path

import anyio
import pytest

from talentwire.serve.certificate import Renewing, check


def make(folder: Path) -> tuple[bytes, bytes]:
    """A certificate and its key, as files have them."""
    words = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "1",
    ]
    words += ["-subj", "/CN=localhost", "-keyout", "made.key", "-out", "made.pem"]
    if subprocess.run(words, cwd=folder, capture_output=True, check=False).returncode:
        pytest.skip("there is no openssl to make a certificate with")
    return (folder / "made.pem").read_bytes(), (folder / "made.key").read_bytes()


def shown(context: ssl.SSLContext) -> str:
    """The certificate that a new connection is shown."""
    asked, answered = socket.socketpair()
    client = ssl.create_default_context()
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE

    def answer() -> None:
        with context.wrap_socket(answered, server_side=True) as wrapped:
            wrapped.recv(1)

    thread = threading.Thread(target=answer)
    thread.start()
    with client.wrap_socket(asked, server_hostname="localhost") as wrapped:
        found = ssl.DER_cert_to_PEM_cert(wrapped.getpeercert(binary_form=True) or b"")
        wrapped.sendall(b"x")
        thread.join(10)
    return found.strip()


def test_a_renewed_certificate_is_shown_to_who_comes_next(tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    first, second = make(tmp_path), make(tmp_path)
    certificate.write_bytes(first[0])
    key.write_bytes(first[1])
    check(certificate, key)
    renewing = Renewing(certificate, key)
    assert not renewing.look()
    renewing.context = context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    assert shown(context) == first[0].decode().strip()
    certificate.write_bytes(second[0])  # and the key is still to come
    assert not renewing.look()
    assert shown(context) == first[0].decode().strip()
    key.write_bytes(second[1])

    async def run() -> None:
        async with renewing.running(every=0.01):
            with anyio.fail_after(10):
                while shown(context) != second[0].decode().strip():
                    await anyio.sleep(0.01)

    anyio.run(run)
    certificate.unlink()
    assert not renewing.look()
    assert shown(context) == second[0].decode().strip()
