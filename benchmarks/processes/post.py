"""`python -m benchmarks.processes.post PORT`: a mail server that takes every letter, and says how many when it ends."""

import asyncio
import signal
import sys

from aiosmtpd.smtp import SMTP

from benchmarks.site import HOST


class Taking:
    count = 0

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  as the library calls it
        self.count += 1
        return "250 OK"


async def serve(port):
    taking, ended, loop = Taking(), asyncio.Event(), asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    server = await loop.create_server(lambda: SMTP(taking, hostname=HOST, loop=loop), HOST, port)
    print("takes letters", flush=True)
    await ended.wait()
    server.close()
    return taking.count


print(asyncio.run(serve(int(sys.argv[1]))))
