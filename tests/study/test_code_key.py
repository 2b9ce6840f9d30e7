"""The code key: outside the study, written whole, never short of what it once held."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.study.code_key import CodeKey, default_path, open_key
from okqual.study.opening import Study, open_study, setting, user_folder
from okqual.text.identifying import Identifying
from tests.builders import new_study

NAME, PHONE = Identifying.NAME, Identifying.PHONE


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    opened = open_study(new_study(tmp_path / "prov"))
    yield opened
    opened.close()


def keep(key: CodeKey, *names: str) -> list[str]:
    made = [key.pseudonym(NAME, name) for name in names]
    key.keep({(NAME, name) for name in names})
    return made


def refused(study: Study, path: Path | None) -> str:
    with pytest.raises(OkqualError) as caught:
        open_key(study, path)
    assert caught.value.try_this
    return caught.value.key


def test_a_value_has_one_pseudonym_and_each_kind_its_own_numbers(study: Study) -> None:
    key = open_key(study)

    assert [key.pseudonym(NAME, name) for name in ("Anna", "Eva", "Anna", "ANNA")] == [
        "Person 1", "Person 2", "Person 1", "Person 1",
    ]  # fmt: skip
    assert key.pseudonym(PHONE, "0701234567") == "[telefon 1]"


def test_nothing_is_written_until_it_is_kept_and_then_only_what_is_used(study: Study) -> None:
    key = open_key(study)
    key.pseudonym(NAME, "Anna")
    key.pseudonym(NAME, "Eva")
    assert not key.path.exists()

    key.keep({(NAME, "Eva")})

    assert json.loads(key.path.read_text(encoding="utf-8")) == {
        "format": "okqual-code-key-1",
        "study": setting(study, "id"),
        "pseudonyms": {"name": {"Eva": "Person 2"}, "personal_number": {}, "phone": {}, "email": {}},
    }
    assert list(key.path.parent.iterdir()) == [key.path]


def test_the_next_load_goes_on_where_the_last_one_ended(study: Study) -> None:
    keep(open_key(study), "Anna", "Eva")

    assert keep(open_key(study), "Eva", "Nils") == ["Person 2", "Person 3"]
    assert open_key(study).kept[NAME] == {"Anna": "Person 1", "Eva": "Person 2", "Nils": "Person 3"}


def test_two_loads_that_opened_the_key_together_lose_nothing_of_each_other(study: Study) -> None:
    one, other = open_key(study), open_key(study)
    one.pseudonym(PHONE, "081")
    one.keep({(PHONE, "081")})

    keep(other, "Anna")

    assert open_key(study).kept[PHONE] == {"081": "[telefon 1]"}
    assert open_key(study).kept[NAME] == {"Anna": "Person 1"}


def test_one_pseudonym_is_never_two_people(study: Study) -> None:
    one, other = open_key(study), open_key(study)
    keep(one, "Anna")

    with pytest.raises(OkqualError) as caught:
        keep(other, "Eva")

    assert caught.value.key == "errors.code_key_changed"
    assert open_key(study).kept[NAME] == {"Anna": "Person 1"}


def test_a_key_that_went_away_during_a_load_is_written_whole(study: Study) -> None:
    keep(open_key(study), "Anna")
    key = open_key(study)
    key.path.unlink()

    keep(key, "Eva")

    assert open_key(study).kept[NAME] == {"Anna": "Person 1", "Eva": "Person 2"}


def test_the_list_s_pseudonym_is_taken_and_nobody_else_s(study: Study) -> None:
    key = open_key(study)
    key.reserved = frozenset({"person 1"})

    assert key.pseudonym(NAME, "Eva") == "Person 2"
    assert key.pseudonym(NAME, "Anna", "Person 1") == "Person 1"
    with pytest.raises(OkqualError) as caught:
        key.pseudonym(NAME, "Anna", "Rektorn")
    assert caught.value.key == "errors.code_key_other_pseudonym"


def test_the_key_lies_in_the_user_s_own_folder(study: Study, tmp_path: Path) -> None:
    assert default_path(study).is_relative_to(user_folder("state"))
    config = user_folder("config") / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f"code_key_folder = {json.dumps(str(tmp_path / 'nycklar'))}\n", encoding="utf-8")

    keep(open_key(study), "Anna")

    assert [path.suffix for path in (tmp_path / "nycklar").iterdir()] == [".json"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are the folder's on Windows")
def test_only_the_owner_reads_it(study: Study) -> None:
    before = os.umask(0)
    try:
        keep(open_key(study), "Anna")
    finally:
        os.umask(before)

    assert stat.S_IMODE(default_path(study).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "name", ["nyckel.json", "exports/nyckel.json", "exports/../nyckel.json", "ny/mapp/nyckel.json"]
)
def test_a_place_in_the_study_is_refused(study: Study, name: str) -> None:
    assert refused(study, study.folder / name) == "errors.code_key_in_study"


def test_a_link_into_the_study_is_a_place_in_the_study(study: Study, tmp_path: Path) -> None:
    link = tmp_path / "annan"
    try:
        link.symlink_to(study.folder, target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")

    assert refused(study, link / "nyckel.json") == "errors.code_key_in_study"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("[" * 200_000, "errors.code_key_broken"),
        ("", "errors.code_key_broken"), ("[]", "errors.code_key_broken"), ('{"format": "x"}', "errors.code_key_broken"),
        ('{"format": "okqual-code-key-1", "study": "x", "pseudonyms": {"name": [1]}}', "errors.code_key_broken"),
        ('{"format": "okqual-code-key-1", "study": "x", "pseudonyms": {}}', "errors.code_key_of_another"),
    ],
)  # fmt: skip
def test_another_file_is_no_key_and_is_left_alone(study: Study, tmp_path: Path, content: str, key: str) -> None:
    path = tmp_path / "nyckel.json"
    path.write_text(content, encoding="utf-8")

    assert refused(study, path) == key
    assert path.read_text(encoding="utf-8") == content


def test_a_file_that_cannot_be_written_is_told(study: Study, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("", encoding="utf-8")
    key = open_key(study, tmp_path / "fil" / "nyckel.json")

    with pytest.raises(OkqualError) as caught:
        keep(key, "Anna")

    assert caught.value.key == "errors.code_key_not_written"
