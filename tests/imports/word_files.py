"""Word files for the import tests: made by python-docx, and by LibreOffice where it is there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

TABLE = [
    ("问题", "责任人", "时限"),
    ("用水计划批得慢", "计划科科长", "2025年3月31日前"),
    ("泵站巡查漏记", "**所所长", "2025年2月底前"),
]


def tables_and_changes(path: Path) -> None:
    """A table, a tracked insertion and deletion, a comment, a text box, a header with a vendor's name, an author."""
    word = docx.Document()
    word.core_properties.author = "周晓梅"
    word.sections[0].header.paragraphs[0].text = "墨池公文网会员专享"
    word.add_paragraph("青塬区水务局党组2024年度民主生活会整改方案")
    paragraph = word.add_paragraph("会上查摆问题2个，")
    _change(paragraph._p, "w:ins", "逐条定了责任人。")
    _change(paragraph._p, "w:del", "先不报区委。")
    word.add_comment(paragraph.runs, text="这句再核一下", author="周晓梅")
    word.add_paragraph("一、整改问题")
    table = word.add_table(rows=3, cols=3)
    for row, cells in enumerate(TABLE):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    word.add_paragraph("二、整改保障")
    _box(word, "本栏由机关党委填写")
    word.add_paragraph("党组书记每月听1次汇报，落实一岗双责。")
    word.save(str(path))


def automatic_numbers(path: Path) -> None:
    """Numbers that stand on paper but in no paragraph's text: 一、 and （一）."""
    word = docx.Document()
    numbering = word.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, text in ((0, "%1、"), (1, "（%2）"))
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    word.add_paragraph("石槐县财政局党组2023年主题教育专题民主生活会对照检查材料")
    for level, text in (
        (0, "存在的主要问题"),
        (1, "理论学习方面"),
        (None, "研讨2次，1次没有发言提纲，没有议到XX镇的账。"),
        (1, "工作作风方面"),
        (None, "下乡18次，当天都回来了。"),
        (0, "整改措施"),
        (1, "研讨先交提纲，办公室收齐。"),
    ):
        paragraph = word.add_paragraph(text)
        if level is not None:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>')
            )
    word.save(str(path))


def no_title_and_breaks(path: Path) -> None:
    """No title, a picture's place, a page break, a soft break, full-width spaces."""
    word = docx.Document()
    word.add_paragraph("　　按照通知要求，支部党员大会前学习3次，对照检查如下。")
    word.add_paragraph("　　一、 存在的主要问题")
    paragraph = word.add_paragraph("　　一是学习少。全年主题党日缺2次。")
    paragraph.add_run().add_break(docx.enum.text.WD_BREAK.PAGE)
    word.add_paragraph("　　二是谈心谈话没有谈到人，*名党员一次没有谈。")
    word.add_paragraph("　　二、 整改措施")
    word.add_paragraph("　　支部书记6月底前逐个谈一遍。")
    word.save(str(path))


PAGES = {
    "office-biaoti.docx": """<html><body>
<h1>石槐县水利站党支部2023年度组织生活会对照检查材料</h1>
<p>会前学习4次，收到意见9条。</p><h2>一、存在的问题</h2><h3>（一）组织生活方面</h3>
<p>党课全年2次，“三会一课”缺一次，XX同志缺席3次。</p><h2>二、整改措施</h2>
<p>（一）补党课。支部书记4月讲一次。</p></body></html>""",
    "office-biaoge.docx": """<html><body><p>砚池街道民主生活会征求意见情况</p><p>一、来源</p>
<table border="1"><tr><td>来源</td><td>条数</td></tr><tr><td>社区</td><td>12</td></tr><tr><td>**企业</td><td>3</td></tr></table>
<p>二、去向</p><p>列入查摆9条，当场办结4条，解释2条。</p></body></html>""",
    "office-shuiyin.docx": """<html><body><p>材料秘书圈</p><p>加微信：cailiao8866</p><p>更多范文请扫码</p>
<p>芦汀乡党委以案促改专题民主生活会对照检查材料</p><p>会前集中学习3次。</p><p>一、存在问题</p>
<p>1.议事不记录。“三重一大”事项4次没有记录。</p><p>2.报账不及时。拖了*天。</p><p>二、措施</p><p>一是当天记。二是10天内报。</p></body></html>""",
}


def by_office(folder: Path) -> list[Path]:
    """The pages as LibreOffice writes them, in one run of it; without LibreOffice as python-docx does."""
    office = shutil.which("soffice")
    if not office:
        return [_plain(folder / name, page) for name, page in PAGES.items()]
    sources = [folder / name.replace(".docx", ".html") for name in PAGES]
    for source, page in zip(sources, PAGES.values(), strict=True):
        source.write_text(page.replace("<html>", '<html><meta charset="utf-8">'), "utf-8")
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--writer", "--convert-to"]
    command += ["docx:MS Word 2007 XML", "--outdir", str(folder), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return [folder / name for name in PAGES]


def _plain(path: Path, page: str) -> Path:
    """The same text by python-docx: one paragraph a block, tables as tables."""
    from lxml import html

    word = docx.Document()
    for node in html.fromstring(page).iter("h1", "h2", "h3", "p", "table"):
        if node.tag == "table":
            rows = [[cell.text_content() for cell in row.iter("td")] for row in node.iter("tr")]
            table = word.add_table(rows=len(rows), cols=len(rows[0]))
            for number, cells in enumerate(rows):
                for column, text in enumerate(cells):
                    table.cell(number, column).text = text
        else:
            word.add_paragraph(node.text_content())
    word.save(str(path))
    return path


def _change(paragraph: object, tag: str, text: str) -> None:
    change, run = OxmlElement(tag), OxmlElement("w:r")
    node = OxmlElement("w:t" if tag == "w:ins" else "w:delText")
    node.text = text
    run.append(node)
    change.append(run)
    paragraph.append(change)  # type: ignore[attr-defined]


def _box(word: Document, text: str) -> None:
    """A text box as Word writes it: once for new versions, once more for old ones."""
    box = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    names = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    run = parse_xml(
        f'<w:r {nsdecls("w")} {names}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    paragraph = word.add_paragraph("")
    assert paragraph._p.tag == qn("w:p")
    paragraph._p.append(run)


MADE = {
    "docx-biaoge-xiuding.docx": tables_and_changes,
    "docx-zidong-bianhao.docx": automatic_numbers,
    "docx-wu-biaoti.docx": no_title_and_breaks,
}
