"""The library: what debtors say and what collectors answer, as files and as revisions in the database."""

from rejoinder.library.excuses import CAUSES, LEADS_TO, Excuse, Families, read_excuse, read_families, read_no_excuse
from rejoinder.library.folders import Folders, check_folders, read_problems
from rejoinder.library.problems import Problem
from rejoinder.library.revisions import (
    Revision,
    excuses_in_use,
    families_in_use,
    history,
    in_use,
    latest_mark,
    load_folders,
    no_excuse_in_use,
    publish,
    revision,
    save_folders,
    script_at,
    script_body,
    script_in_use,
    waiting,
)
from rejoinder.library.scripts import HEADINGS, LANGUAGES, Script, read_script, response_path

__all__ = [
    "CAUSES",
    "HEADINGS",
    "LANGUAGES",
    "LEADS_TO",
    "Excuse",
    "Families",
    "Folders",
    "Problem",
    "Revision",
    "Script",
    "check_folders",
    "excuses_in_use",
    "families_in_use",
    "history",
    "in_use",
    "latest_mark",
    "load_folders",
    "no_excuse_in_use",
    "publish",
    "read_excuse",
    "read_families",
    "read_no_excuse",
    "read_problems",
    "read_script",
    "response_path",
    "revision",
    "save_folders",
    "script_at",
    "script_body",
    "script_in_use",
    "waiting",
]
