"""The house itself: what is packed, what is pinned, and what must not be written anywhere in it."""

import dataclasses
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "handlers", "locales", "migrations")
# A package index or mirror, written in two parts so that this file does not name one itself.
INDEXES = re.compile(
    "|".join(["pypi" + r"\.", "python" + "hosted", r"/simp" + r"le/", "--(extra-)?index" + "-url"])
)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def project() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@pytest.mark.slow
def test_an_installed_wheel_holds_every_file_of_the_program(tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    packed = set(zipfile.ZipFile(wheel).namelist())
    ours = {str(path.relative_to(ROOT)) for path in tracked() if path.relative_to(ROOT).parts[0] in PACKAGES}
    assert ours - packed == set()
    assert any(name.endswith("LICENSE") for name in packed)


def test_every_package_of_the_wheel_can_be_found_when_installed() -> None:
    for package in PACKAGES:
        assert (ROOT / package / "__init__.py").is_file(), package


def test_every_file_that_a_page_names_or_links_to_is_there() -> None:
    names = {str(path.relative_to(ROOT)) for path in tracked()}
    there = names | {str(folder) for name in names for folder in Path(name).parents}
    top = "|".join({name.partition("/")[0] for name in names if "/" in name})
    missing = []
    for page in (name for name in names if name.endswith(".md")):
        text = (ROOT / page).read_text(encoding="utf-8")
        named = re.findall(rf"`((?:{top})/[\w./-]+?)/?`", text)
        missing += [(page, path) for path in named if not {path, f"{path}.py"} & there]
        linked = re.findall(r"\]\((?!https?:)([^)#]+)", text)
        missing += [(page, link) for link in linked if not (ROOT / page).parent.joinpath(link).exists()]
    assert missing == []


def test_no_file_names_a_package_index() -> None:
    named = []
    for path in tracked():
        try:
            content = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        named += [f"{path.relative_to(ROOT)}: {match[0]}" for match in INDEXES.finditer(content)]
    assert named == []


def test_the_lock_pins_every_requirement_with_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock
    pins = re.findall(
        r"^[a-z0-9][a-z0-9._-]*(?:\[[a-z,]+\])?==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", lock, re.MULTILINE
    )
    assert len(pins) == len(re.findall(r"^[A-Za-z0-9]", lock, re.MULTILINE))
    locked = {re.split(r"==|\[", pin)[0] for pin in pins}
    settings = project()["project"]
    extras = settings["optional-dependencies"]
    assert isinstance(extras, dict)
    assert isinstance(settings["dependencies"], list)
    wanted = {_name(entry) for entry in [*settings["dependencies"], *extras["dev"], "hatchling"]}
    assert wanted - locked == set()


def test_every_setting_of_the_example_is_a_setting_of_the_program() -> None:
    from bot.config import Settings

    example = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^#?NAC_BOT_([A-Z_]+)=", example, re.MULTILINE))
    assert named == {field.name.upper() for field in dataclasses.fields(Settings)}


def test_every_target_of_the_makefile_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text()
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    for target in phony.split():
        assert re.search(rf"^{target}:.*## \S", makefile, re.MULTILINE), target


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("_", "-")
