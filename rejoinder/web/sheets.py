"""A form over something on file: as it stands or is typed, what is wrong with it, what others saved meanwhile."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from rejoinder.errors import Problem
from rejoinder.web.parts import number


@dataclass(frozen=True)
class Sheet:
    """The form as it stands.

    `fields` is what stands in it, `was` what stood on file when it was opened, by field; several choices of one field
    are joined by spaces. After somebody else saved it, `theirs` has what they wrote in a field that was changed here
    too, and `replaced` what stood in a field before theirs was taken over.
    """

    fields: Mapping[str, str]
    was: Mapping[str, str]
    version: int = 0
    problems: Mapping[str, Problem] = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)
    submission: str = field(default_factory=lambda: uuid.uuid4().hex)

    def has(self, name: str, choice: str) -> bool:
        """Say whether one of several choices of a field is ticked."""
        return choice in self.fields.get(name, "").split()

    def wrong(self, problems: Mapping[str, Problem]) -> "Sheet":
        """Give the same form with what is wrong with it; nothing typed is lost."""
        return replace(self, problems=problems)

    @property
    def is_typed(self) -> bool:
        """Say whether what stands in it was typed and is on file nowhere yet."""
        return bool(self.problems or self.theirs or self.replaced)


def on_file(fields: Mapping[str, str], *, version: int = 0) -> Sheet:
    """Open a form over what is on file, or an empty one."""
    return Sheet(fields=fields, was=fields, version=version)


def sent(form: MultiDict[str, str], names: Iterable[str]) -> Sheet:
    """Take a form as it was sent."""
    names = tuple(names)
    return Sheet(
        fields={name: " ".join(form.getlist(name)) for name in names},
        was={name: form.get(f"was-{name}", "") for name in names},
        version=form.get("version", 0, type=number),
        submission=form.get("submission", "") or uuid.uuid4().hex,
    )


def sure_of(form: MultiDict[str, str]) -> frozenset[str]:
    """Name the fields whose doubtful content the person confirmed."""
    return frozenset(form.getlist("sure"))


def beside(typed: Sheet, current: Sheet) -> Sheet:
    """Put what was typed beside what somebody else saved meanwhile.

    A field that was not touched here takes what they wrote; in one that both changed, both are shown, and the typed
    one is saved if the form is sent again.
    """
    mine = {name for name, value in typed.fields.items() if value != typed.was.get(name, "")}
    changed = {name for name, value in current.fields.items() if value != typed.was.get(name, "")}
    fields = {**current.fields, **{name: typed.fields[name] for name in mine}}
    return Sheet(
        fields=fields,
        was=current.fields,
        version=current.version,
        theirs={name: current.fields[name] for name in changed & mine if current.fields[name] != fields[name]},
        replaced={name: typed.was.get(name, "") for name in changed - mine},
        submission=typed.submission,
    )
