"""Our engine beside others, by kind of utterance, and with one of its judges silent."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.matching.asking import Performance, perform, silence
from bench.matching.engines import ENGINES, OURS, SILENCED, SLOW
from bench.matching.grid import share, show_grid
from bench.matching.judging import Judged, auroc, mean_reciprocal_rank, only, share_likely_none, top
from bench.matching.wording import LANGUAGES, Utterance, half_typed
from rejoinder.matching import Catalogue

# An engine that takes a second for a line is judged on every so manieth. The number has no factor in common with the
# eight or nine lines that stand together for one excuse, so every kind comes up.
SAMPLE = 7
KINDS = ("spoken", "hint", "long", "typed")
# From this chance on the desk says that it sounds like no excuse.
LIKELY_NONE = 0.6
HEAD = ("", "lines", "top-1", "top-3", "top-5", "MRR", "none en", "none zh", "p50 ms", "p95 ms", "adds MB", "of files")
NOTES = (
    "top-n and MRR over the lines with an excuse. none: AUROC of no excuse; for the others it is 1 - their best score.",
    "The others compare casefolded text and take the best phrase of each excuse. Times: one ranking, one thread.",
    f"difflib takes too long for all: it is judged on every {SAMPLE}th line.",
    "adds MB: resident after all lines; of files: what of it are pages of files, dropped when memory is short.",
)


def compare(catalogue: Catalogue, folder: Path, said: Sequence[Utterance]) -> Performance:
    """Print how every engine does on the same utterances; give our own performance."""
    ours = perform(OURS, catalogue, folder, on=said)
    rows = [_row(OURS, ours)]
    for engine in ENGINES:
        if engine not in (OURS, SILENCED):
            on = said[::SAMPLE] if engine == SLOW else said
            rows.append(_row(engine, perform(engine, catalogue, folder, on=on)))
    rows.append(_row(f"{OURS}, on difflib's lines", replace(ours, judged=ours.judged[::SAMPLE])))
    show_grid("Recognising excuses", HEAD, rows, notes=NOTES)
    return ours


def show_kinds(catalogue: Catalogue, folder: Path, ours: Performance) -> None:
    """Print how our engine does by kind and language, and while a line is half typed."""
    having = [one.utterance for one in ours.judged if one.utterance.accepted]
    half = perform(OURS, catalogue, folder, on=half_typed(having)).judged
    rows = [
        _shares(
            f"{kind}, {language}",
            only(ours.judged, language=language, kind=kind),
            only(half, language=language, kind=kind),
        )
        for kind in KINDS
        for language in LANGUAGES
    ]
    rows += [_shares(f"all, {one}", only(ours.judged, language=one), only(half, language=one)) for one in LANGUAGES]
    rows.append(_shares("all", ours.judged, half))
    head = ("", "lines", "top-1", "top-3", "top-5", "half typed top-1", "half typed top-3")
    show_grid("Our engine by kind of line", head, rows, notes=("half typed: the first half of the letters.",))


def show_none(ours: Performance) -> None:
    """Print how many lines without an excuse our engine calls none: plain talk, and an excuse's words turned round."""
    rows = []
    for kind, what in (("none", "plain talk"), ("opposite", "an excuse's words turned round")):
        for language in LANGUAGES:
            judged = [one for one in only(ours.judged, language=language, kind=kind) if not one.utterance.accepted]
            called = share(share_likely_none(judged, least=LIKELY_NONE))
            rows.append((f"{what}, {language}", str(len(judged)), called))
    show_grid("Our engine on what is no excuse", ("", "lines", f"none ≥ {LIKELY_NONE}"), rows)


def show_worth_of_meaning(catalogue: Catalogue, folder: Path, ours: Performance) -> None:
    """Print our engine beside itself without the encoder of meanings."""
    silence(catalogue, folder)
    silenced = perform(SILENCED, catalogue, folder, on=[one.utterance for one in ours.judged])
    both = (("whole", ours), ("spelling and sound only", silenced))
    rows = [_row(what, performance) for what, performance in both]
    for language in LANGUAGES:
        for what, whole in both:
            rows.append(_row(f"{what}, {language}", replace(whole, judged=only(whole.judged, language=language))))
    show_grid("What the judge of meanings is worth", HEAD, rows)


def _row(what: str, performance: Performance) -> tuple[str, ...]:
    """Make a row of all that is compared."""
    judged, times = performance.judged, performance.times()
    shares = [top(judged, 1), top(judged, 3), top(judged, 5), mean_reciprocal_rank(judged)]
    shares += [auroc(only(judged, language=language)) for language in LANGUAGES]
    costs = (times.at(50), times.at(95), performance.added_mb, performance.of_files_mb)
    return what, f"{len(judged):,}", *map(share, shares), *(f"{cost:.1f}" for cost in costs)


def _shares(what: str, whole: Sequence[Judged], half: Sequence[Judged]) -> tuple[str, ...]:
    """Make a row of hit shares, of whole lines and of half ones."""
    shares = (top(whole, 1), top(whole, 3), top(whole, 5), top(half, 1), top(half, 3))
    return what, f"{sum(bool(one.utterance.accepted) for one in whole):,}", *map(share, shares)
