"""Lines that remember where every character came from, so that nothing is lost silently.

A line is a row of pieces. A piece is a stretch of the input (`source`) and what stands for it now (`now`); the only way to change a line
is edit(), which keeps both and the reason. So the input is always the sources put together, the page is always the `now`s put together,
and the report is the pieces in which the two differ: there is no fourth place where a character could go.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from macros.word import Cell


class Edit(NamedTuple):
    """Put `new` in the place of the present text from start to end, because of `why`; `blank` where it is a 填空项."""

    start: int
    end: int
    new: str
    why: str
    blank: bool = False


@dataclass(frozen=True)
class Piece:
    source: str
    now: str
    why: tuple[str, ...] = ()
    blank: bool = False

    @property
    def plain(self) -> bool:
        """Untouched: it may be cut anywhere."""
        return not self.why


@dataclass
class Line:
    """A line of the input: its number from 1, its pieces, and the table cell in which it stands."""

    number: int
    pieces: list[Piece]
    cell: Cell | None = None
    boxed: bool = False

    @classmethod
    def of(cls, number: int, text: str, cell: Cell | None = None, boxed: bool = False) -> Line:
        """A line as read."""
        return cls(number, [Piece(text, text)] if text else [], cell, boxed)

    @property
    def source(self) -> str:
        """The line as it was."""
        return "".join(piece.source for piece in self.pieces)

    @property
    def text(self) -> str:
        """The line as it is now."""
        return "".join(piece.now for piece in self.pieces)

    def remove(self, why: str) -> None:
        """Take the whole line out."""
        self.edit([Edit(0, len(self.text), "", why)])

    def edit(self, edits: Iterable[Edit]) -> None:
        """Make edits in one pass; one that overlaps the one before it is left out."""
        if not (ordered := sorted(edits)):
            return
        rest, done, at = deque(self.pieces), list[Piece](), 0
        for edit in ordered:
            if edit.start < at or edit.end <= edit.start:
                continue
            while rest and at + len(rest[0].now) <= edit.start:
                at += len(rest[0].now)
                done.append(rest.popleft())
            if not rest:
                break
            head = ""
            if at < edit.start:
                first = rest.popleft()
                if first.plain:
                    done.append(_cut(first, 0, edit.start - at))
                    rest.appendleft(_cut(first, edit.start - at, len(first.now)))
                    at = edit.start
                else:
                    head = first.now[: edit.start - at]
                    rest.appendleft(first)
            taken, tail = [], ""
            while rest and at < edit.end:
                piece = rest.popleft()
                length = len(piece.now)
                if at + length > edit.end and piece.plain:
                    rest.appendleft(_cut(piece, edit.end - at, length))
                    piece, length = _cut(piece, 0, edit.end - at), edit.end - at
                elif at + length > edit.end:
                    tail = piece.now[edit.end - at :]
                taken.append(piece)
                at += length
            whys = dict.fromkeys([*(why for piece in taken for why in piece.why), edit.why])
            source = "".join(piece.source for piece in taken)
            now = head + edit.new + tail
            blank = edit.blank or any(piece.blank for piece in taken if piece.now and piece.now in now)
            done.append(Piece(source, now) if source == now else Piece(source, now, tuple(whys), blank))
        self.pieces = [*done, *rest]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the input that stands behind the present text from start to end."""
        at = came = 0
        first = last = 0
        for piece in self.pieces:
            length = len(piece.now)
            if at <= start < at + length:
                first = came + (start - at if piece.plain else 0)
            if at < end <= at + length:
                last = came + (end - at if piece.plain else len(piece.source))
            at, came = at + length, came + len(piece.source)
        return first, max(first, last)


def _cut(piece: Piece, start: int, end: int) -> Piece:
    return Piece(piece.source[start:end], piece.now[start:end])
