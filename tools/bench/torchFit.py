"""Times PyTorch on a fit's batches: argv is config.json's text, stdin the batches' shapes as JSON; prints milliseconds of all."""
import json
import sys
import time

import torch
from transformers import AutoConfig, AutoModel

config = json.loads(sys.argv[1])
shapes = json.load(sys.stdin)
torch.manual_seed(1)
model = AutoModel.from_config(AutoConfig.for_model(**config)).eval()
batches = [torch.randint(config["vocab_size"], tuple(shape)) for shape in shapes]
with torch.inference_mode():
    model(batches[0], use_cache=False, output_hidden_states=True)
    start = time.perf_counter()
    for ids in batches:
        model(ids, use_cache=False, output_hidden_states=True)
    print(1000 * (time.perf_counter() - start))
