"""Django's door to the commands; `naveza` is the same."""

from naveza.cli import main

if __name__ == "__main__":
    main()
