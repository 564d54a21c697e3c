"""``python -m eval.documents OUT_DIR``: write the made disclosures in every format."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from eval.documents import write
from eval.documents.font import NoFont
from eval.documents.restyle import restyled


def main() -> int:
    """Returns 0; 1 where no font can set the PDFs (the others are written all the same)."""
    cli = argparse.ArgumentParser(prog="python -m eval.documents", description="Write made disclosures.")
    cli.add_argument("folder", type=Path, metavar="OUT_DIR")
    cli.add_argument("--restyled", action="store_true", help="the same in layouts that are harder to read")
    given = cli.parse_args()
    folder: Path = given.folder
    try:
        for written in restyled(folder) if given.restyled else write(folder):
            print(f"{written.path}  {len(written.disclosure.truths)} figures")
    except NoFont as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
