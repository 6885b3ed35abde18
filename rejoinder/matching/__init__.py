"""Find which excuses of the catalogue a debtor's words resemble, and how likely they are no excuse at all."""

from rejoinder.matching.index import Catalogue, Index, build
from rejoinder.matching.ranking import Match, Ranking, rank

__all__ = ["Catalogue", "Index", "Match", "Ranking", "build", "rank"]
