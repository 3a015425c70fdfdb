"""The SMTP server side: from a TCP connection to `Transactions`. The only package that knows aiosmtpd.

A connection's way: `server` accepts and counts it, `connection` (aiosmtpd's class, repaired) makes streams of it, `arrival`
finds the client and greets it, `conversation` reads commands and sends replies, `session` is what the commands in `greeting`,
`mail`, `login`, `starttls` and `peers` (listed in `commands`) know and change. `wire` is the only one that reads and writes.
Pure: `paths` and `parameters` (MAIL and RCPT), `body` (after DATA), `throttle`, `limits`.
"""
