"""One definition for every number, and its evaluation for a scope, a period and a past moment."""
