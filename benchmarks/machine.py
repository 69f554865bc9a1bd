"""What the figures were taken on."""

import os
import platform
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo


def machine(postgresql):
    """{what: which}, in the order in which it is told."""
    cpu = next(
        (line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "date": datetime.now(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%d %H:%M"),
        "processor": f"{os.cpu_count()} cores, {cpu}",
        "memory": f"{memory:.0f} GB",
        "Python": platform.python_version(),
        "Django": version("django"),
        "granian": f"{version('granian')}, {os.environ.get('WORKERS') or 1} worker, 4 threads",
        "PostgreSQL": postgresql,
        "load": f"{os.getloadavg()[0]:.1f} before the run",
    }
