"""The SMTP client side.

`session.py` is one transaction, `protocol.py` the bytes, `pool.py` what is kept, `route.py` what is set.
"""
