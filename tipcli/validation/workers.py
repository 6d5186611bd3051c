"""Spreads work over processes that never outlive the one that started them.

A worker reads jobs from its own pipe and ends when that pipe does, so it ends with its parent,
however the parent ends. Interrupts are the parent's business: workers do not see them.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from tipcli.errors import TipcliError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """So many processes, each of which applies one function to batches of jobs.

    `work` takes a list of jobs and gives a list of results; both must pickle. Use it as a context
    manager: however the block is left, no process is left behind.
    """

    def __init__(self, count: int, work: Callable[[list[Any]], list[Any]]) -> None:
        self._count = count
        self._work = work
        self._pipes: list[Connection] = []
        self._processes: list[Any] = []

    def __enter__(self) -> Self:
        """Start the processes, deaf to interrupts from their first moment."""
        with _deaf():
            for _ in range(self._count):
                self._start()
        return self

    def __exit__(self, *_: object) -> None:
        """End them, busy or not."""
        with _deaf():
            for pipe in self._pipes:
                pipe.close()
            for process in self._processes:
                process.kill()  # even one that stands still; they hold nothing to be put in order
                process.join()

    def _start(self) -> None:
        import multiprocessing

        # Forking costs milliseconds where starting anew costs a tenth of a second.
        context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        ours, theirs = context.Pipe()
        # A forked child holds copies of our ends; while it does, no pipe would ever end.
        inherited = [*self._pipes, ours] if sys.platform == "linux" else []
        process = context.Process(target=_serve, args=(theirs, inherited, self._work), daemon=True)
        process.start()
        theirs.close()
        self._pipes.append(ours)
        self._processes.append(process)

    def map(self, batches: Iterator[list[Any]]) -> Iterator[Any]:
        """The results of every batch, a batch at a time, in the order in which they come."""
        from multiprocessing.connection import wait

        busy: dict[Any, list[Any]] = {}
        for pipe in self._pipes:
            self._hand_over(pipe, batches, busy)
        while busy:
            ready: list[Any] = wait(list(busy))
            for pipe in ready:
                batch = busy.pop(pipe)
                results = self._receive(pipe, batch)
                self._hand_over(pipe, batches, busy)
                yield from results

    def _hand_over(self, pipe: Any, batches: Iterator[list[Any]], busy: dict[Any, Any]) -> None:
        batch = next(batches, None)
        if batch is not None:
            try:
                pipe.send(batch)
            except OSError:
                self._lost(pipe, batch)
            busy[pipe] = batch

    def _receive(self, pipe: Any, batch: list[Any]) -> list[Any]:
        try:
            results, trouble = pipe.recv()
        except (EOFError, OSError):
            self._lost(pipe, batch)
        if trouble:
            raise RuntimeError(f"a worker failed:\n{trouble}")
        return list(results)

    def _lost(self, pipe: Any, batch: list[Any]) -> Any:
        process = self._processes[self._pipes.index(pipe)]
        process.join(1)
        raise TipcliError(
            f"a worker process was killed ({_how(process.exitcode)}) between {batch[0][1]} and "
            f"{batch[-1][1]}; nothing is said of any file. Try again, or with --jobs 1"
        )


def _how(status: int | None) -> str:
    return f"signal {-status}" if status is not None and status < 0 else f"status {status}"


class _deaf:  # noqa: N801 - reads as what it is: with _deaf():
    """While it lasts an interrupt is held back, here and in processes started meanwhile."""

    def __enter__(self) -> None:
        import signal
        import threading

        self._before: Any = None
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, signal.SIG_IGN)

    def __exit__(self, *_: object) -> None:
        import signal

        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)


def _serve(
    pipe: Connection, inherited: list[Connection], work: Callable[[list[Any]], list[Any]]
) -> None:
    """The life of a worker: batch after batch until there is nobody to ask for one."""
    import gc
    import signal
    import traceback

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
    # Files are read into trees without cycles; collecting after each batch is enough, and what was
    # there before the fork need not be gone through each time.
    gc.disable()
    gc.freeze()
    while True:
        try:
            batch = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: Any = (work(batch), "")
        except Exception:  # noqa: BLE001 - a bug, which the parent raises with this traceback
            answer = ([], traceback.format_exc())
        gc.collect()
        with suppress(OSError):
            pipe.send(answer)
