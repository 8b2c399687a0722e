"""What opens a seat is made of the key and the invitation: neither the database nor an earlier link opens anything."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.committee.links import Links, invitation_number
from bot.committee.model import Invitation
from bot.ids import InvitationId, MembershipId

AT = datetime(2022, 12, 8, tzinfo=UTC)
INVITATION = Invitation(InvitationId(10**17), MembershipId(5), "0123456789abcdef" * 2, AT, AT)
LINKS = Links(b"the key", "nac_kg_bot")


def test_the_largest_payload_fits_a_deep_link_and_names_its_invitation() -> None:
    payload = LINKS.payload(INVITATION)
    assert len(payload) <= 64
    assert invitation_number(payload) == INVITATION.id
    assert LINKS.invitation(INVITATION) == f"https://t.me/nac_kg_bot?start={payload}"
    assert Links(LINKS.secret).invitation(INVITATION) == payload, "before the bot's name is known"


def test_it_can_be_made_again_with_the_key_and_by_nobody_without_it() -> None:
    payload = LINKS.payload(INVITATION)
    assert LINKS.opens(payload, INVITATION)
    assert Links(b"the key").payload(INVITATION) == payload, "a letter is drawn again with the same link"
    assert not Links(b"another key").opens(payload, INVITATION)
    assert not LINKS.opens(f"{INVITATION.id}-{INVITATION.nonce}", INVITATION)
    assert b"the key" not in repr(LINKS).encode()


def test_a_link_opens_its_own_invitation_only() -> None:
    payload = LINKS.payload(INVITATION)
    for other in (
        replace(INVITATION, id=InvitationId(1)),
        replace(INVITATION, nonce="f" * 32),  # a new link for the same seat
    ):
        assert not LINKS.opens(payload, other)
        assert not LINKS.opens(f"{other.id}-{payload.partition('-')[2]}", other)


def test_what_is_no_payload_names_no_invitation() -> None:
    mac = LINKS.payload(INVITATION).partition("-")[2]
    for words in (
        "",
        "f1",
        f"-{mac}",
        f"٣-{mac}",
        f"1-{mac}x",
        f"1-{mac[:-1]}",
        f"1-{mac}\n",
        f"{'9' * 19}-{mac}",
    ):
        assert invitation_number(words) is None, words
