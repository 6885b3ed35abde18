"""Opening any file that a ledger exports, row by row."""
