"""A mail as a person looks at it: texts with the found words in place, pages made harmless, links, files, differences."""
