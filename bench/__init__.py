"""The measurements of the house: how fast, how heavy and how large it is on a book of the size it is made for."""
