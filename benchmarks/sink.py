"""A mail server that takes everything: `python -m benchmarks.sink FOLDER` keeps each mail as a file.

Prints its port, then serves until it is ended. Its own CPU time is not counted.
"""

import asyncio
import itertools
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP


class Keep:
    def __init__(self, folder: Path):
        self.folder, self.numbers = folder, itertools.count()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        unfinished = self.folder / f".{next(self.numbers)}"
        unfinished.write_bytes(envelope.content)
        unfinished.rename(self.folder / f"{unfinished.name[1:]}.eml")
        return "250 Taken"


async def serve(folder: Path) -> None:
    keep = Keep(folder)
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(keep), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
