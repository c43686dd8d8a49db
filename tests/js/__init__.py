"""The scripts of the screens, run by node without a browser."""
