"""How well, how fast and how heavy excuses are recognised, beside other ways to find the nearest phrase."""
