"""How fast the gateway is, beside what else could stand in its place, in one run on one machine.

`python -m tests.bench` runs everything within four minutes, `--quick` within forty seconds; `--memory` sends one message of
25 MB.
Absolute figures depend on the machine and its other load; ratios between candidates of one run are what to compare.
Everything listens on 127.0.0.1 only, and every run is bounded in messages and in seconds.
"""
