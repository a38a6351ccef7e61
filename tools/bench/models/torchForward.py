"""Times a forward pass in PyTorch, random weights: argv is config.json's text, tokens, rounds and seconds; prints milliseconds."""
import json
import sys
import time

import torch
from transformers import AutoConfig, AutoModel

config = json.loads(sys.argv[1])
n_tokens, rounds, seconds = (int(a) for a in sys.argv[2:5])
torch.manual_seed(1)
model = AutoModel.from_config(AutoConfig.for_model(**config)).eval()
ids = torch.tensor([[(i * 37) % config["vocab_size"] for i in range(n_tokens)]])
passes = []
with torch.inference_mode():
    model(ids, use_cache=False, output_hidden_states=True)
    while len(passes) < rounds and (len(passes) < 3 or sum(passes) < 1000 * seconds):
        start = time.perf_counter()
        model(ids, use_cache=False, output_hidden_states=True)
        passes.append(1000 * (time.perf_counter() - start))
print(json.dumps(passes))
