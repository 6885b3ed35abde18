"""Lists of payments: whose money it is, and which invoices it settles."""
