"""Inspection off the event loop, in worker processes under a deadline that kills.

`pool.WorkerInspector` is what the gateway uses, `inline.InlineInspector` the same in process. A message meets `load` (may it
come in), `turns` (which worker, when), `process` (the gateway's end of a worker) and `worker` (the process itself).
"""
