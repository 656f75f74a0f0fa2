"""The command line: ``python -m quizzes COMMAND``; ``--help`` lists the commands."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from quizzes.content import HOME, home
from quizzes.problems import ContentError
from quizzes.repeatable import epoch


def check(args: argparse.Namespace) -> int:
    """check evidence, items, timelines and chapters; print every problem, and what each chapter has"""
    from quizzes.checks import problems
    from quizzes.checks.measures import measures, table
    from quizzes.checks.promise import Whole
    from quizzes.stats import observed

    whole = Whole(home(), args.book)
    found = problems(whole)
    for problem in found:
        print(problem)
    print("\n" * bool(found) + table(measures(whole)))
    print(*observed.lines(observed.read(home()), [*whole.banks.values()]), sep="\n", end="")
    if found:
        print(f"\n{len(found)} problem{'s' * (len(found) != 1)}", file=sys.stderr)
        return 1
    items = sum(len(bank.leaves) for bank in whole.banks.values())
    events = sum(len(line.events) for line in whole.timelines.values())
    evidence = f"{len(whole.evidence.claims)} claims, {len(whole.evidence.sources)} sources"
    print(f"\n{evidence}, {items} items, {events} events: no problem found")
    return 0


def refresh(args: argparse.Namespace) -> int:
    """bring chapters up to date: links, then outputs"""
    from quizzes.chapters import pages
    from quizzes.refresh import refresh

    for path in args.files or pages(args.book):
        folder = args.book if path.is_relative_to(args.book) else None
        print(f"{path}: {'changed' if refresh(path, home().evidence, folder) else 'up to date'}")
    return 0


def pages(args: argparse.Namespace) -> int:
    """write the evidence pages under book/evidence, so that links in notebooks lead somewhere"""
    from quizzes.evidence_pages import EvidencePages

    written = EvidencePages(home(), args.book).write(args.book / "evidence")
    print(f"{len(written)} pages in {args.book / 'evidence'}")
    return 0


def cite(args: argparse.Namespace) -> int:
    """print the citation of each claim, as it is written in a chapter"""
    evidence = home().evidence
    for key in args.claims:
        print(f"[{evidence.label(key)}]({evidence.page(key)}.md#{key})")
    return 0


def schema(args: argparse.Namespace) -> int:
    """write the JSON Schemas by which editors complete and check the YAML files"""
    from quizzes.schema import schemas

    for name, text in schemas().items():
        (HOME / name).write_text(json.dumps(text, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        print(HOME / name)
    return 0


def new(args: argparse.Namespace) -> int:
    """begin an item, an event, a claim or a source with a commented example"""
    from quizzes.new import add, entry, find

    kind = find(args.kind)
    if args.to is None:
        print(entry(kind, args.id), end="")
        return 0
    print(f"{add(home(), kind, args.to, args.id)}: to be filled in")
    return 0


def preview(args: argparse.Namespace) -> int:
    """show the items or events of a file while you write them, with the marks of sample responses"""
    from quizzes.preview import preview

    return preview(args.file, home(), args.port)


def serve(args: argparse.Namespace) -> int:
    """serve a folder on this machine"""
    from quizzes.serve import serve

    return serve(args.folder, args.port)


def pdf(args: argparse.Namespace) -> int:
    """set the built site as one PDF"""
    from quizzes.paper.pdf import pdf
    from quizzes.paper.volume import Volume

    pages = pdf(Volume(home(), args.book.parent, args.site, epoch=epoch(), only=args.only), args.to, args.size)
    print(f"{args.to}: {pages} pages, {args.to.stat().st_size / 1e6:.1f} MB")
    return 0


def epub(args: argparse.Namespace) -> int:
    """pack the built site as an EPUB"""
    from quizzes.paper.epub import epub
    from quizzes.paper.volume import Volume

    epub(Volume(home(), args.book.parent, args.site, full_notes=True, epoch=epoch()), args.to)
    print(f"{args.to}: {args.to.stat().st_size / 1e6:.1f} MB")
    return 0


def lite(args: argparse.Namespace) -> int:
    """put JupyterLite into the built site: the notebooks run in a reader's browser alone"""
    from quizzes.lite import build
    from quizzes.lite.trouble import LiteError

    try:
        made = build(args.book.parent, args.site, args.downloads)
    except LiteError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{made.folder}: {len(made.notebooks)} notebooks, {made.size / 1e6:.0f} MB")
    return 0


def colab(args: argparse.Namespace) -> int:
    """write the notebooks as Colab needs them, if _config.yml offers it"""
    from quizzes.colab import write
    from quizzes.exports import configured
    from quizzes.launch import launch

    root = args.book.parent
    if not launch(root).colab:
        print("_config.yml does not offer Colab: see 'launch' there", file=sys.stderr)
        return 1
    written = write(root, configured(root))
    print(f"{len(written)} notebooks in {root / 'colab'}")
    return 0


