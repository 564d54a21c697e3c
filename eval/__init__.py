"""Question sets, the judge and the runner; of the product only `mingzhang eval` imports this."""
