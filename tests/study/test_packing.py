"""Work passing between desks: a package with her interviews only, its return, and what is new since last time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.model.team import Role
from okqual.store.entries import state_digest
from okqual.store.verify import problems, table_digests
from okqual.study import assigning, browsing
from okqual.study.checking import cases_without_words
from okqual.study.merging import merge
from okqual.study.news import news
from okqual.study.opening import DATABASE, Study, open_study
from okqual.study.packing import write_package
from tests.builders import new_study
from tests.study.test_assigning import put


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_study(tmp_path_factory.mktemp("paket") / "prov")
    with closing(open_study(folder, "AK")) as study:
        for coder in ("AK", "TS"):
            assigning.name_coder(study, coder, f"{coder} Namn")
        assigning.assign(study, ["A-1", "A-2"], "AK")
        assigning.assign(study, ["A-1"], "TS", Role.SECOND)
        put(study, 2, "ja", memo="AK:s hemliga tanke")
    return folder


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Iterator[Study]:
    shutil.copytree(made, tmp_path / "prov")
    study = open_study(tmp_path / "prov", "AK")
    yield study
    study.close()


def test_a_package_has_her_interviews_only_and_is_blind(study: Study, tmp_path: Path) -> None:
    assert write_package(study, "TS", tmp_path / "till TS") == ("A-1",)

    content = (tmp_path / "till TS" / DATABASE).read_bytes()
    assert b"gemensam plan" in content
    assert b"bredvid varandra" not in content  # A-2's words
    assert b"hemliga tanke" not in content
    with closing(open_study(tmp_path / "till TS", "TS")) as hers:
        assert problems(hers.db) == []
        assert cases_without_words(hers) == ["A-2"]
        assert browsing.note(hers, "A-1").codings == ()
        assert state_digest(hers.db) == state_digest(study.db)


def test_what_she_does_comes_back(study: Study, tmp_path: Path) -> None:
    write_package(study, "TS", tmp_path / "till TS")
    with closing(open_study(tmp_path / "till TS", "TS")) as hers:
        put(hers, 2, "nej", memo="TS tänkte så")
        assigning.set_done(hers, ["A-1"])
    assigning.set_done(study, ["A-1"])

    with closing(open_study(tmp_path / "till TS", "TS")) as hers:
        assert problems(hers.db) == [], "others' memos are rightly not there"

    merge(study, tmp_path / "till TS")

    assert {(c.coder, c.memo) for c in browsing.note(study, "A-1").codings} == {
        ("AK", "AK:s hemliga tanke"), ("TS", "TS tänkte så"),
    }  # fmt: skip
    assert browsing.note(study, "A-2").text
    assert problems(study.db) == []
    # Her own copy may take in everything too, once she is to see it.
    with closing(open_study(tmp_path / "till TS", "TS")) as hers:
        merge(hers, study.folder)
        assert "bredvid varandra" in browsing.note(hers, "A-2").text
        assert table_digests(hers.db) == table_digests(study.db)


def test_nobody_without_interviews_gets_a_package_and_no_study_is_written_over(study: Study, tmp_path: Path) -> None:
    for coder, folder, key in (
        ("XX", tmp_path / "x", "errors.no_package"), ("TS", study.folder, "errors.study_exists"),
    ):  # fmt: skip
        with pytest.raises(OkqualError) as refused:
            write_package(study, coder, folder)
        assert refused.value.key == key
    assert not (tmp_path / "x").exists()


def test_news_tells_what_others_did_and_nothing_of_what_is_blind(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OKQUAL_STATE_DIR", str(tmp_path / "state"))
    news(study)
    assert news(study) == []
    with closing(open_study(study.folder, "TS")) as hers:
        put(hers, 2, "nej")
        put(hers, 2, "nej", note="A-2")

    (one,) = news(study, mark=False)
    assert (one.coder, one.kinds, one.cases) == ("TS", {"codings.added": 1}, {"A-2": 1})
    assert news(study) == [one]
    assert news(study) == []
