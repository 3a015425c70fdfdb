"""Evidence: all that is on record about one order, in a file that proves itself on another machine."""
