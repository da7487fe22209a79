"""Evidence: which sentences answer a question, in what context, and how sure that is."""
