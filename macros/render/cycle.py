"""A meeting's cycle (流程图) as a picture of its four stages, made from the vocabulary's stages and the library's templates.

Lists and a description list, drawn by the style sheet (.cycle): the same page reads without it, on paper and on a narrow screen.
"""

from __future__ import annotations

from html import escape

from macros.library import Library
from macros.model import Template
from macros.render.html import link

BACK = "没有改好的，带到下一次会上先交账，回到第一段。"
SHORTEST = 4  # characters that a title keeps when the meeting's name before it is left out


def cycle_html(library: Library, meeting: str) -> str:
    """Four connected steps, each with who, when, what matters most, and its templates as links."""
    steps = []
    for number, stage in enumerate(library.vocabulary.kinds.stages, 1):
        entry = stage.round_of(meeting)
        listed = [i for i in templates_of(library, meeting) if library.templates[i].stage == stage.name]
        facts = "".join(
            f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>"
            for name, value in (("谁来做", entry.who), ("什么时候", entry.when), ("最要紧", entry.point))
        )
        links = "".join(f"<li>{link('templates', i, _short(library.templates[i].title, meeting))}</li>" for i in listed)
        steps.append(
            f'<li class="cycle-step"><p class="cycle-name"><span>{number}</span><strong>{escape(stage.name)}</strong></p>'
            f'<div class="cycle-card"><dl>{facts}</dl><p class="cycle-count">模板{len(listed)}个</p><ul>{links}</ul></div></li>'
        )
    return (
        f'<figure class="cycle"><figcaption>{escape(meeting)}的一轮。点名称打开模板。</figcaption>'
        f'<ol>{"".join(steps)}</ol><p class="cycle-back">{BACK}</p></figure>'
    )


def templates_of(library: Library, meeting: str) -> list[str]:
    """Ids of the templates of a meeting: its own, and those of the other kind that also apply to its themes; the usual before the special."""
    words = library.vocabulary
    types, writers = list(words.names("document_types")), list(words.names("writers"))

    def key(item: tuple[str, Template]) -> tuple[int, int, bool, int, str]:
        template_id, template = item
        return (
            types.index(template.document_type),
            writers.index(template.writers[0]),
            not template.title.startswith(meeting),
            -len(template.themes),
            template_id,
        )

    return [
        template_id
        for template_id, template in sorted(library.templates.items(), key=key)
        if template.meeting == meeting or any(library.themes[theme].meeting == meeting for theme in template.themes)
    ]


def _short(title: str, meeting: str) -> str:
    """A title without the meeting's name in front, which the picture already bears."""
    rest = title.removeprefix(meeting)
    return rest if len(rest) >= SHORTEST else title
