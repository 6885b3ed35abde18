"""The guide through the call: its steps, which of them is now, and the words of each."""

from collections.abc import Collection
from dataclasses import dataclass

from rejoinder import evidence, library
from rejoinder.calls import Call
from rejoinder.errors import NotFound
from rejoinder.evidence import Case, Item, Record
from rejoinder.library import call_path
from rejoinder.web.access import person
from rejoinder.web.parts import store
from rejoinder.wording import Filled

# In the order of a call. Source: the common structure of collection calls (identify the debtor, identify yourself, ask
# for payment in full, be silent, find the reason, solve it, read back, confirm).
STEPS = (
    "prepare",
    "right_person",
    "who_i_am",
    "ask_for_all",
    "why_not_paid",
    "close_on_a_day",
    "read_back",
    "confirm_and_log",
)
# Who answers instead of the right person.
ASIDE = ("gatekeeper", "voicemail")
# What is read on the way from a step without stopping, or read through before the call.
AFTER = {"prepare": ("right_person", "ask_for_all"), "who_i_am": ("ask_for_all",)}
# What is said only to somebody who may hear of the debt, and only where there is one.
OF_THE_DEBT = ("ask_for_all", "why_not_paid", "close_on_a_day")
# What is shown again instead of a step that was looked up.
NOW = "now"

# How the one who decides is reached in each kind of firm.
WAYS = {
    "large_company": "large_company",
    "state_owned": "large_company",
    "small_company": "family_firm",
    "family_firm": "family_firm",
    "sole_trader": "family_firm",
    "township": "family_firm",
    "public_body": "public_body",
}


@dataclass(frozen=True)
class Words:
    """The words of one step; none where the step has no script of its own, or nobody wrote one."""

    name: str
    filled: Filled | None

    @property
    def is_of_the_debt(self) -> bool:
        """Say whether it speaks of the debt."""
        return self.name in OF_THE_DEBT

    @property
    def fills_form(self) -> bool:
        """Say whether its answers belong into the form: before, nobody is there who could commit to anything."""
        return self.is_of_the_debt or self.name == STEPS[-1]


@dataclass(frozen=True)
class Guide:
    """The step that is shown with its words, and what is read next; `items` is the checklist of the preparation."""

    now: str
    shown: Words
    after: tuple[Words, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """Name the steps, each done, now or to come."""
        here = STEPS.index(self.now)
        return tuple((name, "done" if n < here else "now" if n == here else "") for n, name in enumerate(STEPS))

    @property
    def next_name(self) -> str:
        """The step behind the one that is shown, "" at the end."""
        name = "right_person" if self.shown.name in ASIDE else self.shown.name
        place = STEPS.index(name) + 1
        return STEPS[place] if place < len(STEPS) else ""


def is_step(name: str) -> bool:
    """Say whether there is such a step."""
    return name in STEPS or name in ASIDE


def guide(
    case: Case, *, call: Call | None, now: str, step: str, earlier: Collection[Record], opening: str = ""
) -> Guide:
    """Show a step of the call: the one asked for, else the one that is now.

    `opening` names who is asked for.
    """
    contact = case.file.contact(call.contact_id) if call else None
    speech = evidence.speech(case, collector=person().name, contact=contact, earlier=earlier)
    # Until the right person is there, it is she who is spoken of, whoever has the receiver.
    asked_for = evidence.Speech({**speech.values, "contact": opening or None}, speech.when)

    def words(name: str) -> Words:
        is_before = contact is None or name in ("right_person", *ASIDE)
        return Words(name, _filled(case, name, call, asked_for if is_before else speech))

    shown = words(step or now)
    items = evidence.prepare(case) if shown.name == "prepare" else ()
    after = tuple(words(name) for name in AFTER.get(shown.name, ()))
    return Guide(now=now, shown=shown, after=after, items=items)


def _filled(case: Case, name: str, call: Call | None, speech: evidence.Speech) -> Filled | None:
    """Fill the words of a step, in use when the call began."""
    if name == "right_person":
        name = f"right_person_{WAYS.get(case.file.account.kind, 'large_company')}"
    path = call_path(case.file.account.script_language, name)
    try:
        script, _ = library.script_at(store(), path, mark=call.revision_mark if call else None)
    except NotFound:
        return None
    return speech.fill(script)
