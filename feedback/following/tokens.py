"""What a mail that asks for a confirmation carries: a signature that confirms this one request and nothing else."""

from django.core.signing import BadSignature, Signer

_signer = Signer(salt="feedback.following.confirm", sep=".")


def made(key):
    return _signer.sign(str(key))


def read(token):
    """The key of the request, or None for what nobody here signed."""
    try:
        return int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
