"""``localdocs models``: the table of its commands."""

import click

from localdocs.commands.lazy import LazyGroup, Place

COMMANDS = {
    "bench": Place(
        "localdocs.commands.models.bench:bench",
        "Measure how MODEL runs quickest here, and run it that way from now on.",
    ),
    "embedder": Place(
        "localdocs.commands.models.shelf:embedder",
        'Let another model find by meaning: "multilingual", "default", or that in a folder.',
    ),
    "find": Place(
        "localdocs.commands.models.shelf:find",
        "Look for models that other programs have put on this computer, and say which to take.",
    ),
    "info": Place(
        "localdocs.commands.models.shelf:info",
        "Show what is known of a model: a file, or a name of the catalogue.",
    ),
    "list": Place(
        "localdocs.commands.models.shelf:list_models",
        "List the models that are here, and those to be had, with what fits this computer.",
    ),
    "pull": Place(
        "localdocs.commands.models.shelf:pull",
        "Fetch a model of the catalogue: the only command that uses the network.",
    ),
    "remove": Place(
        "localdocs.commands.models.shelf:remove",
        "Delete a model that 'models pull' has fetched. Other programs' models are not touched.",
    ),
    "suggest": Place(
        "localdocs.commands.models.shelf:suggest",
        "Name the one model to get for this computer, and why.",
    ),
    "template": Place(
        "localdocs.commands.models.template:template",
        "Print the exact prompt that MODEL's chat template makes of a conversation.",
    ),
    "use": Place(
        "localdocs.commands.models.shelf:use",
        'Let a model answer from now on. "default" is the one that comes with localdocs.',
    ),
    "verify": Place(
        "localdocs.commands.models.shelf:verify",
        "Check one model, or all that were fetched, byte by byte. Exit code 1: one is not right.",
    ),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def models() -> None:
    """Find, fetch and look into the models that answer.

    Nothing goes over the network but 'models pull' without --from.
    """
