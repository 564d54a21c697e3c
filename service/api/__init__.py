"""HTTP: one router file a resource, problem details for every error."""
