"""Entry of `tipcli` and of `python -m tipcli`: the short way first, Typer for the rest."""

from __future__ import annotations

import sys
from typing import Any

from tipcli.cli.streams import prepare


def main() -> None:
    """Run the command line and exit with its status."""
    words = sys.argv[1:]
    prepare()
    if words == ["--version"]:
        from tipcli import __version__

        print(f"tipcli {__version__}")
        return
    _hear_one_interrupt()
    from tipcli.cli import fast

    quick = fast.read(words)
    if quick is not None:
        from tipcli.cli.boundary import guarded

        sys.exit(guarded(lambda: fast.run(*quick)))
    from tipcli.cli.app import app

    if len(words) > 1 and words[0] == "law" and words[1].isdigit():
        sys.argv.insert(2, "show")
    app(prog_name="tipcli")


def _hear_one_interrupt() -> None:
    """Let the first Ctrl-C end the command, and no second one spoil the way out."""
    import signal

    def interrupt(_number: int, _frame: Any) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    # Whoever started us may have wanted it ignored, as nohup does.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupt)


if __name__ == "__main__":
    main()
