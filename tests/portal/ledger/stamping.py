"""A time-stamp authority on this machine: OpenSSL's, with a certificate made for the run."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CONFIG = """
[tsa]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/ca.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class Authority:
    """`answer(request)` gives the bytes of its answer; its clock is that of the machine."""

    def __init__(self, folder):
        self.folder = folder
        self.root = folder / "ca.pem"
        (folder / "serial").write_text("01\n")
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
        ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        ca = _certificate("CA", "CA", ca_key.public_key(), ca_key, x509.BasicConstraints(ca=True, path_length=None))
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        tsa = _certificate("TSA", "CA", key.public_key(), ca_key, usage)
        for name, made in (("ca", ca), ("tsa", tsa)):
            (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
        as_text = (
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (folder / "tsa.key").write_bytes(key.private_bytes(*as_text))

    def answer(self, request):
        (self.folder / "request").write_bytes(request)
        self._openssl("-reply", "-config", "tsa.cnf", "-section", "tsa", "-queryfile", "request", "-out", "answer")
        return (self.folder / "answer").read_bytes()

    def believes(self, token, data):
        """Whether OpenSSL verifies a stamp of `data`, as anybody would."""
        (self.folder / "token").write_bytes(token)
        (self.folder / "data").write_bytes(data)
        done = self._openssl("-verify", "-in", "token", "-data", "data", "-CAfile", "ca.pem", check=False)
        return done.returncode == 0

    def _openssl(self, *given, check=True):
        return subprocess.run(["openssl", "ts", *given], cwd=self.folder, capture_output=True, check=check)


def _certificate(name, issuer, public, ca_key, extension):
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(_named(name)).issuer_name(_named(issuer)).public_key(public)
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
    builder = builder.not_valid_after(now + timedelta(days=1)).add_extension(extension, critical=True)
    return builder.sign(ca_key, hashes.SHA256())


def _named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


@pytest.fixture
def authority(tmp_path):
    if not shutil.which("openssl"):
        pytest.skip("openssl is missing: apt-get install openssl")
    folder = tmp_path / "tsa"
    folder.mkdir()
    return Authority(folder)
