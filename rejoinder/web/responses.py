"""The response on the screen: the words that answer an excuse, and what our own file says beside them."""

from dataclasses import dataclass
from functools import cached_property

from rejoinder import evidence, library, wording
from rejoinder.accounts import Contact
from rejoinder.calls import Call
from rejoinder.errors import NotFound
from rejoinder.evidence import Case, Finding, Record
from rejoinder.library import Excuse
from rejoinder.web.access import person
from rejoinder.web.catalogue import Catalogue
from rejoinder.web.parts import store
from rejoinder.wording import Filled

# What is asked about a dispute whether or not there is a sum to ask for; the day is that of their written account.
OF_DISPUTES = ("invoices", "note", "who", "day")


@dataclass(frozen=True)
class Response:
    """The response to an excuse; `record` is of the earlier calls in which they gave the same reason.

    `nothing_overdue`: it speaks of a sum, and there is none to ask for. `is_again`: it was heard in this call before.
    `is_withheld`: it speaks of the debt, and the one on the telephone may not be told of it.
    """

    case: Case
    excuse: Excuse
    said: str
    filled: Filled
    revision_id: int | None
    record: Record | None
    nothing_overdue: bool
    is_withheld: bool = False
    is_again: bool = False
    heard_id: int = 0

    @property
    def is_repeated(self) -> bool:
        """Say whether it opens on the second rung: they said so in an earlier call, or stay with it in this one."""
        return self.record is not None or self.is_again

    @property
    def missing(self) -> tuple[str, ...]:
        """The blanks that left a sentence out, where that is the file's fault."""
        if self.nothing_overdue or self.is_withheld:
            return ()
        return tuple(dict.fromkeys((*self.filled.missing, *self.filled.left_out)))

    @property
    def questions(self) -> tuple[tuple[wording.Words, str], ...]:
        """The questions to ask; of a dispute, where there is no sum to ask for, those that clear it up."""
        if not self.nothing_overdue:
            return self.filled.ask
        if self.excuse.leads_to != "dispute_details":
            return ()
        return tuple((words, about) for words, about in self.filled.ask if about in OF_DISPUTES)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What our own file says of it; looked up when it is shown."""
        return evidence.look(self.case, self.excuse.id, leads_to=self.excuse.leads_to)


def respond(
    case: Case,
    call: Call,
    excuse_id: str,
    *,
    said: str,
    record: Record | None,
    contact: Contact | None,
    catalogue: Catalogue,
    is_again: bool = False,
    heard_id: int = 0,
) -> Response:
    """Fill the response to an excuse with the account's figures, in the words in use when the call began.

    Where nobody has written one in the language yet, it is empty: what was heard is recorded all the same.
    Raises: NotFound, when there is no such excuse.
    """
    excuse = catalogue.excuses.get(excuse_id)
    if excuse is None:
        raise NotFound("There is no such excuse any more. Choose another one.")
    path = library.response_path(case.file.account.script_language, excuse_id)
    try:
        script, revision_id = library.script_at(store(), path, mark=call.revision_mark)
    except NotFound:
        script, revision_id = library.read_script(path, "")[0], None
    speech = evidence.speech(case, collector=person().name, contact=contact, record=record)
    return Response(
        case=case,
        excuse=excuse,
        said=said,
        filled=speech.fill(script),
        revision_id=revision_id,
        record=record,
        nothing_overdue=speech.values.get("overdue_total") is None and wording.speaks_of_sums(script),
        is_withheld=contact is not None and contact.may_discuss is False and wording.speaks_of_sums(script),
        is_again=is_again,
        heard_id=heard_id,
    )


def as_shown(response: Response) -> str:
    """Write down a response as the collector sees it, for the call's record; repeated, with its second rung first."""
    filled, questions = response.filled, tuple(words for words, _ in response.questions)
    rungs = (filled.insist, filled.say) if response.is_repeated else (filled.say, filled.insist)
    aloud = (filled.acknowledge, rungs[0], *questions, rungs[1])
    if response.nothing_overdue:
        aloud = (filled.acknowledge, *questions) if questions else ()
    if response.is_withheld:
        return ""
    return "\n".join(wording.plain(words) for words in aloud)
