"""`python -m bot`, and where the `pmi-bot` script begins."""

import gc
import sys


def main() -> int:
    """Load the program while the garbage collector rests, then run the command line; the exit status.

    What loading makes stays for good. To look through it again and again takes a seventh of the start, and later each full
    collection would stop all threads for 50 ms: frozen, it is looked through no more.
    """
    gc.disable()
    from bot.cli.main import main as command_line  # noqa: PLC0415 - it loads the program

    gc.freeze()
    gc.enable()
    return command_line()


if __name__ == "__main__":
    sys.exit(main())
