"""content/: rules over the whole library that need assembled drafts."""

from __future__ import annotations

from collections.abc import Iterator

from macros.assemble import EmptyPartError, combinations, draft
from macros.finding import Finding
from macros.library import Library


def assembles(library: Library) -> Iterator[Finding]:
    """模板说适用的每个主题、每种主体，都要组得出一份没有空格子的成稿。"""
    for template_id, theme_id, writer in combinations(library):
        try:
            draft(library, template_id, theme_id, writer)
        except EmptyPartError as error:
            source = library.sources["templates", template_id]
            line, column = source.position(("picks",))
            message = f"按主题“{library.themes[theme_id].title}”给“{writer}”组稿时，{error}。"
            yield Finding(
                source.path,
                line,
                column,
                "content/empty-part",
                message,
                "在 picks 里补一张合适的问题卡，或者从 themes 里去掉这个主题。",
            )
