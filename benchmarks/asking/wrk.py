"""How many requests a second a server answers: wrk, as fast as a few connections can ask."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.site import HEADERS, HOST

CONNECTIONS = 8
SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True)
class Answered:
    rate: float  # a second
    p50: float  # milliseconds
    p99: float
    refused: int  # any other answer than 2xx and 3xx
    broken: int  # no answer


def require():
    if not shutil.which("wrk"):
        sys.exit("The benchmark needs wrk, which asks the server for pages: apt-get install wrk")


def capacity(port, paths, *, seconds, headers=()):
    """Ask this machine's `port` for `paths` in turn, for `seconds`."""
    given = [f"{name}: {value}" for name, value in {**HEADERS, **dict(headers)}.items()]
    command = [
        "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", SCRIPT,
        *(part for header in given for part in ("-H", header)), f"http://{HOST}:{port}{paths[0]}", "--", *paths,
    ]  # fmt: skip
    told = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    found = json.loads(told)
    return Answered(found["requests"] / found["seconds"], found["p50"], found["p99"], found["refused"], found["broken"])
