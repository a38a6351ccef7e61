"""Trains one of Tailscope's two small language models from data/sentences.json.

    python train.py --arch gpt2 --out runs/run1            # one run, a checkpoint per epoch
    python train.py --arch neox --out runs/run2 --lr 4e-3

One seeded run: byte-level BPE tokenizer from the training part, model, held-out loss after every
epoch (weights as trained and, if asked for, their running average), and a Hugging Face folder per
epoch (F16 safetensors, config.json, tokenizer.json, tokenizer_config.json). Everything measured is
measured on what a reader of the folder gets: the weights rounded to F16. `run.json` in the run's
folder keeps the recipe and the history. `ship.py` turns one checkpoint into public/models/<id>.

The sentences that split.json holds out are never trained on (neither model nor tokenizer); without a
split file a seeded 48/12 split per class stands in, for trials only.
"""
import argparse
import json
import math
import os
import random
import shutil
import time
from collections import Counter

import numpy as np
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import GPT2Config, GPT2LMHeadModel, GPTNeoXConfig, GPTNeoXForCausalLM

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
EOT = '<|endoftext|>'


# ---------------------------------------------------------------- data

def load_data(data_path, split_path, seed=42, held_out=12):
    """-> classes [(subject, attribute)], train [[sentence]], test [[sentence]], split name."""
    data = json.load(open(data_path, encoding='utf8'))
    classes = [(s, a) for s in data for a in data[s]]
    if split_path and os.path.exists(split_path):
        split = json.load(open(split_path, encoding='utf8'))
        out = {c: Counter() for c in classes}
        for sentence, category in zip(split['test_sentences'], split['test_categories']):
            out[tuple(category)][sentence] += 1
        name = os.path.basename(split_path)
    else:
        rng = random.Random(seed)
        out = {c: Counter(rng.sample(data[c[0]][c[1]], held_out)) for c in classes}
        name = f'temporary, seed {seed}'
    train, test = [], []
    for c in classes:
        left, tr, te = Counter(out[c]), [], []
        for sentence in data[c[0]][c[1]]:
            if left[sentence] > 0:
                left[sentence] -= 1
                te.append(sentence)
            else:
                tr.append(sentence)
        if sum(left.values()):
            raise SystemExit(f'{c}: {sum(left.values())} held-out sentences are not in the data')
        train.append(tr)
        test.append(te)
    return classes, train, test, name


