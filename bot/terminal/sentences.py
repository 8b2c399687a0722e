"""What went wrong, in one sentence for whoever runs the bot."""

from bot.errors import Failure

_SENTENCES = {
    "settings": "These settings cannot be read: {names}. Nothing was started.",
    "token-missing": "NAC_BOT_TOKEN is not set. Get a token from @BotFather and set it in the environment or in .env.",
    "token-wrong": "Telegram does not know this token. Check NAC_BOT_TOKEN against what @BotFather gave you.",
    "telegram": "Telegram cannot be reached. Check the network and NAC_BOT_API_URL.",
    "telegram-says": "Telegram refused: {words}",
    "second-poller": "Another process is polling with this token, and went on for a minute. "
    "Stop it, or use another token. This one has stopped.",
    "path": "{path} cannot be used: {reason}. Nothing was started.",
    "database": "The database cannot be opened ({reason}). Check NAC_BOT_DATABASE_URL and NAC_BOT_DATA_DIR.",
    "database-url": "NAC_BOT_DATABASE_URL cannot be read. Write sqlite:///path/to/a/file or "
    "postgresql://user:password@host/name, and @ : / in a password as %40 %3A %2F. Nothing was started.",
    "database-driver": "PostgreSQL needs a driver that is not installed here. Run: pip install 'nac-bot[postgres]'. "
    "Nothing was started.",
    "database-missing": "There is no database at {path} yet. The first committee makes it: nac-bot committee create",
    "database-empty": "The database has no tables yet. Run: nac-bot migrate",
    "database-older": "The database is at revision {revision}, older than this program. Run: nac-bot migrate",
    "database-newer": "The database is at revision {revision}, which this program does not know: it is newer than the "
    "program. Nothing was changed. Install the newer nac-bot.",
    "port-taken": "Port {port} on 127.0.0.1 is taken. Choose another: make demo PORT={other}, "
    "or nac-bot demo --port {other}",
    "updates-parked": "updates that failed three times: {rows}",
    "audit-broken": "the audit log was tampered with: entry {entry} does not follow from the one before it",
    "files-broken": "Put these back into {folder} from your backup, by their SHA-256: {rows}",
    "folder-unwritable": "No file can be put into {folder}. See whose it is, and who may write there.",
    "clock-wrong": "This machine's clock is {seconds} s away from Telegram's. Deadlines would be wrong; set the clock.",
    "committee-exists": "A committee with the code {committee} exists already. Nothing was changed.",
    "committee-code": "The code {committee!r} has to be 1 to 12 Latin letters, digits or hyphens, such as KG. "
    "Nothing was changed.",
    "committee-name-long": "A committee's name is one line of at most {limit} characters. Nothing was changed.",
    "committee-names": "A committee needs a name in each of its languages. Missing: {languages}. Add "
    "--name LANGUAGE=NAME. Nothing was changed.",
    "committee-languages": "A committee needs a language, such as --languages ky,ru,en. Nothing was changed.",
    "language-tag-unknown": "There is no language {tag}. Use tags such as ky, ru or en. Nothing was changed.",
    "country-unknown": "There is no calendar of days off for {country}. Use an ISO code such as KG. "
    "Nothing was changed.",
    "secret-key-empty": "The secret key in {path} is empty. Put it back from your backup; without it no link opens.",
    "secret-key-missing": "The secret key {path} is not there, though there is a committee. Put it back from your "
    "backup. If it is lost, set NAC_BOT_SECRET_KEY to a new one: links sent so far then open nothing, and whoever "
    "asked without a name is not reached. Nothing was started.",
    "secret-key-open": "Others on this machine may read {path}. Run: chmod 600 {path}",
    "privacy-off": "The bot's privacy mode is off, so Telegram sends it all that is said in its groups. In @BotFather: "
    "/setprivacy, Enable; then take the bot out of its groups and add it again.",
    "groups-off": "The bot may not be added to groups. In @BotFather: /setjoingroups, Enable.",
    "groups-lost": "The bot is no longer in the group of: {codes}. An organizer connects it again under Committee, "
    "Group chat.",
    "committee-unknown": "There is no committee with the code {committee}. Nothing was changed.",
    "zone-unknown": "There is no time zone {zone}. Use an IANA name such as Asia/Bishkek. Nothing was changed.",
}


def sentence(failure: Failure) -> str:
    """What went wrong, for whoever runs the bot."""
    return _SENTENCES[failure.code].format(**failure.facts)
