"""Which files are known: as long as something refers to them, and no longer."""

from bot.files import File, records
from bot.findings import records as findings
from bot.ids import Digest
from tests.findings.conftest import house, on_sqlite, tx  # noqa: F401 (fixtures)
from tests.findings.house import AT, House

A, B = (File(f"{name}.pdf", Digest(name * 64), 1) for name in "ab")


def test_a_file_is_forgotten_when_the_last_version_has_dropped_it(house: House) -> None:  # noqa: F811
    first, second = house.draft(), house.draft()
    findings.set_files(house.tx, first, [A, B], AT)
    findings.set_files(house.tx, second, [A], AT)
    records.keep_file_id(house.tx, 1, A.digest, A.name, "id")
    assert records.forget_unused(house.tx) == 0
    findings.set_files(house.tx, first, [B], AT)
    assert records.forget_unused(house.tx) == 0
    findings.set_files(house.tx, second, [], AT)
    assert records.forget_unused(house.tx) == 1
    assert records.known(house.tx) == {B.digest}
    assert records.file_id(house.tx, 1, A.digest, A.name) is None


def test_an_id_that_came_meanwhile_is_not_forgotten_with_the_one_before_it(house: House) -> None:  # noqa: F811
    records.keep_file_id(house.tx, 1, A.digest, A.name, "old")
    records.keep_file_id(house.tx, 1, A.digest, A.name, "new")
    records.forget_file_id(house.tx, 1, A.digest, A.name, "old")
    assert records.file_id(house.tx, 1, A.digest, A.name) == "new"
    assert records.file_id(house.tx, 2, A.digest, A.name) is None, "another bot's ids are its own"
