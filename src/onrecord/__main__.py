"""``python -m onrecord`` is the command line."""

from onrecord.commands import main

if __name__ == "__main__":
    main()
