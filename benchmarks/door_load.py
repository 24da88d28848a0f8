"""Phones at the door, in a process of their own: each keeps one connection and waits for each answer.

    python -m benchmarks.door_load PORT JSON      {"token": …, "parcels": […]} a phone; "every": seconds between parcels
"""

import asyncio
import gzip
import json
import sys
import time
from typing import Any
from uuid import uuid4

HEAD = (
    "POST /api/device/v1/sync HTTP/1.1\r\nHost: bench.example.org\r\nX-Forwarded-Proto: https\r\n"
    "X-Forwarded-For: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
    "Accept-Encoding: gzip\r\nContent-Length: {length}\r\n\r\n"
)


class Phone:
    """Sends parcels of facts one after the other; `shown` of a fact are its code, kind and verdict."""

    def __init__(self, port: int, told: dict[str, Any]):
        self.port, self.told = port, told
        self.run, self.cursor, self.began = str(uuid4()), told.get("cursor"), time.time()
        self.seconds: list[float] = []
        self.verdicts: list[str] = []
        self.bytes = 0

    async def work(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**24)
        for shown in self.told["parcels"]:
            begun = time.perf_counter()
            await self.ask([self.fact(one) for one in shown])
            await asyncio.sleep(max(0, self.told.get("every", 0) - (time.perf_counter() - begun)))
        self.writer.close()

    def clocks(self) -> dict[str, Any]:
        now = time.time()
        return {"run": self.run, "wall": round(now * 1000), "mono": round((now - self.began) * 1000)}

    def fact(self, shown: dict[str, Any]) -> dict[str, Any]:
        where = {name: self.told[name] for name in ("point", "lane", "direction")}
        return {"uuid": str(uuid4()), "kind": "scan", "how": "code", "parameters": {}, "app_version": "1",
                **where, **self.clocks(), **shown}  # fmt: skip

    async def ask(self, facts: list[dict[str, Any]]) -> None:
        question = {**self.clocks(), "cursor": self.cursor, "app_version": "1", "marks": [], "facts": facts, "report": {}}
        body = json.dumps(question).encode()
        began = time.perf_counter()
        self.writer.write(HEAD.format(token=self.told["token"], length=len(body)).encode() + body)
        answer = await self.answer()
        self.seconds.append(time.perf_counter() - began)
        self.cursor = answer["cursor"]
        self.verdicts += [result["verdict"] for result in answer["results"]]
        if answer["more"]:
            await self.ask([])

    async def answer(self) -> dict[str, Any]:
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().lower()
        fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
        body = await self.reader.readexactly(int(fields["content-length"]))
        self.bytes += len(body)
        if fields.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        if not head.startswith("http/1.1 200"):
            raise RuntimeError(f"{head}\n{body.decode()}")
        return json.loads(body)


async def run(port: int, told: list[dict[str, Any]]) -> dict[str, Any]:
    phones = [Phone(port, one) for one in told]
    began = time.perf_counter()
    await asyncio.gather(*(phone.work() for phone in phones))
    return {
        "wall": time.perf_counter() - began,
        "seconds": [second for phone in phones for second in phone.seconds],
        "verdicts": [verdict for phone in phones for verdict in phone.verdicts],
        "cursors": [phone.cursor for phone in phones],
        "bytes": sum(phone.bytes for phone in phones),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(int(sys.argv[1]), json.load(sys.stdin)))))
