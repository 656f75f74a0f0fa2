"""Where a notebook can be run: what its page offers, by how the site is built and what the configuration says."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from quizzes import __main__, colab, words
from quizzes.chapters import notebooks
from quizzes.content import HOME
from quizzes.launch import Launch, launch
from quizzes.sphinx_ext.launch import LITE, links, pages

ROOT = HOME.parent
EVERYWHERE = """launch:
  repository: https://github.com/owner/book.git
  branch: next/one
  binder: https://mybinder.org/
  colab: https://colab.research.google.com
  hub: https://hub.school.example
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "_config.yml").write_text(EVERYWHERE, encoding="utf-8")
    (tmp_path / "book").symlink_to(ROOT / "book")
    return tmp_path


def test_the_book_offers_nothing_that_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LITE, raising=False)
    assert launch(ROOT) == Launch()
    assert list(links(ROOT, "book/turn")) == []


@pytest.mark.parametrize(
    ("page", "name", "address"),
    [
        ("book/turn", words.LAUNCH["chapter"], "../lite/notebooks/index.html?path=turn.ipynb"),
        ("book/work/turn", words.LAUNCH["notebook"], "../../lite/notebooks/index.html?path=work/turn.ipynb"),
        ("book/review", words.LAUNCH["notebook"], "../lite/notebooks/index.html?path=review.ipynb"),
    ],
)
def test_where_jupyterlite_is_in_the_site_a_page_leads_to_its_notebook_there(
    page: str, name: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LITE, "1")
    assert list(links(ROOT, page)) == [f'<a href="{address}">{name}</a>{words.LAUNCH["cost"]}']


def test_each_place_gets_an_address_of_the_form_that_it_knows(root: Path) -> None:
    found = {name: urlsplit(address) for name, address in launch(root).links("work/turn.ipynb")}
    assert found["binder"].geturl() == (
        "https://mybinder.org/v2/gh/owner/book/next%2Fone?labpath=book%2Fwork%2Fturn.ipynb"
    )
    assert found["colab"].path == "/github/owner/book/blob/next/one/colab/work/turn.ipynb"
    assert found["hub"].path == "/hub/user-redirect/git-pull"
    assert parse_qs(found["hub"].query) == {
        "repo": ["https://github.com/owner/book.git"],
        "branch": ["next/one"],
        "urlpath": ["lab/tree/book/book/work/turn.ipynb"],
    }


def test_binder_takes_a_repository_from_elsewhere_too() -> None:
    offered = Launch(repository="https://git.example/a/b", binder="https://binder.example")
    ((_, address),) = offered.links("turn.ipynb")
    assert address.startswith("https://binder.example/v2/git/https%3A%2F%2Fgit.example%2Fa%2Fb/main?")


def test_the_notebooks_for_colab_install_the_package_and_lead_to_the_site(root: Path) -> None:
    written = colab.write(root, "https://example.org/book/")
    assert [path.relative_to(root / "colab") for path in written] == notebooks(ROOT / "book")
    text = (root / "colab" / "turn.ipynb").read_text(encoding="utf-8")
    cells = json.loads(text)["cells"]
    assert cells[1]["source"].endswith(
        '%pip install --quiet "zero-tolerance-quizzes[live,figures] @ git+https://github.com/owner/book.git@next/one"'
    )
    prose = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert "](https://example.org/book/book/evidence/turn.html#v-080)" in prose
    assert "](evidence/" not in prose
    assert "](six-weeks.ipynb" not in prose
    assert list(colab.stale(root, launch(root), "https://example.org/book/")) == []
    (root / "colab" / "turn.ipynb").write_text(text.replace("Sabraw", "Sabro"), encoding="utf-8")
    assert list(colab.stale(root, launch(root), "https://example.org/book/")) == [Path("colab/turn.ipynb")]


def test_who_offers_no_colab_gets_no_notebooks_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["--book", str(ROOT / "book"), "colab"]) == 1
    assert "_config.yml does not offer Colab" in capsys.readouterr().err


def test_jupyterlites_pages_are_none_of_the_sites(tmp_path: Path) -> None:
    for name in ("book/lite.html", "lite/index.html", "lite/notebooks/index.html", "index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert {path.relative_to(tmp_path).as_posix() for path in pages(tmp_path)} == {"book/lite.html", "index.html"}
