"""Bytes on the shelf: kept once, given back unchanged, removed only when nothing refers to them."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import Broken
from bot.files import Shelf
from bot.ids import Digest

NOW = datetime(2022, 12, 8, 14, tzinfo=UTC)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "files")


def kept(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


async def test_equal_bytes_are_kept_once_and_come_back_unchanged(shelf: Shelf, tmp_path: Path) -> None:
    data = os.urandom(100_000)
    assert await shelf.put(data) == (digest := await shelf.put(data))
    assert await shelf.get(digest) == data
    assert [path.name for path in kept(tmp_path)] == [digest]
    assert kept(tmp_path)[0].stat().st_mode & 0o777 == 0o600


async def test_a_lost_or_damaged_file_is_told_from_a_good_one(shelf: Shelf, tmp_path: Path) -> None:
    digest = await shelf.put(b"the finding")
    kept(tmp_path)[0].write_bytes(b"something else")
    with pytest.raises(Broken, match="file-damaged"):
        await shelf.get(digest)
    kept(tmp_path)[0].unlink()
    with pytest.raises(Broken, match="file-lost"):
        await shelf.get(digest)


async def test_only_what_is_old_and_unwanted_is_removed(shelf: Shelf, tmp_path: Path) -> None:
    wanted, unwanted, young = [await shelf.put(data) for data in (b"wanted", b"unwanted", b"young")]
    for path in kept(tmp_path):
        age = timedelta(0) if path.name == young else timedelta(days=2)
        os.utime(path, times=((NOW - age).timestamp(),) * 2)
    assert await shelf.clear({wanted}, NOW - timedelta(days=1)) == 1
    assert {Digest(path.name) for path in kept(tmp_path)} == {wanted, young}
    assert unwanted not in {path.name for path in kept(tmp_path)}
