"""Debian's nginx with our configuration, under / and under /antou/: headers, caching, 404, and readers while releases are switched."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlparse

import pytest
from lxml import html

from macros.csp import policy
from scripts.publish import main
from tests.conftest import ROOT
from tests.release.conftest import Nginx
from tests.release.load import crowd

Start = Callable[..., str]
WAYS = [("antou-root.conf", "/"), ("antou-path.conf", "/antou/")]


def get(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(address, headers={k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, {k.lower(): v for k, v in answer.headers.items()}, answer.read()


@pytest.fixture(params=WAYS, ids=["root", "path"])
def base(request: pytest.FixtureRequest, tarballs: list[Path], www: Path, nginx: Start) -> str:
    which, prefix = request.param
    assert main([str(tarballs[0]), str(www)]) == 0
    return nginx(which) + prefix


def test_headers_are_on_every_answer_and_the_policy_is_the_pages_own(base: str, www: Path) -> None:
    (asset,) = (www / "current/site/assets").glob("antou-*/copy.js")
    for path in (
        "",
        "index.html",
        f"assets/{asset.parent.name}/copy.js",
        "api/v1/policies.json",
        "feed.xml",
        "nothing/here.html",
    ):
        _, headers, body = get(base + path)
        assert headers["content-security-policy"] == policy(ROOT / "overrides")
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin" and "permissions-policy" in headers
        assert re.fullmatch(r"nginx", headers["server"]), "the version is nobody's business"
        if path.endswith("html"):
            meta = re.search(rb'Content-Security-Policy" content="([^"]*)"', body)
            assert meta and unescape(meta[1].decode()) == headers["content-security-policy"]


def test_what_may_be_kept_and_what_must_be_asked_again(base: str, www: Path) -> None:
    site = www / "current/site"
    for path in site.rglob("*"):
        if path.is_file() and path.suffix != ".gz" and path.name != "404.html" and "policies/" not in str(path):
            name = path.relative_to(site).as_posix()
            status, headers, _ = get(base + name)
            hashed = re.search(r"assets/(antou|data)-[0-9a-f]{12}/|\.[0-9a-f]{8}\.min\.", name)
            assert status == 200
            assert headers["cache-control"] == ("public, max-age=31536000, immutable" if hashed else "no-cache"), name
    status, headers, _ = get(base + "assets/antou-000000000000/copy.js")
    assert (status, headers["cache-control"]) == (404, "no-cache")
    _, headers, _ = get(base + "index.html")
    assert get(base + "index.html", If_None_Match=headers["etag"])[0] == 304


def test_a_new_release_is_seen_at_once_by_who_asks_again(base: str, www: Path, tarballs: list[Path]) -> None:
    tag = get(base)[1]["etag"]
    assert main([str(tarballs[1]), str(www)]) == 0
    assert b"release 1" in get(base, If_None_Match=tag)[2]
    tag = get(base)[1]["etag"]
    assert main(["--rollback", str(www)]) == 0
    status, _, body = get(base, If_None_Match=tag)
    assert status == 200 and b"release 0" in body


def test_text_comes_compressed_and_in_utf8(base: str) -> None:
    for path, kind in (
        ("index.html", "text/html"),
        ("api/v1/policies.json", "application/json"),
        ("feed.xml", "text/xml"),
        ("assets/stylesheets/", ""),
    ):
        _, headers, body = get(base + path, Accept_Encoding="gzip")
        if kind:
            assert headers["content-encoding"] == "gzip"
            assert gzip.decompress(body) == get(base + path)[2]
            assert headers["content-type"] == f"{kind}; charset=utf-8"


@pytest.mark.parametrize("path", ["nothing.html", "policies/nothing.html", "a/b/c/d", "assets/", "api/", "404.html"])
def test_what_is_not_there_has_a_page_whose_links_work(base: str, path: str) -> None:
    status, _, body = get(base + path)
    assert status == 404
    page = html.fromstring(body.decode())
    assert "没有这一页" in page.text_content()
    targets = [t for t in page.xpath("//link/@href | //script/@src | //a/@href | //img/@src") if not t.startswith("#")]
    prefix = urlparse(base).path
    assert len(targets) > 10
    for target in targets:
        address = urljoin(base + path, target)
        assert urlparse(address).path.startswith(prefix)
        # The small site has no other doors than the policies.
        if "assets/" in target or urlparse(address).path in (prefix + "index.html", prefix + "suoyin.html"):
            assert get(address)[0] == 200, target
    (meta,) = page.xpath("//meta[@name='base']/@content")
    assert urlparse(urljoin(base + path, meta + "/assets/x.js")).path == prefix + "assets/x.js"


def test_nothing_outside_the_site_is_given(base: str) -> None:
    for path in ("..%2f..%2fetc/passwd", "../serving/antou-headers.conf", "%2e%2e/serving/nginx.conf", "../../sha256"):
        status, _, body = get(base + path)
        assert status in (400, 404) and b"root:" not in body and b"add_header" not in body


def test_addresses_without_their_slash_and_methods(base: str) -> None:
    assert get(base + "policies/")[0] == 200
    opener = urllib.request.build_opener(_Still)
    for path in ("policies", *([""] if base.endswith("antou/") else [])):
        with pytest.raises(urllib.error.HTTPError) as answer:
            opener.open((base + path).rstrip("/"))
        assert answer.value.code == 301
        assert answer.value.headers["location"].startswith(urlparse(base).path), (
            "a path, not the server's own idea of its host"
        )
    assert get(base + "index.html")[0] == 200
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(base + "index.html", data=b"x", method="POST"))
    assert refused.value.code == 405


class _Still(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:  # type: ignore[override]
        return None


@pytest.mark.skipif(os.geteuid() != 0, reason="只有root能换成别的用户")
def test_the_containers_configuration_runs_without_root(
    tarballs: list[Path], www: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The same file that the Containerfile starts, as nobody, writing to /tmp alone."""
    assert main([str(tarballs[0]), str(www)]) == 0
    folder = www.parent / "configuration"
    folder.mkdir()
    server = Nginx(www, "nginx.conf", folder)
    text = re.sub(
        r"/tmp/(?=nginx\.pid|client;|proxy;|fastcgi;|uwsgi;|scgi;)",
        f"{www.parent}/tmp/",
        server.file.read_text("utf-8"),
    )
    server.file.write_text(text, "utf-8")
    (www.parent / "tmp").mkdir()
    (www.parent / "tmp").chmod(0o777)
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    server.command = [*nobody, *server.command]
    server.start()
    try:
        status, headers, body = get(f"http://127.0.0.1:{server.port}/")
        assert status == 200 and b"release 0" in body and headers["content-security-policy"]
    finally:
        server.stop()


