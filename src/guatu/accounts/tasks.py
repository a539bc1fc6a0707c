"""What happens by itself: what signing in leaves behind goes."""

from __future__ import annotations

from procrastinate.contrib.django import app

from guatu.accounts.pruning import prune_sign_ins


@app.periodic(cron="20 3 * * *")
@app.task(queueing_lock="prune_sign_ins", lock="prune_sign_ins")
def prune(timestamp: int) -> None:
    """Every night."""
    prune_sign_ins()
