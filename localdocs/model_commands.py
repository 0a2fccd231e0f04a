"""The commands ``localdocs models …``: thin click, as in ``localdocs.cli``."""

import click

from localdocs.template_command import template


@click.group()
def models() -> None:
    """Find, fetch and look into the models that answer."""


models.add_command(template)
