"""A page on which a browser checks what the log gave out: one file, which also works where it was saved, without us.

Style and script stand within it, and the policy names exactly these by their digests: it can load and send nothing.
"""

import base64
from hashlib import sha256
from pathlib import Path

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.ledger import keys
from portal.ledger.models import PublicKey
from portal.ledger.registries import WORDS
from portal.serving.addresses import prefixed
from portal.serving.pages import for_everybody

OWN = Path(__file__).resolve().parent / "checker"
SHARED = Path(__file__).resolve().parent.parent / "stylesheets"
SCRIPT = "".join(
    (OWN / f"{part}.js").read_text(encoding="utf-8")
    for part in ("sha2", "ed25519", "notes", "reading", "judging", "page")
)
STYLE = "".join(
    path.read_text(encoding="utf-8")
    for path in (
        *(SHARED / f"{part}.css" for part in ("tokens", "ground", "page", "notices", "buttons", "forms", "folds")),
        OWN / "check.css",
    )
)


def _digest(text):
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


POLICY = {
    "default-src": [NONE],
    "script-src": [_digest(SCRIPT)],
    "style-src": [_digest(STYLE)],
    "img-src": ["data:"],
    "connect-src": [NONE],
    "form-action": [NONE],
}


@for_everybody
@require_safe
@csp_replace(POLICY)
def check(request):
    return render(
        request,
        "ledger/check.html",
        {
            "script": mark_safe(SCRIPT),  # noqa: S308  ours, and no markup ends it
            "style": mark_safe(STYLE),  # noqa: S308
            "policy": "; ".join(f"{name} {' '.join(sources)}" for name, sources in POLICY.items()),
            "keys": known_keys(),
            "meanings": {fact: meanings() for fact, meanings in WORDS.items()},
            "home_address": settings.SITE_URL + prefixed("/", get_language()),
            "ledger_address": settings.SITE_URL + prefixed("/ledger/", get_language()),
        },
    )


def known_keys():
    """The vkeys of log and receipts, those that sign now and all that ever did, and of the witnesses."""
    origin = keys.origin()
    signing = [signer.key.vkey for signer in (*keys.signers(origin), *keys.receipt_signers(origin))]
    former = PublicKey.objects.order_by("-first_used_at", "pk").values_list("vkey", flat=True)
    witnesses = [witness.key.vkey for witness in settings.LEDGER_WITNESSES]
    return [*dict.fromkeys([*signing, *former, *witnesses])]
