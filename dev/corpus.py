"""Every film of a corpus through ``mkv2castui convert``: one line a film and a summary.

    CORPUS=folder python dev/corpus.py [--device ID] [--output-dir DIR] [PART-OF-A-NAME...]

Ends with 1 when a film ended in a way that no film may: without a last word, with a mistake of the program's own, or
with an exit status that does not fit what was said.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_CORPUS = ROOT.parent / "shared" / "corpus" / "files"
SECONDS = 600  # for one film


@dataclass(frozen=True, slots=True)
class Ending:
    """How one film ended. ``word``: the status of a success or the code of an error."""

    film: Path
    word: str
    seconds: float
    note: str

    @property
    def is_scandal(self) -> bool:
        return self.word in ("internal_error", "no_last_word", "timeout", "wrong_exit_status")


def main() -> int:
    arguments = _arguments()
    corpus = Path(os.environ.get("CORPUS", DEFAULT_CORPUS))
    films = sorted(path for path in corpus.rglob("*") if path.is_file())
    chosen = [film for film in films if not arguments.names or any(name in str(film) for name in arguments.names)]
    with tempfile.TemporaryDirectory() as scratch:
        directory = arguments.output_dir or Path(scratch)
        endings = [_told(_convert(film, directory, arguments.device), corpus) for film in chosen]
    for word, count in Counter(ending.word for ending in endings).most_common():
        print(f"{count:4}  {word}")
    print(f"{len(endings):4}  films, {sum(e.seconds for e in endings):.0f} s")
    return int(any(ending.is_scandal for ending in endings))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", default="any-chromecast")
    parser.add_argument("--output-dir", type=Path)
    parser.add_argument("names", nargs="*")
    return parser.parse_args()


def _convert(film: Path, directory: Path, device: str) -> Ending:
    command = [sys.executable, "-m", "mkv2castui.cli", "convert", "--json", "--device", device]
    sources = os.pathsep.join([str(ROOT / "engine"), str(ROOT / "backend")])
    start = time.monotonic()
    try:
        answer = subprocess.run(
            [*command, "--output-dir", str(directory), "--", str(film)],
            env={**os.environ, "PYTHONPATH": sources},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Ending(film, "timeout", SECONDS, "")
    word, note = _last_word(answer)
    return Ending(film, word, time.monotonic() - start, note)


def _last_word(answer: subprocess.CompletedProcess[bytes]) -> tuple[str, str]:
    lines = answer.stdout.decode(errors="replace").splitlines()
    event = json.loads(lines[-1]) if lines else {}
    if event.get("event") == "done":
        note = "; ".join(f"{w['code']} {w['params']}" for w in event["warnings"])
        return (event["status"] if answer.returncode == 0 else "wrong_exit_status"), note
    if event.get("event") == "error":
        note = f"{event['message']} {(event['detail'] or '').strip()}"
        return (event["code"] if answer.returncode in (1, 3) else "wrong_exit_status"), note
    return "no_last_word", answer.stderr.decode(errors="replace")[-500:]


def _told(ending: Ending, corpus: Path) -> Ending:
    name = os.fsencode(ending.film.relative_to(corpus)).decode(errors="backslashreplace")
    print(f"{ending.word:20} {ending.seconds:6.1f} s  {name}  {' '.join(ending.note.split())[:240]}", flush=True)
    return ending


if __name__ == "__main__":
    sys.exit(main())
