"""A person's browser as the server sees it: an address of its own, one kept connection, cookies.

It speaks as the proxy in front would hand it on. For tests and benches that need many at once; what a
person sees is for `tests.client` and for Chromium.
"""

import asyncio
import gzip
import time
from dataclasses import dataclass, field
from functools import cached_property
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from tests.page import Page

PATIENCE = 60.0
REDIRECTS = {301, 302, 303, 307, 308}


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    path: str
    seconds: float
    """From the first byte sent to the last one received."""

    @cached_property
    def page(self) -> Page:
        return Page(self.body.decode(), self.path)


@dataclass
class Visitor:
    """`origin`: scheme and host of BASE_URL; `port`: where the server really listens on loopback."""

    origin: str
    port: int
    address: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)
    requests: int = 0
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One request after the other on the one connection."""

    async def get(self, path: str) -> Answer:
        """The page at the end of all redirects."""
        return await self._follow(await self.ask("GET", path))

    async def send(self, page: Page, button: str | None = None, **values: Any) -> Answer:
        """Fill in and send the page's form, and follow where that leads."""
        form = page.form(button)
        return await self._follow(await self.ask("POST", form.action, form.filled(values)))

    async def _follow(self, answer: Answer) -> Answer:
        while answer.status in REDIRECTS:
            answer = await self.ask("GET", urljoin(answer.path, answer.headers["location"]))
        return answer

    async def ask(self, method: str, path: str, data: dict[str, Any] | None = None) -> Answer:
        """One request and its answer, whatever it is."""
        path = urljoin("/", path.removeprefix(self.origin))
        body = urlencode(data or {}, doseq=True).encode()
        async with self.turn, asyncio.timeout(PATIENCE):
            begun = time.perf_counter()
            reader, writer = self.streams or await self._connect()
            writer.write(self._head(method, path, body) + body)
            status, headers = await _read_head(reader)
            content = await _read_body(reader, headers)
        self.requests += 1
        self._keep(headers.pop("set-cookie", ""))
        if headers.get("connection") == "close":
            self.close()
        if headers.get("content-encoding") == "gzip":
            content = gzip.decompress(content)
        return Answer(status, headers, content, path, time.perf_counter() - begun)

    def close(self) -> None:
        if self.streams:
            self.streams[1].close()
            self.streams = None

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self.streams = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(self.address, 0))
        return self.streams

    def _head(self, method: str, path: str, body: bytes) -> bytes:
        scheme, host = urlsplit(self.origin)[:2]
        lines = [
            f"{method} {path} HTTP/1.1", f"Host: {host}", f"X-Forwarded-Proto: {scheme}", f"X-Forwarded-For: {self.address}",
            f"Referer: {self.origin}{path}", "Accept-Encoding: gzip", "Accept-Language: fr",
        ]  # fmt: skip
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode()

    def _keep(self, set_cookie: str) -> None:
        for line in filter(None, set_cookie.split("\n")):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}


async def _read_head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    """The status and the headers in lower case; several Set-Cookie are parted by line feeds."""
    status_line, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").rstrip("\r\n").split("\r\n")
    headers: dict[str, str] = {}
    for line in lines:
        name, _colon, value = line.partition(":")
        name = name.lower()
        headers[name] = f"{headers[name]}\n{value.strip()}" if name in headers else value.strip()
    return int(status_line.split()[1]), headers


async def _read_body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    content = b""
    while size := int(await reader.readline(), 16):
        content += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return content
