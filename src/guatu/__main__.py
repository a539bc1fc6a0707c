"""The console script `guatu`; `python -m guatu` is the same."""

from guatu.cli.main import guatu


def main() -> None:
    """Run the command line."""
    guatu(prog_name="guatu")


if __name__ == "__main__":
    main()
