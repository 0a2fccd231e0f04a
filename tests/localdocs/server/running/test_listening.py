"""The port that the server opens."""

import socket
from contextlib import closing

from localdocs.server.running.serving import Listen, open_port


def test_small_pieces_are_sent_at_once() -> None:
    """asyncio sets TCP_NODELAY on sockets that are named as TCP alone. Without it, the end of each
    reply waits 40 ms for the caller's word that the beginning has come."""
    with closing(open_port(Listen(port=0))) as bound:
        assert bound.proto == socket.IPPROTO_TCP
