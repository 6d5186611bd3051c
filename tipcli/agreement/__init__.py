"""The ledger: what is recommended beside what was published, and how far either can be told."""
