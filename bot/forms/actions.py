"""The buttons that every form has. `step`: what they were drawn for; an old one cannot answer today's question."""

from bot.actions import Action


class FormPick(Action, code="fp"):
    """One of the answers offered."""

    step: int
    value: str


class FormBack(Action, code="fb"):
    """To the question before."""

    step: int


class FormSkip(Action, code="fs"):
    """No answer."""

    step: int


class FormDone(Action, code="fd"):
    """That was the whole text, or those were the files."""

    step: int


class FormDrop(Action, code="fw"):
    """Without the file at that place, counted from 0."""

    step: int
    place: int


class FormCancel(Action, code="fc"):
    """Gives the form up."""

    step: int


class FormEdit(Action, code="fe"):
    """*Replace my text*: take the edited message."""

    step: int


class FormResume(Action, code="fr"):
    """Shows the open form again."""


class TakeFileAs(Action, code="fu"):
    """The form, by its kind, that a file belongs to which came with none open."""

    step: int
    form: str


class FormDiscard(Action, code="fx"):
    """Gives the open form up and does `then`, a packed action."""

    then: str


class FormMonth(Action, code="fm"):
    """Another month of the calendar from which a day is picked (`2022-12`)."""

    step: int
    month: str