def train_tokenizer(sentences, vocab, min_frequency):
    tok = Tokenizer(models.BPE())
    tok.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tok.decoder = decoders.ByteLevel()
    tok.post_processor = processors.ByteLevel(trim_offsets=False)
    tok.train_from_iterator(sentences, trainers.BpeTrainer(
        vocab_size=vocab, min_frequency=min_frequency, special_tokens=[EOT],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    assert tok.token_to_id(EOT) == 0
    return tok


def encode(tok, sentences, positions):
    """<|endoftext|> sentence <|endoftext|>, cut at `positions`."""
    return [([0] + e.ids + [0])[:positions + 1] for e in tok.encode_batch(sentences)]


def batches(seqs, size, rng, shuffle=True):
    """Batches of sequences of like length; right-padded (causal: padding is never looked at)."""
    order = list(range(len(seqs)))
    if shuffle:
        rng.shuffle(order)
    pool = size * 24 if shuffle else len(order)
    cut = []
    for i in range(0, len(order), pool):
        part = sorted(order[i:i + pool], key=lambda j: len(seqs[j]))
        cut += [part[k:k + size] for k in range(0, len(part), size)]
    if shuffle:
        rng.shuffle(cut)
    for part in cut:
        longest = max(len(seqs[j]) for j in part)
        x = torch.zeros(len(part), longest - 1, dtype=torch.long)
        y = torch.full((len(part), longest - 1), -100, dtype=torch.long)
        for row, j in enumerate(part):
            s = torch.tensor(seqs[j])
            x[row, :len(s) - 1] = s[:-1]
            y[row, :len(s) - 1] = s[1:]
        yield x, y


# ---------------------------------------------------------------- model

def build(a, vocab):
    if a.arch == 'gpt2':
        config = GPT2Config(
            vocab_size=vocab, n_positions=a.positions, n_embd=a.width, n_layer=a.layers, n_head=a.heads,
            activation_function='gelu_new', embd_pdrop=a.embd_dropout, resid_pdrop=a.resid_dropout,
            attn_pdrop=a.attn_dropout, bos_token_id=0, eos_token_id=0, initializer_range=a.init_std)
        return GPT2LMHeadModel(config)
    config = GPTNeoXConfig(
        vocab_size=vocab, max_position_embeddings=a.positions, hidden_size=a.width,
        num_hidden_layers=a.layers, num_attention_heads=a.heads, intermediate_size=4 * a.width,
        hidden_act='gelu', rotary_pct=0.25, use_parallel_residual=True, tie_word_embeddings=not a.untied,
        attention_dropout=a.attn_dropout, hidden_dropout=a.resid_dropout, bos_token_id=0, eos_token_id=0,
        initializer_range=a.init_std)
    model = GPTNeoXForCausalLM(config)
    model.gpt_neox.emb_dropout.p = a.embd_dropout
    return model


def token_losses(model, x, y):
    base, head = ((model.transformer, model.lm_head) if hasattr(model, 'transformer')
                  else (model.gpt_neox, model.get_output_embeddings()))
    h = base(input_ids=x, use_cache=False).last_hidden_state
    keep = y >= 0
    return torch.nn.functional.cross_entropy(head(h[keep]), y[keep], reduction='none'), keep


@torch.no_grad()
def held_out_loss(model, seqs):
    model.eval()
    total, n = 0.0, 0
    for x, y in batches(seqs, 64, None, shuffle=False):
        loss, _ = token_losses(model, x, y)
        total += loss.double().sum().item()
        n += loss.numel()
    model.train()
    return total / n


def unigram(train_seqs, test_seqs, vocab):
    """Entropy of the training tokens' own unigram distribution, and the held-out tokens' cross-entropy
    under it (add-one smoothed), both over exactly the tokens the model is asked to predict."""
    def counts(seqs):
        return np.bincount(np.concatenate([s[1:] for s in seqs]), minlength=vocab).astype(float)
    tr, te = counts(train_seqs), counts(test_seqs)
    p = tr[tr > 0] / tr.sum()
    q = (tr + 1) / (tr.sum() + vocab)
    return float(-(p * np.log(p)).sum()), float(-(te * np.log(q)).sum() / te.sum()), int(tr.sum()), int(te.sum())


@torch.no_grad()
def residuals(model, seqs):
    """Yields, per sequence, the residual stream after every block [layer, token, d_model], float32, not centred.
    (The last block's value before the final LayerNorm, hence hooks and not `hidden_states`.)"""
    blocks = model.transformer.h if hasattr(model, 'transformer') else model.gpt_neox.layers
    base = model.transformer if hasattr(model, 'transformer') else model.gpt_neox
    kept = []
    hooks = [b.register_forward_hook(lambda m, i, o: kept.append(o[0] if isinstance(o, tuple) else o)) for b in blocks]
    was = model.training
    model.eval()
    order = sorted(range(len(seqs)), key=lambda j: len(seqs[j]))
    out = [None] * len(seqs)
    try:
        for k in range(0, len(order), 64):
            part = order[k:k + 64]
            x = torch.zeros(len(part), max(len(seqs[j]) for j in part), dtype=torch.long)
            for row, j in enumerate(part):
                x[row, :len(seqs[j])] = torch.tensor(seqs[j])
            kept.clear()
            base(input_ids=x, use_cache=False)
            stack = torch.stack(kept)
            for row, j in enumerate(part):
                out[j] = stack[:, row, :len(seqs[j])].clone()
    finally:
        for h in hooks:
            h.remove()
        model.train(was)
    return out


def shape_of(model, tok, sentences):
    """Per layer: std, largest |value| and kurtosis of the last token's centred values (last word dropped, BOS)."""
    seqs = [[0] + e.ids for e in tok.encode_batch([s.rsplit(' ', 1)[0] for s in sentences])]
    last = torch.stack([r[:, -1] for r in residuals(model, seqs)], 1).double()
    last = last - last.mean(-1, keepdim=True)
    rows = []
    for v in last.flatten(1):
        c = v - v.mean()
        m2 = (c ** 2).mean()
        rows.append({'std': round(m2.sqrt().item(), 3), 'largest': round(v.abs().max().item(), 2),
                     'kurtosis': round(((c ** 4).mean() / m2 ** 2).item(), 2)})
    return rows


def save(state, a, tok, folder):
    """Hugging Face layout in F16; the folder is complete or absent."""
    temp = folder + '.tmp'
    shutil.rmtree(temp, ignore_errors=True)
    os.makedirs(temp)
    model = build(a, tok.get_vocab_size())
    model.load_state_dict(state)
    model.half().save_pretrained(temp)
    for extra in ('generation_config.json',):
        if os.path.exists(f'{temp}/{extra}'):
            os.remove(f'{temp}/{extra}')
    tok.save(f'{temp}/tokenizer.json')
    json.dump({'tokenizer_class': 'PreTrainedTokenizerFast',
               'bos_token': EOT, 'eos_token': EOT, 'unk_token': EOT, 'add_prefix_space': False,
               'model_max_length': a.positions}, open(f'{temp}/tokenizer_config.json', 'w'), indent=1)
    shutil.rmtree(folder, ignore_errors=True)
    os.rename(temp, folder)


def load(folder):
    """The model as a reader of the folder gets it: F16 weights, float32 arithmetic."""
    config = json.load(open(f'{folder}/config.json'))
    cls = GPT2LMHeadModel if config['model_type'] == 'gpt2' else GPTNeoXForCausalLM
    model = cls.from_pretrained(folder, dtype=torch.float32)
    model.eval()
    return model, Tokenizer.from_file(f'{folder}/tokenizer.json')


# ---------------------------------------------------------------- run

def arguments(argv=None):
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--arch', choices=['gpt2', 'neox'], required=True)
    p.add_argument('--out', required=True, help='folder for checkpoints and run.json')
    p.add_argument('--data', default=f'{ROOT}/data/sentences.json')
    p.add_argument('--split', default=f'{ROOT}/data/split.json', help='"" for a temporary split')
    p.add_argument('--vocab', type=int, default=4096)
    p.add_argument('--min-frequency', type=int, default=2)
    p.add_argument('--layers', type=int, default=4)
    p.add_argument('--width', type=int, default=384)
    p.add_argument('--heads', type=int, default=6)
    p.add_argument('--positions', type=int, default=128)
    p.add_argument('--untied', action='store_true', help='neox only: an output matrix of its own')
    p.add_argument('--init-std', type=float, default=0.02)
    p.add_argument('--lr', type=float, default=4e-3)
    p.add_argument('--beta1', type=float, default=0.9)
    p.add_argument('--beta2', type=float, default=0.99)
    p.add_argument('--eps', type=float, default=1e-8)
    p.add_argument('--decay', type=float, default=0.0, help='weight decay (AdamW)')
    p.add_argument('--warmup', type=int, default=100, help='steps')
    p.add_argument('--hold', type=float, default=1.0, help='share of all steps at the full rate; then linear')
    p.add_argument('--final', type=float, default=0.0, help='rate at the end, as a share of --lr')
    p.add_argument('--batch', type=int, default=32)
    p.add_argument('--epochs', type=int, default=8)
    p.add_argument('--stop-after', type=int, default=0, help='stop early after this epoch; the schedule stays')
    p.add_argument('--embd-dropout', type=float, default=0.0)
    p.add_argument('--resid-dropout', type=float, default=0.0)
    p.add_argument('--attn-dropout', type=float, default=0.0)
    p.add_argument('--bpe-dropout', type=float, default=0.0, help='merges skipped at random, anew each epoch')
    p.add_argument('--clip', type=float, default=1.0)
    p.add_argument('--ema', type=float, default=0.0, help='decay of a running average of the weights; saved besides')
    p.add_argument('--float32', action='store_true', help='no bfloat16 in the matrix products of training')
    p.add_argument('--watch', type=int, default=3, help='per epoch, judge on every n-th held-out sentence')
    p.add_argument('--seed', type=int, default=7)
    p.add_argument('--threads', type=int, default=2)
    return p.parse_args(argv)


def main(a):
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    os.makedirs(a.out, exist_ok=True)
    classes, train, test, split = load_data(a.data, a.split)
    train_s, test_s = [s for c in train for s in c], [s for c in test for s in c]
    tok = train_tokenizer(train_s, a.vocab, a.min_frequency)
    vocab = tok.get_vocab_size()
    train_ids, test_ids = encode(tok, train_s, a.positions), encode(tok, test_s, a.positions)
    entropy, cross, n_train, n_test = unigram(train_ids, test_ids, vocab)
    model = build(a, vocab)
    model.train()
    n_parameters = sum(p.numel() for p in model.parameters())
    print(f'split {split}: {len(train_s)} + {len(test_s)} sentences, {n_train} + {n_test} tokens, vocab {vocab}, '
          f'unigram entropy {entropy:.3f}, held-out cross-entropy {cross:.3f}, {n_parameters:,} parameters', flush=True)

    decayed = [p for p in model.parameters() if p.dim() > 1]
    plain = [p for p in model.parameters() if p.dim() <= 1]
    optimizer = torch.optim.AdamW([{'params': decayed, 'weight_decay': a.decay}, {'params': plain, 'weight_decay': 0.0}],
                                  lr=a.lr, betas=(a.beta1, a.beta2), eps=a.eps, fused=True)
    if a.arch == 'gpt2':                                            # the same function in one kernel
        for block in model.transformer.h:
            block.mlp.act = torch.nn.GELU(approximate='tanh')
    steps = a.epochs * math.ceil(len(train_ids) / a.batch)

    def rate(step):
        if step < a.warmup:
            return a.lr * (step + 1) / a.warmup
        held = a.hold * steps
        if step <= held:
            return a.lr
        return a.lr * (1 + (a.final - 1) * (step - held) / max(1.0, steps - held))

    ema = {k: v.clone() for k, v in model.state_dict().items()} if a.ema else None
    recipe = {**vars(a), 'data': os.path.basename(a.data), 'split': split, 'vocabReached': vocab}
    history, step, spent = [], 0, 0.0
    for epoch in range(1, a.epochs + 1):
        start = time.time()
        if a.bpe_dropout:
            tok.model.dropout = a.bpe_dropout
            ids = encode(tok, train_s, a.positions)
            tok.model.dropout = None
        else:
            ids = train_ids
        total, n = 0.0, 0
        for x, y in batches(ids, a.batch, rng):
            for group in optimizer.param_groups:
                group['lr'] = rate(step)
            with torch.autocast('cpu', torch.bfloat16, enabled=not a.float32):
                losses, _ = token_losses(model, x, y)
            losses = losses.float()
            optimizer.zero_grad(set_to_none=True)
            losses.mean().backward()
            if a.clip:
                torch.nn.utils.clip_grad_norm_(model.parameters(), a.clip)
            optimizer.step()
            step += 1
            total += losses.detach().sum().item()
            n += losses.numel()
            if step % 30 == 0:
                print(f'  step {step} {time.time() - start + spent:.0f}s train {total / n:.3f}', flush=True)
            if ema:
                d = min(a.ema, step / (step + 10))
                with torch.no_grad():
                    for k, v in model.state_dict().items():
                        if v.is_floating_point():
                            ema[k].lerp_(v, 1 - d)
        spent += time.time() - start
        for kind, state in ([('a', ema)] if ema else []) + [('', model.state_dict())]:
            folder = f'{a.out}/e{epoch:02d}{kind}'
            save(state, a, tok, folder)
            again, _ = load(folder)
            row = {'epoch': epoch, 'kind': 'average' if kind else 'weights', 'steps': step, 'seconds': round(spent, 1),
                   'trainLoss': round(total / n, 4), 'heldOutLoss': round(held_out_loss(again, test_ids[::a.watch]), 4),
                   'layers': shape_of(again, tok, train_s[::12])}
            history.append(row)
            print(f"epoch {epoch}{kind} step {step} {spent:.0f}s train {total / n:.3f} held-out {row['heldOutLoss']:.3f} "
                  + ' '.join(f"[{l['std']:.1f} {l['largest']:.0f} k{l['kurtosis']:.1f}]" for l in row['layers']), flush=True)
        json.dump({'recipe': recipe, 'nParameters': n_parameters, 'unigramEntropy': entropy,
                   'heldOutUnigramCrossEntropy': cross, 'tokensTrain': n_train, 'tokensHeldOut': n_test,
                   'history': history}, open(f'{a.out}/run.json', 'w'), indent=1)
        if epoch == a.stop_after:
            break


if __name__ == '__main__':
    main(arguments())
