"""Find which excuses of the catalogue a debtor's words resemble, and how likely they are no excuse at all."""

from rejoinder.matching.index import Catalogue, Index, build
from rejoinder.matching.meaning import unpack as unpack_encoder
from rejoinder.matching.ranking import Match, Ranking, rank
from rejoinder.matching.shelf import NotBuilt, Shelf

__all__ = ["Catalogue", "Index", "Match", "NotBuilt", "Ranking", "Shelf", "build", "rank", "unpack_encoder"]
