"""Where attachments lie: on this machine's disk, or in an S3-compatible storage where one is set."""

NAMES = ("sealed", "released")


def of_attachments(env, var_dir):
    """The storages "sealed" and "released" for Django's STORAGES.

    Neither has addresses: the site itself hands out what is released, and nobody what is sealed.
    """
    url = env("ATTACHMENTS_S3_URL", default="")
    return {name: _in_s3(env, url, name) if url else _on_disk(var_dir / name, name) for name in NAMES}


def _on_disk(folder, name):
    is_open = name == "released"  # to the web server, which may hand it out for the site
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": folder,
            "base_url": None,
            "file_permissions_mode": 0o644 if is_open else 0o600,
            "directory_permissions_mode": 0o755 if is_open else 0o700,
        },
    }


def _in_s3(env, url, name):
    """In a bucket that is closed to the public by its own policy: nothing is said of who may read an object.

    Checksums that not every S3-compatible storage knows are left out; what is sealed tells by itself when it changed.
    """
    from botocore.config import Config  # takes a while, and most sites need none of it

    addressing = {"addressing_style": env("ATTACHMENTS_S3_ADDRESSING", default="auto")}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "endpoint_url": url,
            "bucket_name": env("ATTACHMENTS_S3_BUCKET", default="portal"),
            "access_key": env("ATTACHMENTS_S3_KEY", default=""),
            "secret_key": env("ATTACHMENTS_S3_SECRET", default=""),
            "region_name": env("ATTACHMENTS_S3_REGION", default="us-east-1"),
            "location": name,
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
            "client_config": Config(
                signature_version="s3v4",
                s3=addressing,
                connect_timeout=5,
                read_timeout=30,
                retries={"max_attempts": 2},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        },
    }
