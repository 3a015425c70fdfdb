"""What a text says: sentences, the concepts named in them, and how these relate. Pure, linear, without policy."""
