"""``localdocs doctor``: what is broken in the installation, and what mends it."""

import sys
from itertools import tee

import click

from localdocs.commands.opened import opened_own_library
from localdocs.commands.options import json_option
from localdocs.doctor import examine
from localdocs.views.findings import finding_lines, findings_shape


@click.command()
@json_option
def doctor(as_json: bool) -> None:
    """Check the installation, and say what mends what is broken.

    Looks at models, native libraries, disk, permissions, settings and the index.
    """
    with opened_own_library(as_json) as (library, terminal):
        findings, said = tee(examine(library))
        terminal.result(findings_shape(said), finding_lines(said, terminal.style))
        if not all(finding.healthy for finding in findings):
            sys.exit(1)
