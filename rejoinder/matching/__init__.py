"""Find which excuses of the catalogue a debtor's words resemble, and how likely they are no excuse at all."""

import os

# One line at a time is ranked, in several threads at once. Sums of that size are slower on several processors than on
# one, and on a busy machine a hundred times slower; numpy reads this when it is first loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from rejoinder.matching.index import Catalogue, Index, build
from rejoinder.matching.meaning import unpack as unpack_encoder
from rejoinder.matching.ranking import Match, Ranking, rank
from rejoinder.matching.shelf import NotBuilt, Shelf

__all__ = ["Catalogue", "Index", "Match", "NotBuilt", "Ranking", "Shelf", "build", "rank", "unpack_encoder"]
