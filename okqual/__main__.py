"""``python -m okqual`` is ``okqual``."""

from okqual.cli import main

if __name__ == "__main__":
    main()
