"""Readers of a site for the load test: each asks for a page, then for everything that page asks for, and tells what does not fit."""

from __future__ import annotations

import asyncio
import gzip
import random
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

MARK = re.compile(rb"(?:<!--|/\*) release (\d+)")
ASSET = re.compile(rb'(?:href|src)="([^"]*assets/[^"]*)"')
DATA = ("names.js", "forms.js", "bodies-1.js")


@dataclass
class Tally:
    """What was asked and what went wrong."""

    wanted: int
    requests: int = 0
    releases: dict[int, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


class Connection:
    """One kept-alive HTTP/1.1 connection; opened again where the server closes it between answers, as it may."""

    def __init__(self, port: int, packed: bool) -> None:
        self.port, self.packed = port, packed
        self.writer: asyncio.StreamWriter | None = None

    async def get(self, path: str) -> tuple[int, bytes]:
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        accept = "Accept-Encoding: gzip\r\n" if self.packed else ""
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{accept}\r\n".encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = re.search(r"content-length: (\d+)", head)
        assert length, head
        body = await self.reader.readexactly(int(length[1]))
        if "connection: close" in head:
            self.writer.close()
            self.writer = None
        return int(head.split()[1]), gzip.decompress(body) if "content-encoding: gzip" in head else body


async def read_on(port: int, pages: Sequence[str], chance: random.Random, tally: Tally) -> None:
    """One reader, until all readers together have asked often enough."""
    connection = Connection(port, packed=chance.random() < 0.5)
    while tally.requests < tally.wanted:
        page = chance.choice(pages)
        status, body = await connection.get(page)
        tally.requests += 1
        found = MARK.search(body)
        if status != 200 or not found:
            tally.faults.append(f"{page}: {status}")
            continue
        release = found[1]
        tally.releases[int(release)] = tally.releases.get(int(release), 0) + 1
        up = page.rsplit("/", 1)[0]
        asked = {target.decode() for target in ASSET.findall(body)}
        # What a script asks for later: a reader may type into the search box seconds after the page came.
        engine = next((target for target in asked if "/search.js" in target), None)
        if engine:
            folder = engine.replace("/antou-", "/data-").rsplit("/", 1)[0]
            asked |= {f"{folder}/search/{name}" for name in DATA}
        await asyncio.sleep(chance.choice((0, 0, 0, 0.05, 0.5, 2)))
        for target in sorted(asked):
            status, body = await connection.get(f"{up}/{target}")
            tally.requests += 1
            marked = MARK.findall(body)
            own = "/antou-" in target or "/data-" in target
            if status != 200:
                tally.faults.append(f"{page} of release {int(release)}: {target}: {status}")
            elif own and not target.endswith(".png") and marked[-1:] != [release]:
                tally.faults.append(f"{page} of release {int(release)} was given {target} of {marked}")


def crowd(port: int, pages: Sequence[str], wanted: int, readers: int, steps: Sequence[Callable[[], None]]) -> Tally:
    """Readers at once; the steps are taken one after another while they read, evenly spread."""
    with ThreadPoolExecutor(1) as apart:  # where a browser is open, its own loop runs in this thread already
        return apart.submit(lambda: asyncio.run(_crowd(port, pages, wanted, readers, steps))).result()


async def _crowd(
    port: int, pages: Sequence[str], wanted: int, readers: int, steps: Sequence[Callable[[], None]]
) -> Tally:
    tally = Tally(wanted)
    reading = [asyncio.create_task(read_on(port, pages, random.Random(n), tally)) for n in range(readers)]
    for n, step in enumerate(steps, 1):
        while tally.requests < wanted * n / (len(steps) + 1) and not all(task.done() for task in reading):
            await asyncio.sleep(0.05)
        await asyncio.to_thread(step)
    for task in reading:
        try:
            await task
        except (AssertionError, OSError, asyncio.IncompleteReadError) as error:
            tally.faults.append(f"a connection broke: {error!r}")
    return tally
