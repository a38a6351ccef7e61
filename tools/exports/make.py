"""ONNX files of GPT-2 and GPT-NeoX checkpoints as PyTorch's own two exporters write them; see README.md."""

import argparse
import json
import warnings
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import AutoModel, AutoModelForCausalLM, GPT2Config, GPTNeoXConfig, masking_utils
from transformers.cache_utils import DynamicCache

warnings.filterwarnings("ignore")

# TorchScript's exporter does not know aten::diff, with which transformers looks for several texts packed into one row.
masking_utils.find_packed_sequence_indices = lambda position_ids: None

IDS = [[0, 3, 5, 7, 11, 2], [0, 9, 1, 4, 4, 8]]


class Plain(torch.nn.Module):
    """input_ids → logits or last_hidden_state."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids):
        return self.model(input_ids=input_ids, use_cache=False)[0]


class WithPast(torch.nn.Module):
    """What optimum's "text-generation-with-past" export takes and gives: one graph, the past always an input."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, position_ids, *past):
        cache = DynamicCache()
        for layer in range(len(past) // 2):
            cache.update(past[2 * layer], past[2 * layer + 1], layer)
        out = self.model(
            input_ids=input_ids,
            attention_mask=attention_mask,
            position_ids=position_ids,
            past_key_values=cache,
            use_cache=True,
        )
        present = [t for layer in out.past_key_values.layers for t in (layer.keys, layer.values)]
        return (out[0], *present)


def dynamo(model, path, external=False):
    """The newer exporter, by torch.export: fused LayerNormalization, one external file where asked for."""
    axes = {"input_ids": {0: torch.export.Dim("batch"), 1: torch.export.Dim("sequence", max=64)}}
    program = torch.onnx.export(
        Plain(model),
        (torch.tensor(IDS),),
        input_names=["input_ids"],
        output_names=["logits"],
        dynamic_shapes=axes,
        dynamo=True,
        verbose=False,
    )
    for value in [*program.model.graph, *program.model.graph.inputs]:
        value.metadata_props.clear()  # where in Python each node comes from: seven eighths of a small file
    program.save(path, external_data=external)


def torchscript(model, path, opset):
    """The older exporter, by tracing; below opset 17 its LayerNormalization is decomposed."""
    torch.onnx.export(
        Plain(model),
        (torch.tensor(IDS),),
        path,
        input_names=["input_ids"],
        output_names=["last_hidden_state"],
        dynamic_axes={"input_ids": {0: "batch", 1: "sequence"}},
        opset_version=opset,
        dynamo=False,
    )


def with_past(model, path):
    config = model.config
    n_layers, n_heads = config.num_hidden_layers, config.num_attention_heads
    d_head = config.hidden_size // n_heads
    past = 3
    ids = torch.tensor(IDS)
    mask = torch.ones(ids.shape[0], past + ids.shape[1], dtype=torch.int64)
    positions = torch.arange(past, past + ids.shape[1]).expand(ids.shape).contiguous()
    names = [f"{layer}.{kind}" for layer in range(n_layers) for kind in ("key", "value")]
    tensors = [torch.randn(ids.shape[0], n_heads, past, d_head).to(model.dtype) for _ in names]
    inputs = ["input_ids", "attention_mask", "position_ids", *(f"past_key_values.{n}" for n in names)]
    axes = {
        "input_ids": {0: "batch_size", 1: "sequence_length"},
        "attention_mask": {0: "batch_size", 1: "past_sequence_length + sequence_length"},
        "position_ids": {0: "batch_size", 1: "sequence_length"},
        **{f"past_key_values.{n}": {0: "batch_size", 2: "past_sequence_length"} for n in names},
    }
    torch.onnx.export(
        WithPast(model),
        (ids, mask, positions, *tensors),
        path,
        input_names=inputs,
        output_names=["last_hidden_state" if "ForCausalLM" not in type(model).__name__ else "logits", *(f"present.{n}" for n in names)],
        dynamic_axes=axes,
        opset_version=14,
        dynamo=False,
    )


def load(folder, kind=AutoModelForCausalLM, dtype=torch.float32):
    return kind.from_pretrained(folder, attn_implementation="eager", dtype=dtype).eval()


def export(checkpoint, out):
    """All variants of one checkpoint, each with the checkpoint's config.json beside it."""
    variants = {
        "plain": lambda path: dynamo(load(checkpoint), path),
        "external": lambda path: dynamo(load(checkpoint), path, external=True),
        "torchscript": lambda path: torchscript(load(checkpoint, AutoModel), path, 17),
        "decomposed": lambda path: torchscript(load(checkpoint, AutoModel), path, 14),
        "past": lambda path: with_past(load(checkpoint), path),
        "past-f16": lambda path: with_past(load(checkpoint, dtype=torch.float16), path),
        "f16": lambda path: dynamo(load(checkpoint, dtype=torch.float16), path),
    }
    for name, write in variants.items():
        folder = out / checkpoint.name / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.json").write_bytes((checkpoint / "config.json").read_bytes())
        write(str(folder / "model.onnx"))
        print(folder)


def random_checkpoint(folder, config):
    """A seeded checkpoint small enough to be committed, and what PyTorch's hidden states of IDS are."""
    torch.manual_seed(1)
    model = AutoModelForCausalLM.from_config(config, attn_implementation="eager").eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            norm = ("ln_" in name or "layernorm" in name or "layer_norm" in name) and name.endswith("weight")
            parameter.copy_(torch.randn_like(parameter) * (0.1 if norm else 0.3) + (1 if norm else 0))
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {name: t.contiguous() for name, t in model.state_dict().items() if "lm_head" not in name}
    tensors = {name: t for name, t in tensors.items() if "embed_out" not in name}
    save_file(tensors, str(folder / "model.safetensors"))
    config.architectures = [type(model).__name__]
    (folder / "config.json").write_text(json.dumps(config.to_diff_dict(), indent=1) + "\n")
    resid_post = []

    def keep(_module, _inputs, output):
        resid_post.append((output[0] if isinstance(output, tuple) else output).flatten().tolist())

    base = model.base_model
    for block in base.h if hasattr(base, "h") else base.layers:
        block.register_forward_hook(keep)
    with torch.no_grad():
        model(input_ids=torch.tensor(IDS), use_cache=False)
    rounded = [[float(f"{v:.8g}") for v in layer] for layer in resid_post]
    (folder / "expected.json").write_text(json.dumps({"tokenIds": IDS, "residPost": rounded}) + "\n")


def fixtures(out):
    """The committed ones: two layers 8 wide with 20 tokens, and of each the exports that test something."""
    ends = {"bos_token_id": 0, "eos_token_id": 0}
    gpt2 = GPT2Config(vocab_size=20, n_embd=8, n_layer=2, n_head=2, n_positions=16, n_inner=24, **ends)
    sizes = {"hidden_size": 8, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 24}
    rotary = {"rope_parameters": {"rope_type": "default", "rope_theta": 10000, "partial_rotary_factor": 0.5}}
    neox = {"vocab_size": 20, "max_position_embeddings": 16, **sizes, **rotary, **ends}
    random_checkpoint(out / "gpt2", gpt2)
    random_checkpoint(out / "neox", GPTNeoXConfig(**neox))
    random_checkpoint(out / "neox-serial", GPTNeoXConfig(**neox, use_parallel_residual=False))
    dynamo(load(out / "gpt2"), str(out / "gpt2" / "plain.onnx"))
    with_past(load(out / "gpt2", AutoModel, torch.float16), str(out / "gpt2" / "past-f16.onnx"))
    dynamo(load(out / "neox"), str(out / "neox" / "external.onnx"), external=True)
    with_past(load(out / "neox", AutoModel), str(out / "neox" / "past.onnx"))
    dynamo(load(out / "neox-serial", AutoModel), str(out / "neox-serial" / "plain.onnx"))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoints", type=Path, help="folder of checkpoint folders: every variant of each")
    parser.add_argument("--fixtures", action="store_true", help="the small seeded ones that are committed")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    if args.fixtures:
        fixtures(args.out)
    if args.checkpoints:
        for checkpoint in sorted(p for p in args.checkpoints.iterdir() if (p / "config.json").exists()):
            export(checkpoint, args.out)


main()
