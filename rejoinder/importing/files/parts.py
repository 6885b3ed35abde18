"""Finding in a packed workbook which of its parts holds which sheet."""

import html
import posixpath
import re
from pathlib import Path
from zipfile import ZipFile

_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^<>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^<>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def parts_of_sheets(path: Path) -> dict[str, str]:
    """Give the part of each sheet by the sheet's name, in an XLSX workbook that was checked before."""
    with ZipFile(path) as archive:
        names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
        place = next((one for one in names if one.endswith("workbook.xml")), "")
        folder = posixpath.dirname(place)
        book = _text(archive, names.get(place, ""))
        relations = _text(archive, names.get(posixpath.join(folder, "_rels/workbook.xml.rels"), ""))
    tags = _tags(_RELATION, relations)
    parts = {one["Id"]: _within(folder, one["Target"]) for one in tags if {"Id", "Target"} <= one.keys()}
    return {
        one["name"]: names[part.lower()]
        for one in _tags(_SHEET, book)
        if "name" in one and (part := parts.get(_relation(one), "")).lower() in names
    }


def _text(archive: ZipFile, name: str) -> str:
    """Read a part as text; one that is not there is empty."""
    return archive.read(name).decode("utf-8", "replace") if name else ""


def _tags(pattern: re.Pattern[str], text: str) -> list[dict[str, str]]:
    """Give the attributes of each tag of a kind."""
    return [
        {name: html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(found)}
        for found in pattern.findall(text)
    ]


def _relation(sheet: dict[str, str]) -> str:
    """Give the id under which a sheet's part is named; its prefix differs from program to program."""
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")


def _within(folder: str, target: str) -> str:
    """Give the name of a part in the archive, from how the workbook in a folder names it."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
