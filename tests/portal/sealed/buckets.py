"""An S3-compatible storage on a port of this machine, for tests."""

import secrets
from typing import NamedTuple

import boto3
import pytest
from moto.server import ThreadedMotoServer

from portal.sealed.storages import of_attachments

NAMES = {"KEY": "key", "SECRET": "secret", "REGION": "cn-north-1"}


class Bucket(NamedTuple):
    """What an administrator of the storage sees."""

    client: object
    name: str

    def keys(self):
        return [entry["Key"] for entry in self.client.list_objects_v2(Bucket=self.name).get("Contents", [])]

    def read(self, key):
        return self.client.get_object(Bucket=self.name, Key=key)["Body"].read()


@pytest.fixture
def s3(settings, monkeypatch):
    """A storage on a port of this machine, with an empty bucket, as the settings would have it: its address."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    url = "http://{}:{}".format(*server.get_host_and_port())
    client = boto3.client(
        "s3", endpoint_url=url, aws_access_key_id="key", aws_secret_access_key="secret", region_name="cn-north-1"
    )
    place = {"LocationConstraint": "cn-north-1"}
    bucket = f"files-{secrets.token_hex(8)}"  # the server remembers those of other tests
    client.create_bucket(Bucket=bucket, CreateBucketConfiguration=place)
    names = NAMES | {"URL": url, "BUCKET": bucket}
    given = {f"ATTACHMENTS_S3_{name}": value for name, value in names.items()}
    settings.STORAGES = settings.STORAGES | of_attachments(lambda name, default="": given.get(name, default), None)
    yield Bucket(client, bucket)
    client.close()
    server.stop()
