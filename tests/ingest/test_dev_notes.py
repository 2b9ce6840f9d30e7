"""The constructed notes beside the checkout, against their gold: header, questions, statuses."""

import importlib.util
import io
import json
import unicodedata
import zipfile
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from lxml import etree

from okqual.ingest.definitions.guide_file import load_guide
from okqual.ingest.documents import read_document
from okqual.ingest.reading import read_note

from .word_files import NAMESPACE

W = f"{{{NAMESPACE}}}"
GUIDE = load_guide(Path(__file__).parents[2] / "guides" / "ok-2020-2024.yaml")
READABLE = (".docx", ".md", ".txt")
STATUS = {
    "besvarad": "answered",
    "ej_stalld": "not_asked",
    "tomt_svar": "no_answer",
    "hanvisning": "refers",
    "finns_ej_i_anteckningen": "not_in_note",
}


@pytest.fixture(scope="session")
def notes(shared):
    """(gold, reading) of every note of a kind that is read."""
    found = []
    for path in sorted((shared / "corpus" / "dev" / "gold").glob("??-??.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["file"].endswith(READABLE):
            file = shared / "corpus" / "dev" / "notes" / gold["file"]
            found.append((path, gold, read_note(file.read_bytes(), file.name, GUIDE)))
    assert len(found) == 14
    return found


def test_headers_say_what_the_gold_says(notes):
    for _, gold, reading in notes:
        about, header = gold["metadata"], reading.header
        expected = {
            "datum": about["datum"],
            "län": about["lan"],
            "aktörstyp": about["aktorstyp"],
            "form": about["form"],
            "längd": str(about["langd_min"]),
            "intervjuare": ", ".join(about["intervjuare"]),
        }
        expected |= {key: about[key] for key in ("kommun", "kommungrupp") if about[key]}
        assert (header.case, header.attributes) == (gold["interview"], expected)
        assert {person.label: person.attributes["roll"] for person in header.participants} == about["deltagare"]


def test_every_question_has_the_status_of_the_gold(notes):
    for _, gold, reading in notes:
        found = {question.question: question for question in reading.questions}
        for number, said in gold["question_status"].items():
            assert found[number].status == STATUS[said["status"]], (gold["interview"], number)
            assert found[number].refers_to == (str(said["till"]) if "till" in said else None)
        own = {number: question.text for number, question in found.items() if number.startswith("X")}
        assert own == gold["adhoc_questions"]


def test_passages_stand_under_the_questions_of_the_gold(notes, shared, tmp_path):
    result = scored(shared, notes, tmp_path)
    assert result["overall"]["lenient"]["f1"] >= 0.99
    assert result["overall"]["strict"]["f1"] >= 0.95
    assert min(per["strict"]["f1"] for per in result["per_file"].values()) >= 0.9


def test_suggestions_do_more_good_than_harm(notes, shared, tmp_path):
    kept = scored(shared, notes, tmp_path)["overall"]["strict"]["f1"]
    assert scored(shared, notes, tmp_path, "--suggested")["overall"]["strict"]["f1"] >= kept


def test_interviewers_remarks_are_no_answers(notes):
    for _, gold, reading in notes:
        answers = squeezed(" ".join(reading.text[p.start : p.end] for p in reading.passages if p.role == "answer"))
        for unit in gold["units"]:
            if unit["kind"] == "note":
                assert squeezed(unit["text"]) not in answers


def scored(shared, notes, folder, *options):
    """What the scorer of the material says of the passages as ``turns --json`` prints them."""
    tool, out, gold = folder / "tool.json", folder / "out.json", folder / "gold"
    gold.mkdir(exist_ok=True)
    for path, _, _ in notes:
        (gold / path.name).write_bytes(path.read_bytes())
    tool.write_text(json.dumps([turn for _, wanted, reading in notes for turn in turns(wanted, reading)]), "utf-8")
    spec = importlib.util.spec_from_file_location("score", shared / "corpus" / "score.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()):
        patch.setattr("sys.argv", ["score.py", str(tool), str(gold), "--json", str(out), *options])
        scorer.main()
    return json.loads(out.read_text(encoding="utf-8"))


def turns(gold, reading):
    for passage in reading.passages:
        for question in passage.questions or (None,):
            yield {
                "case": gold["interview"],
                "question": int(question) if question and question.isdigit() else question,
                "text": reading.text[passage.start : passage.end],
                "suggested": [int(number) for number in passage.suggested],
            }


def debates(shared):
    folder = shared / "real" / "riksdag-debatt"
    return [path for path in sorted(folder.rglob("*")) if path.suffix in READABLE and path.name != "README.txt"]


def test_nothing_is_lost_of_a_real_debate_in_any_container(shared):
    paths = debates(shared)
    assert {path.suffix for path in paths} == set(READABLE)
    for path in paths:
        document = read_document(path.read_bytes(), path.name)
        read = squeezed("".join(block.text for block in document.blocks))
        assert read == squeezed(raw_text(path)), path.name


def test_a_debate_is_placed_under_no_question_of_the_guide(shared):
    for path in debates(shared):
        reading = read_note(path.read_bytes(), path.name, GUIDE)
        assert reading.passages
        assert not [passage for passage in reading.passages if passage.questions], path.name


def raw_text(path):
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            root = etree.fromstring(archive.read("word/document.xml"))
        return "".join(text.text or "" for text in root.iter(f"{W}t"))
    content = path.read_bytes()
    for encoding in ("utf-16" if content[:2] == b"\xff\xfe" else "utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError(path)


def squeezed(text):
    """Signs without white space and without what is markup in Markdown or a bullet."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if not sign.isspace() and sign not in "#*>-–")
