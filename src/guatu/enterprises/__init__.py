"""The register of enterprises, visits to them, and the link by which they raise demands without an account."""
