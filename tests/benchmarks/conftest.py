"""What the tests of the benchmark share."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.fixture
def run_to_end():
    """`asyncio.run` in a thread of its own: a browser journey before it leaves a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        yield lambda doing: thread.submit(asyncio.run, doing).result()
