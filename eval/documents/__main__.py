"""``python -m eval.documents OUT_DIR``: write the made disclosures in every format."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from eval.documents import Written, disclosures, write
from eval.documents.font import NoFont
from eval.documents.layout_text import laid_out
from eval.documents.restyle import restyled

_LAYOUTS = 6
"""layouts that laid-out text is written in"""


def main() -> int:
    """Returns 0; 1 where no font can set the PDFs (the others are written all the same)."""
    cli = argparse.ArgumentParser(prog="python -m eval.documents", description="Write made disclosures.")
    cli.add_argument("folder", type=Path, metavar="OUT_DIR")
    cli.add_argument("--restyled", action="store_true", help="the same in layouts that are harder to read")
    cli.add_argument("--laid-out", action="store_true", help="as text whose columns are kept apart by blanks")
    given = cli.parse_args()
    folder: Path = given.folder
    try:
        for written in _written(folder, restyle=given.restyled, lay_out=given.laid_out):
            print(f"{written.path}  {len(written.disclosure.truths)} figures")
    except NoFont as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _written(folder: Path, *, restyle: bool, lay_out: bool) -> Iterator[Written]:
    if lay_out:
        return laid_out(folder, disclosures(), range(_LAYOUTS))
    return restyled(folder) if restyle else write(folder)


if __name__ == "__main__":
    sys.exit(main())
