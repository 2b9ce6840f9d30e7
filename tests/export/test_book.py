"""The evidence book: one file, nothing fetched, every way in it leads somewhere, by keyboard and screen reader too."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from okqual.errors import OkqualError
from okqual.model.finding import CountRef, Role
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.study.coding import apply_code
from okqual.study.disclosing import keep_secret
from okqual.study.evidence_book import write_book
from okqual.study.findings import add_finding, add_judgement, link_evidence, rest_on
from okqual.study.loading import load
from okqual.study.opening import Study, open_study
from okqual.study.outlining import add_heading, place
from okqual.study.summarising import write_summary_cell
from okqual.study.tracing import trace
from tests.builders import new_study, written
from tests.export.chromium import asked, axe, needs_browser, opened

CODE, WISH = "KOH-samordnat", "KOH-onskan"
HOSTILE = """\
Intervju-id: H-1
Aktörstyp: <script>alert(1)</script>

Fråga 2. Samordning

- </li></ol><img src=x onerror=alert(1)> "citat" & 'annat' \u202etxet\u202c [laughs] [/b] \x1b[31m {0}
- ญี่ปุ่น 日本語 e\u0301 العربية """


def code_passage(study: Study, citation: str, code: str, value: str | None = None) -> str:
    found = trace(study, citation)
    return apply_code(study, found["note"], found["start"], found["end"], code, value).id


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_study(tmp_path_factory.mktemp("book") / "a")
    study = open_study(folder, "AK")
    load(study, [written(folder / "transcripts", "H-1.txt", HOSTILE + "x" * 10_000)])
    yes = code_passage(study, "A-1:2", CODE, "ja")
    no = code_passage(study, "A-2:2", CODE, "nej")
    for number in (1, 2):
        code_passage(study, f"H-1:{number}", WISH)
    finding = add_finding(study, "KOH", "En av två beskriver en gemensam plan [A-1:2]. <b>fet</b>").id
    link_evidence(study, finding, yes)
    link_evidence(study, finding, no, Role.AGAINST)
    link_evidence(study, finding, CountRef(CODE, ("ja",)))
    judgement = add_judgement(study, "KOH", "Vi bedömer att det har börjat.").id
    rest_on(study, judgement, finding)
    heading = add_heading(study, "KOH", "Samordningen har börjat").id
    place(study, finding, heading)
    place(study, judgement, heading)
    write_summary_cell(study, Cell(RowKind.ALL, "", ColumnKind.CODE, WISH), "Längre perioder [A-1:4].")
    study.close()
    return folder


@pytest.fixture(scope="module")
def pages(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("pages")
    study = open_study(folder, "AK", untouched=True)
    made = {
        "working": write_book(study, out / "bok.html"),
        "published": write_book(study, out / "bok-publicering.html", publish=True),
    }
    study.close()
    return made


FACES = pytest.mark.parametrize("face", ["working", "published"])


def document(page: Path) -> html.HtmlElement:
    return html.document_fromstring(page.read_text(encoding="utf-8"), parser=html.HTMLParser(encoding="utf-8"))


@FACES
def test_nothing_is_fetched_and_only_its_own_lines_run(pages: dict[str, Path], face: str) -> None:
    text = pages[face].read_text(encoding="utf-8")
    tree = document(pages[face])

    assert not re.findall(r'(?:src|href|action)="(?!#)', text)
    assert not re.findall(r"@import|url\(|<(?:iframe|object|embed|img|link|base)\b", text)
    assert not [name for each in tree.iter() for name in each.attrib if name.startswith("on") or name == "style"]
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    for kind in ("style", "script"):
        (inside,) = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.S)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


@FACES
def test_every_way_leads_somewhere_and_everything_has_a_name(pages: dict[str, Path], face: str) -> None:
    """The rules of axe-core that can be seen without a browser."""
    tree = document(pages[face])
    ids = tree.xpath("//@id")

    assert len(ids) == len(set(ids))
    assert {name[1:] for name in tree.xpath("//a/@href")} <= set(ids)
    quotes = {name for told in tree.xpath("//a/@data-quotes") for name in told.split()}
    assert quotes
    assert {f"q{name}" for name in quotes} <= set(ids)
    for name in ("aria-labelledby", "for"):
        assert set(tree.xpath(f"//@{name}")) <= set(ids)
    assert set(tree.xpath("//select/@id | //input/@id")) == set(tree.xpath("//label/@for"))
    assert tree.get("lang") == "sv"
    levels = [int(each.tag[1]) for each in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(each.get("scope") for each in tree.xpath("//th"))
    assert all(each.text_content().strip() for each in tree.xpath("//a | //button | //th | //summary"))
    assert tree.xpath("//main")
    assert tree.xpath("(//body//a)[1]/@href") == ["#main"]


def test_a_claim_leads_to_its_quotes_and_these_to_the_note(pages: dict[str, Path]) -> None:
    tree = document(pages["working"])
    (finding,) = tree.xpath("//article[contains(@class, 'finding')]")
    number = finding.xpath(".//a[@data-quotes]")[0]
    assert number.text == "1 av 3 intervjuer"
    (quote,) = tree.xpath(f"//li[@id='q{number.get('data-quotes')}']")
    assert "gemensam plan" in quote.text_content()
    (passage,) = tree.xpath(f"//p[@id='{quote.xpath('.//a/@href')[0][1:]}']")
    assert "A-1:2" in passage.text_content()
    assert passage.xpath("ancestor::section/h3")[-1].text == "A-1"
    assert finding.xpath(".//p/a[starts-with(@href, '#n')]")[0].text == "A-1:2"
    cell = tree.xpath("//table[@id='matrix-table']//td[@class]//a")[0]
    assert cell.get("data-title") == "H-1 · Önskan"


def test_what_is_published_holds_words_only(pages: dict[str, Path], folder: Path, tmp_path: Path) -> None:
    tree = document(pages["published"])
    body = tree.xpath("//body")[0]
    for each in body.xpath("./script"):
        each.getparent().remove(each)
    words = " ".join(body.text_content().split())
    assert "gemensam plan" in words
    assert not re.search(r"A-[12]|H-1|\.md|\bAK\b|\d av \d|IP\d", words)
    assert not tree.xpath("//*[@id='notes']")
    study = open_study(Path(shutil.copytree(folder, tmp_path / "copy")), "AK")
    keep_secret(study, "A-1:2")
    secret = write_book(study, tmp_path / "s.html", publish=True).read_text(encoding="utf-8")
    study.close()
    assert "Vi har en gemensam plan med skolan" not in secret


def test_the_same_study_gives_the_same_bytes_and_the_export_is_traced(folder: Path, tmp_path: Path) -> None:
    study = open_study(Path(shutil.copytree(folder, tmp_path / "copy")), "AK")
    first = write_book(study, tmp_path / "en.html")
    again = write_book(study, tmp_path / "två.html")
    assert first.read_bytes() == again.read_bytes()
    kept = json.loads(document(first).xpath("//meta[@name='okqual']/@content")[0])
    found = trace(study, kept["export"])
    assert (found["what"], found["file"], found["state"]) == ("book", "en.html", kept["state"])
    assert {use["file"] for use in trace(study, "A-1:2")["used_in"] if "file" in use} == {"en.html", "två.html"}
    with pytest.raises(OkqualError, match="unknown_suffix"):
        write_book(study, tmp_path / "x.docx")
    with pytest.raises(OkqualError):
        write_book(study, tmp_path / "x.html", ("NIX",))
    study.close()


def test_hostile_words_are_words(pages: dict[str, Path]) -> None:
    tree = document(pages["working"])
    text = pages["working"].read_text(encoding="utf-8")

    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //b")
    assert "\x1b" not in text
    assert any("<img src=x onerror=alert(1)>" in each.text_content() for each in tree.xpath("//blockquote"))
    assert "x" * 10_000 in text


def test_both_schemes_hold_the_contrast(pages: dict[str, Path]) -> None:
    """WCAG 2.1 AA: 4.5 for words; each colour of words on each ground that it stands on."""
    style = re.findall(r"<style>(.*?)</style>", pages["working"].read_text(encoding="utf-8"), re.S)[0]
    light, _, dark = style.partition("prefers-color-scheme: dark")
    for part in (light, dark):
        said = dict(re.findall(r"--(\w+): (#\w{6})", part))
        grounds = [said["paper"], said["soft"]]
        pairs = [(said[words], ground) for words in ("ink", "dim", "mark") for ground in grounds]
        cell = re.findall(r"td a \{ color: (#\w{6})", part)[0]
        pairs += [(cell, shade) for shade in re.findall(r"td\.s\d \{ background: (#\w{6})", part)]
        pairs += [(said["ink"], ground) for ground in re.findall(r":target \{ background: (#\w{3,6})", part)]
        assert len(pairs) == 11
        assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        colour = colour[1:] if len(colour) == 7 else "".join(2 * letter for letter in colour[1:])
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


USED = """
const seen = {};
const link = document.querySelector("article.finding a[data-quotes]");
link.focus(); link.click();
const panel = document.getElementById("panel");
seen.open = panel.open;
seen.title = document.getElementById("panel-title").textContent;
seen.focus = document.activeElement.textContent;
seen.quotes = panel.querySelectorAll("li").length;
panel.querySelector("li a").click();
seen.closed = !panel.open;
seen.at = location.hash;
const form = document.getElementById("quote-form");
form.elements.code.value = "KOH-samordnat";
form.dispatchEvent(new Event("input", {bubbles: true}));
seen.shown = document.querySelectorAll("#quote-list li:not([hidden])").length;
seen.told = document.getElementById("quote-count").textContent;
form.elements.words.value = "PLAN";
form.dispatchEvent(new Event("input", {bubbles: true}));
seen.words = document.querySelectorAll("#quote-list li:not([hidden])").length;
const grid = document.getElementById("matrix-form");
grid.elements.code.value = "KOH-onskan";
grid.elements.a0.selectedIndex = 1;
grid.dispatchEvent(new Event("input", {bubbles: true}));
seen.rows = document.querySelectorAll("#matrix-table tbody tr:not([hidden])").length;
seen.columns = document.querySelectorAll("#matrix-table thead th:not([hidden])").length;
found(seen);
"""


@needs_browser
def test_in_a_browser_numbers_open_quotes_and_lists_are_narrowed_down(pages: dict[str, Path]) -> None:
    seen = asked(pages["working"], USED)

    assert seen["open"]
    assert seen["closed"]
    assert seen["title"] == "Samordnat (ja): 1 av 3 intervjuer"
    assert (seen["focus"], seen["quotes"], seen["at"][:2]) == ("Stäng", 1, "#n")
    assert (seen["shown"], seen["told"], seen["words"]) == (2, "2 citat visas", 1)
    assert (seen["rows"], seen["columns"]) == (1, 2)


@needs_browser
def test_the_browser_complains_of_nothing(pages: dict[str, Path]) -> None:
    for page in pages.values():
        dom, said = opened(page)
        assert said == ""
        assert 'id="quote-list"' in dom


@needs_browser
@FACES
def test_axe_finds_nothing(pages: dict[str, Path], face: str) -> None:
    ask = f"{axe()}; axe.run().then((told) => found(told.violations.map((one) => [one.id, one.nodes[0].html])));"

    assert asked(pages[face], ask) == []
