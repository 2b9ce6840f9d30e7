"""Another okqual with the same study, as a process: ``python -m tests.tui.other_okqual FOLDER CODER DEED``.

"write" codes once for every line that it is sent; "hold" holds the database for as many seconds as the line says.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from okqual.study.coding import apply_code
from okqual.tui.study_desk import open_desk


def main(folder: str, coder: str, deed: str) -> None:
    desk = open_desk(Path(folder), coder, read_only=False)
    case = desk.overview()[0].case
    note = desk.interview(case).notes[0]
    code = next(each for each in desk.codebook().codes if not each.group)
    print("ready", flush=True)
    for number, line in enumerate(sys.stdin):
        if deed == "write":
            start = note.passages[0].start
            apply_code(desk.study, note.id, start, start + 3 + number, code.id)
            print("written", flush=True)
        else:
            desk.study.db.conn.execute("BEGIN IMMEDIATE")
            print("held", flush=True)
            time.sleep(float(line))
            desk.study.db.conn.execute("ROLLBACK")
            print("let go", flush=True)
    desk.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
