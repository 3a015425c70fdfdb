"""The policy: what is done about each rule's findings, as one frozen value read from layers of plain data."""

from filters.policy.policy import Policy
from filters.policy.problems import PolicyError, Problem
from filters.policy.reading import Layer
from filters.policy.values import Exemption, PolicyTest, Setting, When

__all__ = ["Exemption", "Layer", "Policy", "PolicyError", "PolicyTest", "Problem", "Setting", "When"]
