"""Take the pictures of the contributor's guide (docs/contribute/tougao-buzhou.md) from the built site; run again when the forms change."""

from __future__ import annotations

import argparse
import base64
import struct
import sys
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.prepare import browser_path

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "contribute" / "pictures"
MOST = 60_000  # bytes a picture: the guide is read over slow lines
VIEW = {"width": 860, "height": 900}
CARD = {
    "title": "公用钥匙谁拿走了说不清",
    "slug": "gongyong-yaoshi-shuobuqing",
    "aliases": "钥匙登记、借钥匙",
    "root_note": "登记本挂在墙上，没有人拿它对过东西",
    "screening": "把钥匙柜同登记本对一遍，有一把对不上、问了三个人还说不清的，才选这张卡；当天就找到的，不选。",
}
SIDE = {
    "appearance": "局里公用钥匙挂在值班室，全年借出【借出次数】次，登记本上只有【登记次数】次。",
    "causes": "钥匙由值班员顺手管，交班只交电话记录，不点钥匙。",
    "measures-what": "钥匙逐把编号，交班时两个人当面点数，少一把当班就找。",
    "measures-who": "【综合科室】管登记，分管的同志每月翻一次登记本。",
    "measures-by": "【整改期限】以前编完号，次日起照点。",
    "measures-check": "【检查部门】每季度拿登记本同钥匙柜对一遍。",
    "measures-done": "接连两个季度，柜里的把数同登记本上的一把不差。",
}
TEXT = """青塬区水务局党组关于召开2025年度民主生活会的通知
各党组成员，局机关各科室：
区委12月5日同意局党组召开2025年度民主生活会的方案。现将有关事项通知如下。
一、时间和地点
2026年1月20日上午8时30分开会，地点在局机关三楼会议室。当天不另排会议和外出。
二、请假
不能到会的，1月13日以前书面向党组书记请假，同时交书面发言。
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 taken, 2 could not run."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.pictures", description="给投稿的步骤一页拍图，要先生成网站"
    )
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="生成好的网站")
    parser.add_argument("--out", type=Path, default=FOLDER, help="图放在哪里")
    options = parser.parse_args(argv)
    if not (options.site / "contribute" / "bu-wentika.html").is_file():
        print(f"{options.site} 里没有投稿的页面。先运行 make site。", file=sys.stderr)
        return 2
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("拍图要用Playwright。先运行 make test，它会装上。", file=sys.stderr)
        return 2
    chromium = browser_path()
    if not chromium:
        print("没有找到Chromium。先运行 make test，它会装上或者说明怎样装。", file=sys.stderr)
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=VIEW)  # type: ignore[arg-type]
        shots = {name: shot for take in (_card, _example) for name, shot in take(page, options.site.resolve()).items()}
        page.goto("about:blank")
        taken = {name: _small(page, shot) for name, shot in shots.items()}
        browser.close()
    too_large = [f"{name}.png（{len(shot) // 1000} KB）" for name, shot in taken.items() if len(shot) > MOST]
    if too_large:
        print(f"图太大，超过{MOST // 1000} KB：{'、'.join(too_large)}。拍小一点，没有写。", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    for name, shot in taken.items():
        beside = options.out / f".{name}.png"
        beside.write_bytes(shot)
        beside.replace(options.out / f"{name}.png")
    print(f"拍了{len(taken)}张，放在 {options.out}")
    return 0


def _card(page: Page, site: Path) -> dict[str, bytes]:
    """The problem card: filled in, its blanks asking for themselves, what is wrong told, the file saved, a card in the site."""
    page.goto((site / "contribute" / "bu-wentika.html").as_uri())
    page.wait_for_selector("[data-contribute][data-ready]")
    for name, text in CARD.items():
        page.fill(f"#c-{name}", text)
    page.select_option("#c-folder", "zhidu-zhixing")
    page.select_option("#c-root", "zhidu")
    page.check("[data-field=writers] input[value=班子]")
    taken = {"lan-mu": _between(page, ["#c-title", "[data-field=writers]"])}
    for name, text in SIDE.items():
        first, _, rest = name.partition("-")
        page.fill(f"#c-{first}-banzi{'-' + rest if rest else ''}", text)
    page.fill("#c-avoid-quote", "内部管理不够规范，责任心有待加强。")
    page.fill("#c-avoid-why", "哪一把钥匙、哪一天、问了几个人，一样没有,数出来才知道差多少。")
    for number, told in enumerate((("值班员回忆和登记本合起来数", "64"), ("", "21"))):
        row = page.locator("[data-fact]").nth(number)
        row.locator("[data-field=look] input").fill(told[0])
        row.locator("[data-field=example] input").fill(told[1])
    taken["kong"] = _between(page, ["[data-facts] .row"])
    page.click("[data-contribute-do=check]")
    taken["gai-cuo"] = _between(page, ["[data-contribute-wrong]", ".contribute-bar"])
    page.fill("#c-avoid-why", "哪一把钥匙、哪一天、问了几个人，一样没有，数出来才知道差多少。")
    page.locator("[data-fact]").nth(1).locator("[data-field=look] input").fill("钥匙登记本")
    page.click("[data-contribute-do=save]")
    taken["cun-wenjian"] = _between(page, [".contribute-bar", "[data-contribute-message]"])
    card = next(path for path in sorted((site / "problems" / "zhidu-zhixing").glob("*.html")) if path.stem != "index")
    page.goto(card.as_uri())
    taken["ye-mian"] = _shot(page, {"x": 0, "y": 0, "width": VIEW["width"], "height": 620})
    return taken


def _example(page: Page, site: Path) -> dict[str, bytes]:
    """The example: pasted, a passage selected, its note."""
    page.goto((site / "contribute" / "tou-fanli.html").as_uri())
    page.wait_for_selector("[data-contribute][data-ready]")
    page.eval_on_selector("#c-document", "area => { area.rows = 9; }")
    page.fill("#c-document", TEXT)
    page.eval_on_selector(
        "#c-document", "area => area.setSelectionRange(area.value.indexOf('区委'), area.value.indexOf('同意') + 2)"
    )
    page.click("[data-contribute-do=annotate]")
    row = page.locator("[data-rows=annotations] > .row").first
    row.locator("[data-field=type] select").select_option("事实")
    row.locator("[data-field=note] textarea").fill("先写上级同意的日子，再写通知的日子，次序不能反。")
    return {"pi-zhu": _between(page, ["[data-field=document]", "[data-rows=annotations] > .row"])}


def _between(page: Page, selectors: Sequence[str]) -> bytes:
    """From the first element's field or box to the last one's, a little around."""
    boxes = page.evaluate(
        """selectors => { window.scrollTo(0, 0); document.activeElement.blur(); return selectors.flatMap(selector =>
            Array.from(document.querySelectorAll(selector)).map(one => (one.closest('.field') || one).getBoundingClientRect().toJSON())); }""",
        list(selectors),
    )
    top, bottom = min(box["top"] for box in boxes), max(box["bottom"] for box in boxes)
    left, right = min(box["left"] for box in boxes), max(box["right"] for box in boxes)
    return _shot(page, {"x": left - 12, "y": top - 8, "width": right - left + 24, "height": bottom - top + 16})


def _shot(page: Page, clip: dict[str, float]) -> bytes:
    return page.screenshot(full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]


def _small(page: Page, shot: bytes) -> bytes:
    """The same picture with few colours, as a PNG with a palette: a third of the bytes, and nobody sees it.

    The browser decodes it and rounds each channel to 8 levels; what is left has far fewer than 256 colours.
    """
    width, height, encoded = page.evaluate(
        """async source => {
            const image = new Image();
            image.src = 'data:image/png;base64,' + source;
            await image.decode();
            const canvas = document.createElement('canvas');
            canvas.width = image.width;
            canvas.height = image.height;
            const context = canvas.getContext('2d');
            context.drawImage(image, 0, 0);
            const pixels = context.getImageData(0, 0, image.width, image.height).data;
            let text = '';
            for (let at = 0; at < pixels.length; at += 4) {
                for (let part = 0; part < 3; part += 1) text += String.fromCharCode(Math.round(Math.round(pixels[at + part] / 255 * 7) / 7 * 255));
            }
            return [image.width, image.height, btoa(text)];
        }""",
        base64.b64encode(shot).decode(),
    )
    pixels = base64.b64decode(encoded)
    colours = [pixels[at : at + 3] for at in range(0, len(pixels), 3)]
    palette = [colour for colour, _ in Counter(colours).most_common(256)]
    number = {colour: at for at, colour in enumerate(palette)}
    lines = bytearray()
    for row in range(height):
        lines.append(0)
        lines += bytes(number.get(colour, 0) for colour in colours[row * width : (row + 1) * width])

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    data = zlib.compress(bytes(lines), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"PLTE", b"".join(palette)), chunk(b"IDAT", data), chunk(b"IEND", b""))
    )


if __name__ == "__main__":
    sys.exit(main())
