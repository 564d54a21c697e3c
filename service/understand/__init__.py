"""The only place that reads Chinese: a question becomes a Frame, a Frame and a document become a Plan."""
