"""Where else a notebook can be run: Binder, Colab, a school's JupyterHub, as ``launch`` in `_config.yml` says.

    launch:
      repository: https://github.com/OWNER/NAME   # where these files are
      branch: main
      binder: https://mybinder.org
      colab: https://colab.research.google.com    # needs the folder `colab`: python -m quizzes colab
      hub: https://hub.school.example             # needs nbgitpuller, and the package

Each of the three is off where its line is missing.  Nothing of this is asked by a page: these are links.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urlencode, urlsplit

from pydantic import AfterValidator, BaseModel, model_validator

from quizzes.record import Record, Text
from quizzes.yamlfile import Document, validate

CONFIG = "_config.yml"
GITHUB = "github.com"
COLAB = "colab"  # the folder of the repository with the notebooks for Colab


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not parts.netloc or parts.query or parts.fragment:
        raise ValueError(f"'{text}' is not an address; write it whole, as in https://hub.school.example")
    return text.rstrip("/")


Address = Annotated[Text, AfterValidator(_address)]


class Launch(Record):
    """The block `launch` of the configuration; empty, it offers nothing."""

    repository: Address | None = None
    branch: Text = "main"
    binder: Address | None = None
    colab: Address | None = None
    hub: Address | None = None

    @model_validator(mode="after")
    def _whole(self) -> Launch:
        if (self.binder or self.colab or self.hub) and not self.repository:
            raise ValueError("it names no repository to run from; add 'repository: https://github.com/OWNER/NAME'")
        if self.colab and urlsplit(self.repository or "").netloc != GITHUB:
            raise ValueError("Colab opens notebooks of GitHub alone; take out 'colab', or name a repository there")
        return self

    def links(self, place: str) -> Iterator[tuple[str, str]]:
        """What is offered for the notebook at `place` below ``book``, as keys of `words.LAUNCH` and addresses."""
        notebook, branch = f"book/{place}", _whole(self.branch)
        if self.binder:
            yield "binder", f"{self.binder}/v2/{self._source()}/{branch}?{urlencode({'labpath': notebook})}"
        if self.colab:
            path = urlsplit(self.repository or "").path.removesuffix(".git")
            yield "colab", f"{self.colab}/github{path}/blob/{quote(self.branch)}/{COLAB}/{quote(place)}"
        if self.hub:
            folder = (self.repository or "").rsplit("/", 1)[-1].removesuffix(".git")
            asked = {"repo": self.repository, "branch": self.branch, "urlpath": f"lab/tree/{folder}/{notebook}"}
            yield "hub", f"{self.hub}/hub/user-redirect/git-pull?{urlencode(asked)}"

    def _source(self) -> str:
        """The repository, as BinderHub names it."""
        parts = urlsplit(self.repository or "")
        path = parts.path.strip("/").removesuffix(".git")
        return f"gh/{path}" if parts.netloc == GITHUB else f"git/{_whole(self.repository or '')}"


class _Config(BaseModel):
    launch: Launch | None = None


def launch(root: Path) -> Launch:
    """What the book's `_config.yml` says; `ContentError` names what is wrong in it, and where."""
    path = root / CONFIG
    return (validate(Document(path, path.name), _Config).launch if path.is_file() else None) or Launch()


def _whole(text: str) -> str:
    """As one part of an address."""
    return quote(text, safe="")
