"""`python -m benchmarks.processes.ledger LENGTH ROUNDS`: the cost of a checkpoint on a log of that length.

Writes {"size": …, "checkpoints": [seconds of each of 256 new entries], "vkey": …}.
"""

import json
import sys
import time

import django

django.setup()

from django.db import transaction  # noqa: E402  needs the settings
from django.utils import timezone  # noqa: E402

from benchmarks.loading.ledger import lengthen  # noqa: E402
from portal.ledger import keys, sequencing  # noqa: E402
from portal.ledger.append import Statement, append  # noqa: E402
from portal.ledger.models import Checkpoint  # noqa: E402

NEW = 256

length, rounds = int(sys.argv[1]), int(sys.argv[2])
lengthen(length)
taken = []
for number in range(rounds):
    now = timezone.now()
    with transaction.atomic():
        append(*(Statement("receive", f"measured/{now:%H%M%S%f}{one}", now, {"round": number}) for one in range(NEW)))
    begun = time.perf_counter()
    checkpoint = sequencing.sequence(timezone.now(), everywhere=False)  # as every few seconds
    taken.append(time.perf_counter() - begun)
    if not checkpoint:
        sys.exit("The entries got no checkpoint.")
newest = Checkpoint.objects.newest()
vkey = keys.signers(newest.log.origin)[0].key.vkey
json.dump({"size": newest.size, "checkpoints": taken, "vkey": vkey}, sys.stdout)
