"""The reader as a torch module: the encoder of all-MiniLM-L6-v2 and two heads.

Six layers, 384 wide, twelve heads, as in BERT (Devlin et al. 2019; MiniLM: Wang et al. 2020). The
names of the parameters are those of the shipped weights; `localdocs.models.reader.graph` computes
the same function from them without torch.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, INNER, HEADS, LAYERS = 384, 1536, 12, 6
NOTHING = -1e4


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attention = nn.Linear(WIDTH, 3 * WIDTH)
        self.attention_output = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.output = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """``hidden`` [n, tokens, WIDTH]; ``mask`` [n, 1, 1, tokens], True where a token is."""
        rows, tokens, _ = hidden.shape
        heads = self.attention(hidden).view(rows, tokens, 3, HEADS, WIDTH // HEADS)
        query, key, value = heads.permute(2, 0, 3, 1, 4).unbind(0)
        likeness = query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5
        # written out: torch's fused attention takes three times as long in bfloat16 on a CPU
        mixed = likeness.masked_fill(~mask, NOTHING).softmax(-1).to(value.dtype) @ value
        mixed = self.attention_output(mixed.transpose(1, 2).reshape(rows, tokens, WIDTH))
        hidden = self.attention_norm(hidden + self.dropout(mixed))
        wide = self.output(functional.gelu(self.inner(hidden)))
        result: Tensor = self.norm(hidden + self.dropout(wide))
        return result


class ReaderModel(nn.Module):
    """Logits of where an answer starts and ends, and of whether there is one."""

    def __init__(self, words: int = 30522, positions: int = 512, dropout: float = 0.0) -> None:
        super().__init__()
        self.words = nn.Embedding(words, WIDTH)
        self.positions = nn.Embedding(positions, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.span = nn.Linear(WIDTH, 2)
        self.answerable = nn.Linear(WIDTH, 1)
        self.words.weight.requires_grad_(False)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """``ids``, ``types`` int64 and ``mask`` bool, all [n, tokens].

        Gives span logits float32 [n, tokens, 2] and answerable logits float32 [n].
        """
        places = self.positions.weight[: ids.shape[1]]
        hidden = self.norm(self.words(ids) + places + self.types(types))
        wide = mask[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, wide)
        return self.span(hidden).float(), self.answerable(hidden[:, 0]).float().squeeze(-1)

    def load_encoder(self, folder: Path) -> None:
        """Begin with the weights of a sentence-transformers folder of all-MiniLM-L6-v2."""
        theirs = load_file(folder / "model.safetensors")
        ours = {
            "words.weight": theirs["embeddings.word_embeddings.weight"],
            "positions.weight": theirs["embeddings.position_embeddings.weight"],
            "types.weight": theirs["embeddings.token_type_embeddings.weight"],
            "norm.weight": theirs["embeddings.LayerNorm.weight"],
            "norm.bias": theirs["embeddings.LayerNorm.bias"],
        }
        for number in range(LAYERS):
            for kind in ("weight", "bias"):
                there, here = f"encoder.layer.{number}.", f"layers.{number}."
                parts = [theirs[f"{there}attention.self.{part}.{kind}"] for part in _QKV]
                ours[f"{here}attention.{kind}"] = torch.cat(parts)
                for ours_name, theirs_name in _NAMES.items():
                    ours[f"{here}{ours_name}.{kind}"] = theirs[f"{there}{theirs_name}.{kind}"]
        missing, unexpected = self.load_state_dict(ours, strict=False)
        if unexpected or any(not name.startswith(("span", "answerable")) for name in missing):
            raise ValueError(f"these are not the weights that are expected: {missing}")


_QKV = ("query", "key", "value")
_NAMES = {
    "attention_output": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "output": "output.dense",
    "norm": "output.LayerNorm",
}