def export(args: argparse.Namespace) -> int:
    """write the items in the format of another program, such as Anki or Moodle"""
    from quizzes import exports

    site = exports.configured(args.book.parent) if args.site is None else args.site
    try:
        asked = exports.Asked(home(), args.chapters, exports.address(site), epoch(), vars(args))
        to, made = exports.export(args.format, asked, args.output)
    except (OSError, exports.AddressError, exports.AskedError, exports.UnfitError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{to}: {made.said}")
    if made.lost:
        report = (to if to.is_dir() else to.parent) / exports.REPORT
        print(f"\nNot carried (item by item in {report}):\n{exports.table(made.lost)}", file=sys.stderr)
    return 0


def handin(args: argparse.Namespace) -> int:
    """check the files that students hand in, alone or in folders; print a table, and every problem"""
    from quizzes.handin.collected import collect, table
    from quizzes.handin.source import shown

    found = collect(args.paths, home())
    problems = [*found.problems, *(problem for one in found.reads for problem in one.problems)]
    notes = [*found.notes, *(f"{shown(one.path)}: {note}" for one in found.reads for note in one.notes)]
    print(table(found.reads))
    print("\n".join(["", "To know:", *notes]) if notes else "", end="\n" * bool(notes))
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        files = len({problem.file for problem in problems})
        print(f"\n{_count(len(problems), 'problem')} in {_count(files, 'file')}", file=sys.stderr)
    return 1 if problems else 0


def _count(n: int, thing: str) -> str:
    return f"{n} {thing}{'s' * (n != 1)}"


def report(args: argparse.Namespace) -> int:
    """say what a class understood and which items are weak, from the answers that a teacher has"""
    from quizzes import exports
    from quizzes.stats.command import report

    try:
        site = exports.address(exports.configured(args.book.parent) if args.site is None else args.site)
    except exports.AddressError as error:
        print(error, file=sys.stderr)
        return 1
    dated = "SOURCE_DATE_EPOCH" in os.environ
    return report(args, home(), site, epoch() if dated else None)


def main(argv: list[str] | None = None) -> int:
    argv = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser(prog="python -m quizzes", description="Evidence, items and timelines of the book.")
    parser.add_argument("--book", type=Path, default=Path("book"), help="the folder of the chapters (default: book)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    known = (check, refresh, new, preview, pages, cite, schema, serve, pdf, epub, lite, colab, export, handin, report)
    for command in known:
        sub = commands.add_parser(command.__name__, help=command.__doc__, description=command.__doc__)
        sub.set_defaults(run=command)
        if command is refresh:
            sub.add_argument("files", nargs="*", type=Path, help="chapters (default: all)")
        if command is cite:
            sub.add_argument("claims", nargs="+", help="ids of claims or readings")
        if command is new:
            sub.add_argument("kind", metavar="KIND", help="an item type, or event, claim, source")
            sub.add_argument("id", nargs="?", metavar="ID", help="its id (default: the example's)")
            sub.add_argument("--to", metavar="CHAPTER", help="add it to the file of this name, instead of printing it")
        if command is preview:
            sub.add_argument("file", type=Path, help="a bank or a timeline, such as quizzes/bank/warnings.yaml")
        if command is serve:
            sub.add_argument("folder", type=Path)
        if command in (pdf, epub, lite):
            sub.add_argument("site", type=Path, help="the folder of the built site")
        if command is lite:
            where = Path("_build/lite")
            sub.add_argument(
                "--downloads", type=Path, default=where, metavar="DIR", help=f"where they are kept (default: {where})"
            )
        if command in (pdf, epub):
            sub.add_argument("to", type=Path, help="the file to write")
        if command is pdf:
            sub.add_argument(
                "--only", nargs="+", metavar="CHAPTER", default=(), help="chapters to print (default: all)"
            )
            sub.add_argument("--size", choices=["letter", "a4"], default="letter", help="of the paper")
        if command is export:
            sub.add_argument(
                "format",
                metavar="FORMAT",
                help="anki: a package of cards (.apkg); blackboard, gift, kahoot, quizizz: what these programs read; "
                "canvas: questions (.zip); cartridge: a Common Cartridge (.imscc); docx, markdown: a document to edit; "
                "html: a page in one file; keys: all answers, for teachers; moodle: questions (.xml); "
                "paper: tests and their key, in forms; qti: questions (.zip); scorm: a package of pages (.zip); "
                "slides: pages to project, and handouts",
            )
            sub.add_argument(
                "chapters", nargs="*", metavar="CHAPTER", help="whose items, such as warnings (default: all)"
            )
            sub.add_argument("-o", "--output", type=Path, metavar="FILE", help="the file, or the folder")
            sub.add_argument(
                "--site", metavar="URL", help="where the book is, for links (default: that of _config.yml)"
            )
            if "export" in argv:
                from quizzes import exports

                exports.declare(argv, sub)
        if command is handin:
            sub.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="a file, or a folder of them")
        if command is report:
            from quizzes.stats.command import arguments

            arguments(sub)
        if command in (serve, preview):
            sub.add_argument("--port", type=int, default=8000 if command is serve else 8001)
    args, rest = parser.parse_known_args(argv)
    if args.run is export:  # argparse gives no chapters that stand behind an option
        args.chapters += [one for one in rest if not one.startswith("-")]
        rest = [one for one in rest if one.startswith("-")]
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if args.run in (check, refresh, pages, pdf, epub, lite, colab) and not args.book.is_dir():
        print(f"there is no folder '{args.book}' here; run this from the repository, or give --book", file=sys.stderr)
        return 2
    try:
        return args.run(args)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyError as error:
        print(error.args[0], file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
