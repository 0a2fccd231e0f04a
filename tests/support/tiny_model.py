"""Whole GGUF files of tiny random networks that know single bytes: models in seconds."""

from pathlib import Path

import gguf
import numpy as np

WIDTH, INNER, LAYERS, HEADS, HEADS_KEPT = 64, 96, 2, 4, 2
BYTES = 256
BEGIN, END = BYTES + 1, BYTES + 2
CONTROL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def tiny_model(path: Path, family: str = "llama", seed: int = 1, *, tied: bool = True) -> Path:
    """Write a model of two layers, in float32. ``family``: "llama" or "qwen2"."""
    writer = gguf.GGUFWriter(path, family)
    writer.add_name(f"Tiny {family}")
    writer.add_block_count(LAYERS)
    writer.add_context_length(2048)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS_KEPT)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(10000.0)
    if family == "llama":
        writer.add_rope_dimension_count(WIDTH // HEADS)
        writer.add_vocab_size(BYTES + len(CONTROL) + 1)
    _add_vocabulary(writer)
    for name, matrix in _weights(family, np.random.default_rng(seed), tied).items():
        writer.add_tensor(name, matrix)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _weights(family: str, dice: np.random.Generator, tied: bool) -> dict[str, np.ndarray]:
    kept = WIDTH // HEADS * HEADS_KEPT
    shapes = {
        "attn_q": (WIDTH, WIDTH),
        "attn_k": (kept, WIDTH),
        "attn_v": (kept, WIDTH),
        "attn_output": (WIDTH, WIDTH),
        "ffn_gate": (INNER, WIDTH),
        "ffn_up": (INNER, WIDTH),
        "ffn_down": (WIDTH, INNER),
    }
    found = {"token_embd.weight": dice.normal(0, 1, (BYTES + len(CONTROL) + 1, WIDTH))}
    for layer in range(LAYERS):
        for name, shape in shapes.items():
            found[f"blk.{layer}.{name}.weight"] = dice.normal(0, shape[1] ** -0.5, shape)
            if family == "qwen2" and name in ("attn_q", "attn_k", "attn_v"):
                found[f"blk.{layer}.{name}.bias"] = dice.normal(0, 0.5, shape[0])
        for name in ("attn_norm", "ffn_norm"):
            found[f"blk.{layer}.{name}.weight"] = dice.uniform(0.5, 1.5, WIDTH)
    found["output_norm.weight"] = dice.uniform(0.5, 1.5, WIDTH)
    if not tied:
        found["output.weight"] = dice.normal(0, 1, (BYTES + len(CONTROL) + 1, WIDTH))
    return {name: matrix.astype(np.float32) for name, matrix in found.items()}


def _add_vocabulary(writer: gguf.GGUFWriter) -> None:
    """A token for each byte, as GPT-2 spells them, one pair of them, and three control tokens."""
    normal, control = gguf.TokenType.NORMAL, gguf.TokenType.CONTROL
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list([*map(_spelled, range(BYTES)), *CONTROL, "th"])
    writer.add_token_types([*[normal] * BYTES, *[control] * len(CONTROL), normal])
    writer.add_token_merges(["t h"])
    writer.add_bos_token_id(BEGIN)
    writer.add_eos_token_id(END)
    writer.add_add_bos_token(False)
    writer.add_chat_template(TEMPLATE)


def _spelled(byte: int) -> str:
    """The letter that stands for a byte in GPT-2's vocabulary."""
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    if byte in kept:
        return chr(byte)
    return chr(BYTES + [one for one in range(BYTES) if one not in kept].index(byte))
