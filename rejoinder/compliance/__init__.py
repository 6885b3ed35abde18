"""May we call, and may we say it: what law and decency ask comes before every other rule."""

from rejoinder.compliance.calling import Stop, check_call, stop_of, stopped
from rejoinder.compliance.words import Ban, is_discreet, unfit

__all__ = ["Ban", "Stop", "check_call", "is_discreet", "stop_of", "stopped", "unfit"]
