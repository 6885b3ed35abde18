"""Keep indexes on disk, so that a start does not wait for one, and build new ones in a process of their own."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rejoinder.matching import index, meaning, pinyin
from rejoinder.matching.index import Catalogue, Index, Meaning, Places, Sound, Space, Spelling
from rejoinder.matching.linear import Linear
from rejoinder.matching.meaning import DAMAGED, Encoder, stored_arrays
from rejoinder.matching.sparse import Floats, Postings, Vocabulary

# So many indexes are kept: the one in use, and the one before it for those who have not changed over yet.
_KEPT = 2
# So many seconds another process is given to build, and waited for; none was ever seen to take a quarter of it.
_PATIENCE = 600
# The name of an index has so many digits.
_DIGITS = 24
_ARRAYS, _TEXTS, _ENCODED = "arrays.npz", "texts.json", "encoded.npy"


class NotBuilt(Exception):
    """An index could not be built; the sentence says why, as far as the building process said it."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of indexes, one for each wording, and beside them the encoder of meanings.

    Several processes may use it at once. An index appears whole or not at all; whoever builds holds a lock, and who
    waited for it finds the index there.
    """

    folder: Path

    def find(self, catalogue: Catalogue) -> Index | None:
        """Read the index of just this wording, or give nothing where there is none, or none that is whole."""
        try:
            return _read(self._place(catalogue), encoder=self._encoder())
        except DAMAGED:
            return None

    def make(self, catalogue: Catalogue) -> Index:
        """Build the index of this wording here and now, and keep it; half a minute and 350 MB the first time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._alone():
            found = self.find(catalogue)
            if found is not None:
                return found
            built = index.build(catalogue, encoder=self._encoder_kept(), encoded=self._encoded())
            with _whole(self._place(catalogue)) as folder:
                _write(built, folder)
            self._clear(keep=self._place(catalogue))
        return built

    def order(self, catalogue: Catalogue) -> None:
        """Have the index of this wording built and kept by another process, and wait until it is done.

        Raises: NotBuilt.
        """
        try:
            done = subprocess.run(
                [sys.executable, "-m", "rejoinder.matching", str(self.folder.resolve())],
                input=json.dumps(asdict(catalogue)),
                capture_output=True,
                encoding="utf-8",
                cwd=Path(__file__).parents[2],
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise NotBuilt(f"it took longer than {_PATIENCE} seconds") from error
        if done.returncode:
            raise NotBuilt((done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1])

    def _place(self, catalogue: Catalogue) -> Path:
        return self.folder / f"index-{digest(catalogue)}"

    def _encoder_folder(self) -> Path:
        return self.folder / f"meaning-{meaning.VERSION}"

    def _encoder(self) -> Encoder:
        return meaning.load(self._encoder_folder())

    def _encoder_kept(self) -> Encoder:
        try:
            return self._encoder()
        except DAMAGED:
            with _whole(self._encoder_folder()) as folder:
                meaning.save(meaning.unpack(), folder)
            return self._encoder()

    def _encoded(self) -> Mapping[str, Floats]:
        """Give the meanings of all phrases of the newest index: after a publish only a few phrases are new."""
        for folder in self._newest_first():
            try:
                phrases = json.loads((folder / _TEXTS).read_text(encoding="utf-8"))["phrases"]
                return dict(zip(phrases, np.load(folder / _ENCODED), strict=True))
            except DAMAGED:
                continue
        return {}

    def _newest_first(self) -> list[Path]:
        return sorted(self.folder.glob(f"index-{'[0-9a-f]' * _DIGITS}"), key=lambda folder: -folder.stat().st_mtime)

    def _clear(self, *, keep: Path) -> None:
        others = [folder for folder in self._newest_first() if folder != keep]
        stale = [folder for folder in self.folder.glob("meaning-*") if folder != self._encoder_folder()]
        for folder in others[_KEPT - 1 :] + stale:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock of the folder: SQLite's, which every system has, and which a killed process lets go."""
        with closing(sqlite3.connect(self.folder / "lock.db", timeout=_PATIENCE, isolation_level=None)) as lock:
            lock.execute("begin exclusive")
            yield


def digest(catalogue: Catalogue) -> str:
    """Give a name to a wording as this program would index it: another wording or another program, another name."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    code = "".join(module.read_text(encoding="utf-8") for module in modules) + meaning.VERSION
    wording = json.dumps(asdict(catalogue), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{code}\n{wording}".encode()).hexdigest()[:_DIGITS]


@contextmanager
def _whole(place: Path) -> Iterator[Path]:
    """Give a folder to write into, which takes its place only when all is written."""
    growing = place.with_name(f"{place.name}.growing")
    shutil.rmtree(growing, ignore_errors=True)
    shutil.rmtree(place, ignore_errors=True)
    growing.mkdir(parents=True)
    yield growing
    growing.rename(place)


def _write(built: Index, folder: Path) -> None:
    spelling, sound, space = built.spelling, built.sound, built.meaning.space
    texts = {
        "excuses": built.excuses,
        "phrases": built.phrases,
        "grams": list(spelling.vocabulary.numbers),
        "sounds": list(sound.vocabulary.numbers),
        "syllables": sound.reader.syllables,
        "initials": sound.initials,
    }
    arrays: dict[str, Any] = {
        **_prefixed("places", said=built.places.said, counter=built.places.counter, against=built.places.against),
        **_prefixed("spelling", **_view(spelling)),
        **_prefixed(
            "sound", **_view(sound), readings=sound.reader.readings, places=sound.places, lengths=sound.lengths
        ),
        **_prefixed("meaning", centre=space.centre, directions=space.directions),
        **_prefixed("meaning", points=built.meaning.points, learnt=built.meaning.learnt.weights),
    }
    (folder / _TEXTS).write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    np.savez(folder / _ARRAYS, allow_pickle=False, **arrays)
    if built.encoded is not None:
        np.save(folder / _ENCODED, built.encoded)


def _read(folder: Path, *, encoder: Encoder) -> Index:
    texts = json.loads((folder / _TEXTS).read_text(encoding="utf-8"))
    arrays = stored_arrays(folder / _ARRAYS)
    return Index(
        excuses=tuple(texts["excuses"]),
        phrases=tuple(texts["phrases"]),
        places=Places(arrays["places.said"], arrays["places.counter"], arrays["places.against"]),
        spelling=Spelling(*_seen(arrays, "spelling", texts["grams"])),
        sound=Sound(
            pinyin.reader(texts["syllables"], arrays["sound.readings"]),
            arrays["sound.places"],
            tuple(texts["initials"]),
            arrays["sound.lengths"],
            *_seen(arrays, "sound", texts["sounds"]),
        ),
        meaning=Meaning(
            encoder,
            Space(arrays["meaning.centre"], arrays["meaning.directions"]),
            arrays["meaning.points"],
            Linear(arrays["meaning.learnt"]),
        ),
    )


def _prefixed(name: str, **arrays: Any) -> dict[str, Any]:
    return {f"{name}.{key}": value for key, value in arrays.items()}


def _view(view: Spelling | Sound) -> dict[str, Any]:
    postings = view.postings
    return {
        "rarity": view.vocabulary.rarity,
        "starts": postings.starts,
        "lines": postings.lines,
        "strengths": postings.strengths,
        "count": np.array(postings.count),
        "learnt": view.learnt.weights,
    }


def _seen(arrays: Mapping[str, Any], name: str, features: list[str]) -> tuple[Vocabulary, Postings, Linear]:
    starts, lines, strengths = (arrays[f"{name}.{key}"] for key in ("starts", "lines", "strengths"))
    numbers = {feature: number for number, feature in enumerate(features)}
    return (
        Vocabulary(numbers, arrays[f"{name}.rarity"]),
        Postings(starts, lines, strengths, int(arrays[f"{name}.count"])),
        Linear(arrays[f"{name}.learnt"]),
    )
