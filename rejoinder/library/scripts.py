"""Script files: what collectors read out, one Markdown file a response, in sections with fixed headings."""

from collections.abc import Mapping
from dataclasses import dataclass

from rejoinder.library.problems import Problem, half_width

LANGUAGES = ("en", "zh")
HEADINGS = ("Why they say it", "Acknowledge", "Say", "Ask", "If they insist", "Never say")
# A step of the call says how it is taken, besides what is read out.
CALL_HEADINGS = ("How", "Say", "Ask", "Never say")
# A letter has a part for each kind of commitment, and is put together of those that are in it.
LETTER_HEADINGS = (
    "Subject",
    "Opening",
    "Owed",
    "Promise to pay",
    "Instalment plan",
    "Bill",
    "Document",
    "Dispute details",
    "Call back",
    "Other person",
    "Rights reserved",
    "Reply",
    "Closing",
)
LETTERS = ("confirmation",)
# The scripts of the call itself, in the order of the call. Whom to ask for differs by the kind of firm.
STEP_SCRIPTS = (
    "prepare",
    "right_person_large_company",
    "right_person_family_firm",
    "right_person_public_body",
    "gatekeeper",
    "voicemail",
    "who_i_am",
    "ask_for_all",
    "why_not_paid",
    "close_on_a_day",
    "confirm_and_log",
)
READ_BACK_SCRIPTS = (
    "read_back_promise_to_pay",
    "read_back_instalment_plan",
    "read_back_bill",
    "read_back_document",
    "read_back_dispute_details",
    "read_back_call_back",
    "read_back_other_person",
    "read_back_refusal",
    "read_back_stop_contact",
)
# The questions for what a commitment still lacks.
STILL_TO_ASK = "still_to_ask"
CALL_SCRIPTS = (*STEP_SCRIPTS, *READ_BACK_SCRIPTS, STILL_TO_ASK)
# Read by the collector alone, before anybody is on the telephone.
_SILENT = ("prepare",)
FIELDS = (
    "day",
    "amount",
    "method",
    "who",
    "invoices",
    "obstacle",
    "instalments",
    "matures",
    "document",
    "time",
    "note",
)


@dataclass(frozen=True)
class Question:
    """A question to ask, and the field of the commitment that its answer fills ("" for none)."""

    words: str
    field: str


@dataclass(frozen=True)
class Script:
    """The response to one excuse, a step of the call or a letter, in one language, blanks not yet filled.

    `parts` are the sections of a letter by their headings, empty for all others.
    """

    path: str
    title: str
    how: str
    why: str
    acknowledge: str
    say: str
    ask: tuple[Question, ...]
    insist: str
    never: tuple[str, ...]
    parts: Mapping[str, str]


def response_path(language: str, excuse_id: str) -> str:
    """Give the path under which the response to an excuse is kept."""
    return f"scripts/{language}/responses/{excuse_id}.md"


def call_path(language: str, name: str) -> str:
    """Give the path under which a script of the call is kept."""
    return f"scripts/{language}/call/{name}.md"


def letter_path(language: str, name: str) -> str:
    """Give the path under which a letter is kept."""
    return f"scripts/{language}/letters/{name}.md"


def read_script(path: str, text: str) -> tuple[Script, list[Problem]]:
    """Read a response from its text; whatever is missing is empty in the result and listed."""
    lines = text.replace("\r\n", "\n").split("\n")
    title, start, problems = _front_matter(path, lines)
    sections, more = _sections(path, lines, start)
    problems += more
    script = Script(
        path=path,
        title=title,
        how=_paragraph(sections, "How"),
        why=_paragraph(sections, "Why they say it"),
        acknowledge=_paragraph(sections, "Acknowledge"),
        say=_paragraph(sections, "Say"),
        ask=tuple(_question(line) for line in _items(sections, "Ask")),
        insist=_paragraph(sections, "If they insist"),
        never=tuple(_items(sections, "Never say")),
        parts={one: _paragraph(sections, one) for one in LETTER_HEADINGS} if "/letters/" in path else {},
    )
    for heading in _needed(path):
        if not _paragraph(sections, heading):
            problems.append(Problem(path, 1, "The section “## %(heading)s” is missing or empty.", {"heading": heading}))
    return script, problems + _field_problems(path, lines) + half_width(path, text)


