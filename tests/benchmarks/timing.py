"""Limits and words for times: what the benchmarks of reasoning share."""

import signal
from contextlib import contextmanager


@contextmanager
def limited(seconds):
    """Raises TimeoutError inside what takes longer.

    A timer of the processor would do better, and would make the clock of the processor coarse.
    """

    def stop(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def duration(seconds):
    return f"{seconds * 1e3:,.1f} ms" if seconds < 1 else f"{seconds:,.1f} s"


def times(ratio, mark=""):
    digits = 2 if ratio < 0.1 else 1 if ratio < 10 else 0
    return f"{mark}{ratio:,.{digits}f}x"


def many(number):
    """A number of sets: as it is while it fits, else its first digit and its power of ten."""
    if number < 100_000:
        return f"{number:,}"
    digits = len(str(number)) - 1
    return f"{round(number / 10**digits)}e{digits}"
