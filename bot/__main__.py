"""The command line: nac-bot run | demo | migrate | check | committee."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from datetime import date
from typing import NoReturn

from bot.errors import Failure

FAILED = 1
YEARS = range(1993, 2100)
"""To which the demonstration may be shifted: those of which the calendars of days off know."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit code. What goes wrong is one clear sentence on standard error."""
    given = _parser().parse_args(arguments)
    try:
        return int(asyncio.run(given.run(given)) or 0)
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 0
    except BrokenPipeError:  # whoever reads along has enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Failure as failure:
        from bot.terminal.sentences import sentence

        print(sentence(failure), file=sys.stderr)
        return FAILED


async def _run(_given: argparse.Namespace) -> int:
    from bot.terminal.loading import load

    load()
    from bot.terminal.running import run

    return await run()


async def _demo(given: argparse.Namespace) -> int:
    from bot.playground.demo import demo

    return await demo(once=given.once, anchor=given.anchor, port=given.port)


async def _migrate(_given: argparse.Namespace) -> int:
    from bot.terminal.running import migrate

    return await migrate()


async def _check(_given: argparse.Namespace) -> int:
    from bot.terminal.checks import check

    return await check()


async def _committee_create(given: argparse.Namespace) -> int:
    from bot.terminal.committees import create_committee

    return await create_committee(
        code=given.code,
        names=given.name,
        country=given.country,
        zone=given.time_zone,
        languages=[tag.strip() for tag in given.languages.split(",")],
    )


async def _committee_organizer(given: argparse.Namespace) -> int:
    from bot.terminal.committees import invite_organizer

    return await invite_organizer(given.code)


def _named(text: str) -> tuple[str, str]:
    language, separator, name = text.partition("=")
    if not separator or not language or not name:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form ky=Name")
    return language, name


def _anchor(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date of the form 2022-12-08") from None
    if day.year not in YEARS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is too far away: the story plays from {YEARS[0]} to {YEARS[-1]}"
        )
    return day


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) < 2**16:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: 1 to 65535, or 0 for any that is free")
    return int(text)


class _Version(argparse.Action):
    """Prints it and ends: the packages' data are looked at only when somebody asks."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        print(f"{parser.prog} {version(parser.prog)}")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nac-bot", description="A Telegram bot for advisory committees.")
    parser.add_argument("--version", action=_Version, nargs=0, help="print the program's version and exit")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="run the bot (settings: NAC_BOT_TOKEN and others)")
    run.set_defaults(run=_run)

    demo = commands.add_parser(
        "demo", help="play the committee in Bishkek, then serve it as a page of chats; needs no account"
    )
    demo.add_argument("--once", action="store_true", help="play the story and exit")
    demo.add_argument(
        "--anchor",
        type=_anchor,
        metavar="DATE",
        help="shift the story by whole weeks, so that its meeting is in the week of this date",
    )
    demo.add_argument("--port", type=_port, default=8088, help="the page's port on 127.0.0.1 (default: 8088)")
    demo.set_defaults(run=_demo)

    migrate = commands.add_parser("migrate", help="bring the database to this program's schema")
    migrate.set_defaults(run=_migrate)

    check = commands.add_parser(
        "check", help="check settings, database, updates, audit log, files, token, clock and groups"
    )
    check.set_defaults(run=_check)

    committee = commands.add_parser(
        "committee", help="set up a committee, or invite one more organizer"
    ).add_subparsers(title="actions", required=True, metavar="ACTION")
    create = committee.add_parser("create", help="set up a committee and print its first organizer's link")
    create.add_argument("--code", required=True, help="short code, such as KG")
    create.add_argument(
        "--name",
        required=True,
        action="append",
        type=_named,
        metavar="LANGUAGE=NAME",
        help="its name, once a language",
    )
    create.add_argument("--country", required=True, help="ISO code of the country, for its days off")
    create.add_argument("--time-zone", required=True, help="IANA zone, such as Asia/Bishkek")
    create.add_argument("--languages", required=True, help="content languages in order, such as ky,ru,en")
    create.set_defaults(run=_committee_create)
    organizer = committee.add_parser(
        "organizer", help="print a link for one more organizer, where nobody else can make one"
    )
    organizer.add_argument("--code", required=True, help="the committee's code, such as KG")
    organizer.set_defaults(run=_committee_organizer)
    return parser


if __name__ == "__main__":
    sys.exit(main())
