"""``python -m quizzes report``: its options, and what it writes."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from quizzes.content import Content
from quizzes.stats.figures import Report


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("answers", nargs="+", type=Path, metavar="ANSWERS", help="files and folders of answers")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="the page (default: report.html)")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="the figures of the items as a table, too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="all figures for programs, too; - prints them alone")
    parser.add_argument(
        "--key", type=Path, metavar="FILE", help="a table with the columns item and key, for other items"
    )
    parser.add_argument(
        "--attempt", choices=["first", "last", "best"], default="first", help="which of several counts (default: first)"
    )
    parser.add_argument("--blank", action="append", default=[], metavar="TEXT", help="a text that stands for no answer")
    parser.add_argument(
        "--skip-blank", action="store_true", help="leave out missing answers, in place of counting them wrong"
    )
    parser.add_argument("--names", action="store_true", help="show students' names; without it they get codes")
    parser.add_argument("--site", metavar="URL", help="where the book is, for links (default: that of _config.yml)")
    parser.add_argument(
        "--update-bank",
        action="store_true",
        help="note what was observed beside the banks, for authors",
    )
    parser.add_argument("--backend", metavar="URL", help="another engine that Ibis knows (default: DuckDB in memory)")


def report(args: argparse.Namespace, content: Content, site: str, epoch: int | None = None) -> int:
    """Make the report, and write what was asked for: all of it or nothing."""
    from quizzes.stats import analyse, observed
    from quizzes.stats.lines import MissingError, ReadingError
    from quizzes.stats.page import lines

    try:
        made = analyse(
            args.answers,
            content,
            attempt=args.attempt,
            blank_is_wrong=not args.skip_blank,
            blank=args.blank,
            key=args.key,
            names=args.names,
            backend=args.backend,
        )
        if str(args.json) == "-":
            print(_json(made))
            return 0
        written = _write(args, made, content, site)
        if args.update_bank:
            written.append(observed.update(made, content, epoch)[0])
    except (MissingError, ReadingError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(lines(made)))
    for one in made.left[:20]:
        print(one, file=sys.stderr)
    if len(made.left) > 20:
        print(f"… and {len(made.left) - 20} more", file=sys.stderr)
    print("\n".join(map(str, written)))
    return 0


def _json(made: Report) -> str:
    return json.dumps(made.data(), indent=1, ensure_ascii=False)


def _write(args: argparse.Namespace, made: Report, content: Content, site: str) -> list[Path]:
    """Everything is made before anything is written."""
    from quizzes.stats import carried
    from quizzes.stats.page import Page

    chapters = sorted({one.chapter for quiz in made.quizzes for one in quiz.by_item if one.chapter})
    page = Page(made, site, content.headings(chapters))
    makers: list[tuple[Path | None, Callable[[], str], str]] = [
        (args.output or Path("report.html"), page.html, "utf-8"),
        (args.csv, lambda: carried.csv(made), "utf-8-sig"),  # spreadsheets know UTF-8 by its mark
        (args.json, lambda: _json(made) + "\n", "utf-8"),
    ]
    texts = [(path, make().encode(encoding)) for path, make, encoding in makers if path]
    for path, data in texts:
        path.write_bytes(data)
    return [path for path, _ in texts]
