"""The algebra of answers: what a plan is, how it prints, how it is executed."""
