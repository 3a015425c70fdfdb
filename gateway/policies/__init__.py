"""Policies on disk: found by name or file, read with all they extend, tried, and watched for changes."""

from gateway.policies.code import code_digest
from gateway.policies.load import Policies, PolicyFile
from gateway.policies.read import PolicyRefused
from gateway.policies.watch import PolicyWatch

__all__ = ["Policies", "PolicyFile", "PolicyRefused", "PolicyWatch", "code_digest"]
