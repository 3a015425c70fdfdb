"""Mail of the gateway's own: to senders about messages that were held or rejected, and to reviewers about what waits."""
