"""``localdocs doctor``: what is broken in the installation, and what mends it."""

import sys

import click

from localdocs.commands.opened import opened_library
from localdocs.commands.options import json_option
from localdocs.doctor import examine


@click.command()
@json_option
def doctor(as_json: bool) -> None:
    """Check the installation, and say what mends what is broken.

    Looks at models, native libraries, disk, permissions, settings and the index.
    """
    with opened_library(as_json) as (library, terminal):
        findings = terminal.findings(examine(library))
        if not all(finding.healthy for finding in findings):
            sys.exit(1)
