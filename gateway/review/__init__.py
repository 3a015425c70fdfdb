"""What reviewers do with held mail, without HTTP and without SQL: `Desk`. Command line, console and API all go through it."""
