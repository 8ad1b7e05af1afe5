"""Where the program begins: ``talentwire`` and ``python -m talentwire``.

Asked for its version alone it answers at once, without the ledger, the readers and the questions behind its verbs.
"""

import sys

from talentwire import __version__


def main() -> None:
    """Run the program."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"talentwire {__version__}\n")
        return
    from talentwire.serve.cli import main as run

    run()


if __name__ == "__main__":
    main()