def _allowed(path: str) -> tuple[str, ...]:
    """Name the headings that a script may have."""
    if "/letters/" in path:
        return LETTER_HEADINGS
    return CALL_HEADINGS if "/call/" in path else HEADINGS


def _needed(path: str) -> tuple[str, ...]:
    """Name the headings that a script must have."""
    if "/call/" not in path:
        return _allowed(path)
    return ("How",) if path.split("/")[-1].removesuffix(".md") in _SILENT else ("Say",)


def _front_matter(path: str, lines: list[str]) -> tuple[str, int, list[Problem]]:
    """Read the title between the two `---` lines; give it and the first line behind."""
    if lines[:1] != ["---"] or "---" not in lines[1:]:
        return "", 0, [Problem(path, 1, "The file must begin with “---”, “title: …”, “---”.")]
    end = lines.index("---", 1)
    titles = [line.removeprefix("title:").strip() for line in lines[1:end] if line.startswith("title:")]
    if not titles or not titles[0]:
        return "", end + 1, [Problem(path, 1, "The title is missing.")]
    return titles[0], end + 1, []


def _sections(path: str, lines: list[str], start: int) -> tuple[dict[str, list[str]], list[Problem]]:
    """Gather the lines below each heading."""
    sections: dict[str, list[str]] = {}
    problems = []
    heading = ""
    for number, line in enumerate(lines[start:], start + 1):
        if line.startswith("#"):
            heading = line.lstrip("#").strip()
            if heading not in _allowed(path):
                problems.append(
                    Problem(
                        path,
                        number,
                        "“%(heading)s” is no heading. They are: %(choices)s.",
                        {"heading": heading, "choices": ", ".join(_allowed(path))},
                    )
                )
            elif heading in sections:
                problems.append(
                    Problem(path, number, "The heading “%(heading)s” stands here twice.", {"heading": heading})
                )
            sections.setdefault(heading, [])
        elif heading:
            sections[heading].append(line)
        elif line.strip():
            problems.append(Problem(path, number, "This line stands before the first heading and would not be shown."))
    return sections, problems


def _paragraph(sections: dict[str, list[str]], heading: str) -> str:
    """Join a section's lines into running words, empty lines kept as breaks between paragraphs."""
    text = "\n".join(line.strip() for line in sections.get(heading, [])).strip()
    return "\n\n".join(" ".join(part.split("\n")) for part in text.split("\n\n") if part.strip())


def _items(sections: dict[str, list[str]], heading: str) -> list[str]:
    """Take the items of a numbered or bulleted list, without their marks."""
    lines = (line.strip() for line in sections.get(heading, []))
    return [line.lstrip("0123456789").lstrip(".-*、 ").strip() if _is_item(line) else line for line in lines if line]


def _is_item(line: str) -> bool:
    """Say whether a line begins with a list mark."""
    return line[:1] in "-*" or (line.lstrip("0123456789")[:1] in (".", "、") and line[:1].isdigit())


def _question(line: str) -> Question:
    """Part a question from the field behind its arrow."""
    words, arrow, field = line.rpartition("→")
    return Question(words.strip(), field.strip()) if arrow else Question(line, "")


def _field_problems(path: str, lines: list[str]) -> list[Problem]:
    """List arrows that point at no field of the commitment."""
    return [
        Problem(
            path,
            number,
            "“%(field)s” is no field. They are: %(choices)s.",
            {"field": field, "choices": ", ".join(FIELDS)},
        )
        for number, line in enumerate(lines, 1)
        if "→" in line and (field := line.rpartition("→")[2].strip()) not in FIELDS
    ]
