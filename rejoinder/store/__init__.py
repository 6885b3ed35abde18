"""The one place that opens the database: connections, the write lock, the queries by name."""

from rejoinder.store.connections import Row, Store, Writing, is_repeated
from rejoinder.store.migrating import migrate
from rejoinder.store.moments import moment, stamp

__all__ = ["Row", "Store", "Writing", "is_repeated", "migrate", "moment", "stamp"]
