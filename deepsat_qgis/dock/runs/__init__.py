"""Runs: what is asked for, the tasks that carry it out, the rounds of a project, and the live preview."""
