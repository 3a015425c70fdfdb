"""The SMTP server side: from a TCP connection to `Transactions`. The only package that knows aiosmtpd."""
