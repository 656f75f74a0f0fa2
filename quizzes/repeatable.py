"""Files that are handed out: the same input gives the same bytes, and a failure leaves what was there before."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can say


def epoch() -> int | None:
    """The day that a file is to bear: https://reproducible-builds.org/specs/source-date-epoch/"""
    stamp = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(stamp) if stamp.isdigit() else None


def zipped(files: Mapping[str, str | bytes], stored: Collection[str] = ()) -> bytes:
    """A zip file of `files` in their order; those `stored` are not compressed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.external_attr = 0o644 << 16
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            packed.writestr(entry, data, compress_type=how, compresslevel=9)
    return made.getvalue()


def write(data: bytes, to: Path) -> None:
    """Put `data` into a file at once, or raise `OSError` and leave the file that is there."""
    write_all({to: data})


def write_all(files: Mapping[Path, bytes]) -> None:
    """The same for several files: none is replaced before all are written."""
    parts = {to: to.with_name(f".{to.name}.part") for to in files}
    try:
        for to, data in files.items():
            parts[to].write_bytes(data)
        for to, part in parts.items():
            part.replace(to)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
