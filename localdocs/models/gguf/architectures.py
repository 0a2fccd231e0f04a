"""Which families of models the llama.cpp that we depend on can run, and what the others are."""

ANOTHER = "Take another model: 'localdocs models list' shows what fits this computer."

SUPPORTED = frozenset(
    """
    llama llama4 deci falcon grok gpt2 gptneox mpt baichuan starcoder refact bloom stablelm qwen
    qwen2 qwen2moe qwen2vl qwen3 qwen3moe qwen3next qwen3vl qwen3vlmoe phi2 phi3 phimoe plamo
    plamo2 codeshell orion internlm2 minicpm minicpm3 gemma gemma2 gemma3 gemma3n starcoder2
    mamba mamba2 jamba falcon-h1 xverse command-r cohere2 dbrx olmo olmo2 olmoe openelm arctic
    deepseek deepseek2 chatglm glm4 glm4moe bitnet jais nemotron nemotron_h exaone exaone4 rwkv6
    rwkv6qwen2 arwkv7 rwkv7 granite granitemoe granitehybrid chameleon plm bailingmoe
    bailingmoe2 dots1 arcee afmoe ernie4_5 ernie4_5-moe hunyuan-moe hunyuan-dense smollm3
    gpt-oss lfm2 lfm2moe smallthinker seed_oss grovemoe apertus minimax-m2 mistral3 bailingmoe3
    cohere2moe deepseek32 deepseek4 dots3note exaone-moe gemma4 glm-dsa glm5-next granite_swa
    graniteswitch hunyuan_vl hy_v3 hy_v4 jais2 kimi-k3 kimi-linear laguna maincoder maple mellum
    mimo2 minimax-01 minimax-m3 mistral4 muse-glimmer nanbeige nemotron_h_moe pangu-embedded
    plamo3 qwen35 qwen35moe qwen4exp spark2_5 step35 talkie
    """.split()
)

_OTHER_WORK = {
    "bert": "turns text into vectors and writes nothing",
    "modern-bert": "turns text into vectors and writes nothing",
    "nomic-bert": "turns text into vectors and writes nothing",
    "nomic-bert-moe": "turns text into vectors and writes nothing",
    "neo-bert": "turns text into vectors and writes nothing",
    "jina-bert-v2": "turns text into vectors and writes nothing",
    "jina-bert-v3": "turns text into vectors and writes nothing",
    "eurobert": "turns text into vectors and writes nothing",
    "llama-embed": "turns text into vectors and writes nothing",
    "gemma-embedding": "turns text into vectors and writes nothing",
    "clip": "is the eye of another model, and writes nothing",
    "t5encoder": "is the encoder of another model, and writes nothing",
    "t5": "is a translator of texts (encoder and decoder), which answering does not use",
    "wavtokenizer-dec": "makes sound",
    "qwen3tts": "makes sound",
    "pockettts": "makes sound",
    "eagle3": "only helps another model to be quick",
    "dflash": "only helps another model to be quick",
}

_NEVER = {
    "gptj": "GPT-J was run by GPT4All only; llama.cpp knows its name and cannot run it",
    "replit": "Replit's code model is run under the name MPT, from a newer file",
    "diffusion": "it makes pictures",
    "sd1": "it makes pictures",
    "sdxl": "it makes pictures",
    "flux": "it makes pictures",
}


def why_not(architecture: str) -> str:
    """Why a model of this family cannot answer here, as a sentence; "" if it can."""
    if not architecture:
        return "The file does not say which family of models it belongs to."
    if architecture in SUPPORTED:
        return ""
    if architecture in _OTHER_WORK:
        return f"A model of the family “{architecture}” {_OTHER_WORK[architecture]}."
    if architecture in _NEVER:
        return f"The family “{architecture}” cannot be run: {_NEVER[architecture]}."
    return f"“{architecture}” is no family of models that the llama.cpp of localdocs can run."