def test_the_containerfile_copies_what_the_tarball_holds(tarballs: list[Path]) -> None:
    """No container engine is at hand here: the file's own words are held against the tarball and the configuration."""
    text = (ROOT / "serving/Containerfile").read_text("utf-8")
    listing = subprocess.run(["tar", "-tzf", tarballs[0]], capture_output=True, text=True, check=True).stdout
    for source, target in re.findall(r"^COPY (\S+) +(\S+)$", text, re.M):
        assert f"antou-0.0.0/{source}/" in listing
        assert f'"{target}' in (ROOT / "serving/nginx.conf").read_text("utf-8")
    assert "USER www-data" in text and "listen  8080;" in (ROOT / "serving/nginx.conf").read_text("utf-8")


@pytest.mark.parametrize(("which", "prefix"), WAYS, ids=["root", "path"])
def test_readers_notice_nothing_of_three_releases_and_one_rollback(
    which: str, prefix: str, tarballs: list[Path], www: Path, nginx: Start
) -> None:
    """200 connections, 20,000 requests: none fails, no asset is missing, no page is given another release's scripts or data."""
    main([str(tarballs[0]), str(www)])
    base = nginx(which)
    site = www / "current/site"
    pages = [
        prefix + path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")) if path.name != "404.html"
    ]
    steps = [
        *(lambda n=n: _done(main([str(tarballs[n]), str(www)])) for n in (1, 2, 3)),  # type: ignore[misc]
        lambda: _done(main(["--rollback", str(www)])),
    ]
    started = time.monotonic()
    tally = crowd(urlparse(base).port or 0, pages, 20_000, 200, steps)
    print(f"{tally.requests} requests in {time.monotonic() - started:.0f} s, pages by release {tally.releases}")
    assert tally.faults == []
    assert tally.requests >= 20_000 and set(tally.releases) == {0, 1, 2, 3}
    assert b"release 2" in get(base + prefix)[2]


def _done(code: int) -> None:
    assert code == 0


def test_a_mixture_would_be_noticed(tarballs: list[Path], www: Path, nginx: Start) -> None:
    """The load test can fail: a script of another release under a page's own name, and a missing one, are told."""
    main([str(tarballs[0]), str(www)])
    base = nginx("antou-root.conf")
    (copy,) = (www / "current/site/assets").glob("antou-*/copy.js")
    for file in (copy, copy.with_name("copy.js.gz")):
        file.unlink()
    copy.write_text("/* release 9 */")
    copy.with_name("mention.js").unlink()
    copy.with_name("mention.js.gz").unlink()
    tally = crowd(urlparse(base).port or 0, ["/index.html"], 50, 2, [])
    assert any("copy.js of [b'9']" in fault for fault in tally.faults)
    assert any("mention.js: 404" in fault for fault in tally.faults)
