"""How well the rules on meaning do on passages that neither tables nor model were made from (`make quality`)."""
