"""Files that come with a mail, read within bounds: what they are, what they hold, what in them runs, what they say."""
