"""What stands in for a command in a list says what the command says of itself."""

import sys

import click
import pytest

from localdocs.commands.lazy import LazyGroup, Place
from localdocs.commands.models.group import models
from localdocs.commands.root import cli

WIDTH = 1000
LAZY = [(group, name) for group in (cli, models) for name in group.table]


@pytest.mark.parametrize(("group", "name"), LAZY, ids=lambda it: getattr(it, "name", it))
def test_a_table_repeats_the_words_and_the_name_of_the_command(group: LazyGroup, name: str) -> None:
    command = group.load(name)
    assert command.name == name
    stands_in = group.commands[name]
    assert stands_in.get_short_help_str(WIDTH) == command.get_short_help_str(WIDTH)
    assert (stands_in.hidden, stands_in.deprecated) == (command.hidden, command.deprecated)


def test_a_command_is_imported_when_it_is_called() -> None:
    group = LazyGroup("group", table={"this": Place("this:c", "Fill `d` with words.")})
    context = click.Context(group)
    assert "Fill `d` with words." in group.get_help(context)
    assert "this" not in sys.modules
    with pytest.raises(click.UsageError):
        group.resolve_command(context, ["that"])
