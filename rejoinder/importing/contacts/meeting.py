"""Meeting the contacts of a list with those on file: who is known is filled up, who is not is new."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rejoinder.accounts.entering import LONGEST_TEXT, read_contact
from rejoinder.accounts.merging import are_one_line, may_be_one, same_name
from rejoinder.accounts.telephones import read_telephone
from rejoinder.errors import Doubtful, Refused, mark
from rejoinder.importing.contacts.job_roles import role_of
from rejoinder.store import Row

NO_NUMBER = mark("A telephone number could not be read. It is kept as it is written.")
DOUBTFUL = mark("A telephone number is in no range of numbers we know. It is kept: check it.")
NO_ADDRESS = mark("An e-mail address is none. It is kept in the note of the contact.")
NOBODY = mark("An e-mail address is none, and nothing else in the row tells whose it is. It was left away.")
STAYS = mark("A contact is on file with another number, address or note. What is on file stays.")
GONE = mark("A contact who has left, was merged or asked not to be called is in the list. Nothing was changed.")

# A number as it is written is known by so many digits at least.
FEWEST_DIGITS = 6
# What is filled where it is empty; a role that is another one says nothing.
FILLED = ("name", "role", "email", "note")


@dataclass
class Person:
    """Somebody on file, or new in this list (no id); `stays` says that nothing is to be changed of her any more."""

    id: int | None
    columns: dict[str, str]
    stays: bool = False
    before: dict[str, str] = field(default_factory=dict)
    line: int = 0

    @property
    def named(self) -> str:
        """Give what she is called."""
        return self.columns["name"] or self.columns["address_as"]


@dataclass(frozen=True)
class Listed:
    """Somebody as a row has her, read by the rules of the contact form."""

    line: int
    columns: Mapping[str, str]
    remarks: tuple[str, ...]

    @property
    def is_somebody(self) -> bool:
        """Say whether anything was read by which she can be known again."""
        return any(self.columns[name] for name in ("name", "email", "phone"))


def on_file(row: Row) -> Person:
    """Make a person of her row."""
    columns = {name: row[name] for name in ("name", "address_as", "role", "phone", "phone_digits", "email", "note")}
    stays = row["merged_into"] is not None or bool(row["left_on"]) or bool(row["do_not_call_on"])
    return Person(row["id"], columns, stays)


def read_listed(row: Row, *, country: str, today: date, headers: Mapping[str, str]) -> Listed:
    """Read somebody of a row; `headers` are those of the columns telephone, mobile and email.

    There is one place for a number. A second one, and an address that is none, stand in the note.
    """
    fields = {"name": row["name"], "role": role_of(row["role"]), "email": row["email"]}
    columns, problems = read_contact(fields, country=country, today=today, language="en")
    numbers = [(name, _number(row[name], country)) for name in ("telephone", "mobile") if row[name]]
    # One that can be dialled comes first.
    numbers.sort(key=lambda one: not one[1][1])
    remarks = [remark for _, (_, _, remark) in numbers if remark]
    notes = [f"{headers[name]}: {text}" for name, (text, _, _) in numbers[1:] if text != numbers[0][1][0]]
    if "email" in problems:
        notes.append(f"{headers['email']}: {row['email']}"[:LONGEST_TEXT])
        remarks.append(NO_ADDRESS)
    text, digits, _ = numbers[0][1] if numbers else ("", "", "")
    kept = {
        "name": row["name"],
        "address_as": "",
        "role": str(columns["role"]),
        "email": "" if "email" in problems else str(columns["email"]),
    }
    return Listed(
        row["line"], {**kept, "phone": text, "phone_digits": digits, "note": "\n".join(notes)}, tuple(remarks)
    )


def _number(text: str, country: str) -> tuple[str, str, str]:
    """Read a telephone number as it is stored, its digits, and what is to be remarked of it."""
    try:
        number = read_telephone(text, country=country)
    except Doubtful:
        number = read_telephone(text, country=country, sure=True)
        return number.text, number.digits, DOUBTFUL
    except Refused:
        return text[:LONGEST_TEXT], "", NO_NUMBER
    return number.text, number.digits, ""


class Meeting:
    """The contacts of one account while the rows of a list meet them."""

    def __init__(self, people: Iterable[Person], listed: Sequence[Listed]) -> None:
        self.people = list(people)
        # An address or number that several people of the list have tells nobody apart.
        self._shared = _shared(listed)

    def meet(self, one: Listed) -> tuple[str, tuple[str, ...]]:
        """Let somebody of the list meet those on file.

        Returns: what became of it ("created", "updated", "unchanged"), and what is to be remarked.
        """
        person = self._find(one.columns)
        if person is None:
            self.people.append(Person(None, dict(one.columns), line=one.line))
            return "created", one.remarks
        if person.stays:
            return "unchanged", (GONE,)
        filled, is_other = _fill(person, one.columns)
        remarks = one.remarks if "phone" in filled or "note" in filled else ()
        person.line = person.line or one.line
        return "updated" if filled else "unchanged", (*remarks, *([STAYS] if is_other else []))

    def _find(self, columns: Mapping[str, str]) -> Person | None:
        """Find her by address, else by number and name, else by name, else by number.

        The name comes before the number alone: who is nameless on file would else take the name of somebody who is
        there already.
        """
        for is_she in (self._by_email, self._by_phone_and_name, self._by_name, self._by_phone):
            found = [one for one in self.people if is_she(columns, one)]
            if found:
                # Of several the one who is there, and the one called the same.
                return max(found, key=lambda one: (not one.stays, same_name(columns["name"], one.named)))
        return None

    def _by_email(self, columns: Mapping[str, str], one: Person) -> bool:
        email = columns["email"].casefold()
        if not email or email != one.columns["email"].casefold():
            return False
        return email not in self._shared or _is_called_the_same(columns["name"], one.named)

    def _by_phone(self, columns: Mapping[str, str], one: Person) -> bool:
        """Say whether two have one telephone; behind a switchboard there are many, so that the names must allow it."""
        if not _is_one_telephone(columns, one.columns) or not may_be_one(columns["name"], one.named):
            return False
        key = columns["phone_digits"] or columns["phone"]
        return key not in self._shared or _is_called_the_same(columns["name"], one.named)

    def _by_phone_and_name(self, columns: Mapping[str, str], one: Person) -> bool:
        return same_name(columns["name"], one.named) and self._by_phone(columns, one)

    def _by_name(self, columns: Mapping[str, str], one: Person) -> bool:
        return same_name(columns["name"], one.named)


def _is_called_the_same(one: str, other: str) -> bool:
    """Say whether two have the same name, or both have none."""
    return same_name(one, other) or not (one or other)


def _shared(listed: Sequence[Listed]) -> frozenset[str]:
    """Give the addresses and numbers that several people of a list have."""
    names: dict[str, set[str]] = {}
    for one in listed:
        for key in (one.columns["email"].casefold(), one.columns["phone_digits"] or one.columns["phone"]):
            if key:
                names.setdefault(key, set()).add(one.columns["name"].casefold())
    return frozenset(key for key, called in names.items() if len(called - {""}) > 1)


def _fill(person: Person, columns: Mapping[str, str]) -> tuple[tuple[str, ...], bool]:
    """Fill what is empty, and say what; and whether something on file is otherwise than in the list."""
    new = {name: columns[name] for name in FILLED if _is_empty(name, person.columns[name])}
    if not person.columns["phone"]:
        new |= {"phone": columns["phone"], "phone_digits": columns["phone_digits"]}
    new = {name: value for name, value in new.items() if value and value != person.columns[name]}
    new = {name: value for name, value in new.items() if name != "role" or value != "other"}
    person.before |= {name: person.columns[name] for name in new if name not in person.before}
    person.columns |= new
    if "phone" in new and "phone_digits" not in new:
        person.before.setdefault("phone_digits", "")
    return tuple(new), _is_other(person, columns)


def _is_empty(name: str, value: str) -> bool:
    """Say whether a column says nothing."""
    return value in ("", "other") if name == "role" else not value.strip()


def _is_one_telephone(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Say whether two people have one telephone, also where one of the numbers was kept as it is written."""
    numbers = [(of["phone"], of["phone_digits"]) for of in (one, other)]
    if not all(text for text, _ in numbers) or numbers[0] == numbers[1]:
        return numbers[0] == numbers[1] and bool(numbers[0][0])
    if all(digits for _, digits in numbers):
        return are_one_line(numbers[0], numbers[1])
    bare = sorted(("".join(filter(str.isdigit, digits or text)) for text, digits in numbers), key=len)
    return len(bare[0]) >= FEWEST_DIGITS and bare[1].endswith(bare[0].lstrip("0"))


def _is_other(person: Person, columns: Mapping[str, str]) -> bool:
    """Say whether a row has a number, an address or a note that somebody on file has not."""
    other_phone = bool(columns["phone"]) and columns["phone"] != person.columns["phone"]
    other_phone = other_phone and not _is_one_telephone(columns, person.columns)
    other_email = bool(columns["email"]) and columns["email"].casefold() != person.columns["email"].casefold()
    return other_phone or other_email or any(one not in person.columns["note"] for one in columns["note"].splitlines())
