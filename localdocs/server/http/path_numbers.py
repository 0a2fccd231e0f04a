"""Numbers in addresses, such as "{id:number}": those that the database can hold."""

from starlette.convertors import Convertor, register_url_convertor


class _Number(Convertor[int]):
    """Of at most 18 digits: there is nothing at an address with more, and Python refuses to read
    one of some thousands."""

    regex = "[0-9]{1,18}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


NUMBER = "number"
"""What routes call it. Known to starlette from here on."""

register_url_convertor(NUMBER, _Number())
