"""The plug is pulled on a workshop under load, again and again. Repeat with: python tests/benchmarks/plug.py.

Each round starts the same workshop again, lets phones ask and rate over real HTTP, and kills the server (SIGKILL) in
the middle of it. At the end, all that it had acknowledged has to be in the database.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.plug import Round, lost, pull_plugs  # noqa: E402


def main() -> int:
    """Play the rounds and print one line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    began = time.monotonic()

    def tell(number: int, played: Round) -> None:
        print(
            f"round {number:3}  {time.monotonic() - began:6.1f} s  acknowledged {len(played.acknowledged):3}",
            flush=True,
        )
        for problem in played.problems:
            print(f"  {problem}", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        rounds = pull_plugs(Path(folder), given.rounds, tell)
        missing = lost(Path(folder), rounds)
    problems = [problem for each in rounds for problem in each.problems]
    print(f"plug pulled          {given.rounds} times, {(time.monotonic() - began) / given.rounds:.1f} s a round")
    for kind, name in (("answered", "answers shown"), ("rated", "ratings thanked for")):
        count = sum(row[0] == kind for each in rounds for row in each.acknowledged)
        print(f"{name:20} {count}, of which lost {sum(row[0] == kind for row in missing)}")
    print(f"failed before        {len(problems)}")
    print(f"load of the machine  {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, the players included")
    print(f"Repeat with: python tests/benchmarks/plug.py --rounds {given.rounds}")
    return 1 if missing or problems else 0


if __name__ == "__main__":
    sys.exit(main())
