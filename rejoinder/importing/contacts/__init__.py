"""Lists of customers and their contacts: who is known is filled up, who is not is new."""
