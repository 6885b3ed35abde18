"""Finding the table in a sheet, and knowing its columns and its rows."""
