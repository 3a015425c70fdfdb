"""How well contact data and links are found that hide: tricks, carriers, and innocent twins (SECURITY 4.3)."""
