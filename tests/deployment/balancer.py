"""nginx before the nodes, with the settings of deploy/nginx.conf."""

from __future__ import annotations

import secrets
import shutil
import socket
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.deployment.units import DEPLOY
from tests.server.processes import eventually

_AROUND = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""


def a_certificate(folder: Path, host: str = "guatu.example.gov.cn") -> None:
    """`fullchain.pem` and `key.pem` of a host, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    begins = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))


def nginx_settings(folder: Path, listen: str, nodes: Sequence[str]) -> Path:
    """deploy/nginx.conf with the nodes in both lists, as its first lines say, on an address of this machine."""
    site = (DEPLOY / "nginx.conf").read_text()
    for port in ("8000", "8001"):
        line = f"server 127.0.0.1:{port};"
        assert line in site
        site = site.replace(line, " ".join(f"server {node}:{port};" for node in nodes))
    assert "listen 443 ssl" in site
    site = site.replace("listen 443 ssl", f"listen {listen} ssl").replace("/etc/ssl/guatu", str(folder))
    settings = folder / "nginx.conf"
    settings.write_text(_AROUND.format(folder=folder, site=site))
    return settings


class Balancer:
    def __init__(self, folder: Path, listen: str, nodes: Sequence[str]) -> None:
        a_certificate(folder)
        settings = nginx_settings(folder, listen, nodes)
        self.origin = f"https://{listen}"
        with (folder / "nginx.log").open("ab") as log:
            self._process = subprocess.Popen(
                [shutil.which("nginx") or "nginx", "-p", folder, "-c", settings], stderr=log
            )

        eventually(lambda: _takes_connections(listen))

    def end(self) -> None:
        self._process.terminate()
        self._process.wait(20)


def _takes_connections(listen: str) -> bool:
    host, _colon, port = listen.partition(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def a_free_address() -> str:
    """An address of this machine on which nobody listens."""
    return "127." + ".".join(str(2 + secrets.randbelow(250)) for _ in range(3))
