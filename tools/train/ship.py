"""Puts one checkpoint into public/models/<id>, with training.json beside it.

    python ship.py --checkpoint runs/g2/e05 --id mini-gpt2 --runs runs

Everything in training.json is measured here on the F16 weights or copied from the run.json and
*.probe.json files that train.py and probe.py wrote: nothing is typed in by hand. The files are built
in a temporary folder and moved into place one by one; whatever else lies in the target stays (an atlas
fitted on other weights is then out of date: fit it anew).
"""
import argparse
import filecmp
import glob
import json
import os
import shutil

import torch

from train import ROOT, encode, held_out_loss, load, load_data, shape_of, unigram

LIMIT = 20_000_000


def summary(report):
    """A probe in one line per mode worth watching."""
    keep = {}
    for r in report['rows']:
        keep[f"{r['pooling']} x{r['bandwidthScale']:g} {r['mode']}"] = {k: r[k] for k in r if k not in (
            'pooling', 'bandwidthScale', 'mode')}
    return {'judgedOn': report['judgedOn'], 'modes': keep}


def attempt(run):
    r = run['recipe']
    last = [h for h in run['history'] if h['kind'] == 'weights'][-1]
    best = min(run['history'], key=lambda h: h['heldOutLoss'])
    what = (f"{'GPT-2' if r['arch'] == 'gpt2' else 'GPT-NeoX'}, Adam {r['lr']:g}, beta2 {r['beta2']:g}, decay {r['decay']:g}, "
            f"{r['layers']} x {r['width']}, vocabulary {r['vocabReached']}, batch {r['batch']}, "
            f"full rate for {r['hold']:.0%} of {r['epochs']} epochs then to {r['final']:.0%}"
            + ''.join(f", {k} {r[v]}" for k, v in (('embedding dropout', 'embd_dropout'), ('residual dropout', 'resid_dropout'),
                                                   ('attention dropout', 'attn_dropout'), ('BPE dropout', 'bpe_dropout')) if r[v])
            + f"; split: {r['split']}; held-out loss on every {r.get('watch') or 1}. held-out sentence")
    if last['epoch'] < r['epochs']:
        what += f"; stopped at epoch {last['epoch']}"
    probes = {}
    for f in sorted(glob.glob(f"{run['folder']}/*.probe.json")):
        for report in json.load(open(f)):
            one = summary(report)
            name = os.path.basename(report['checkpoint']) + ('' if 'validation' in report['judgedOn'] else ' (held-out)')
            probes.setdefault(name, {'judgedOn': one['judgedOn'], 'modes': {}})['modes'].update(one['modes'])
    return {'what': what, 'heldOutLoss': last['heldOutLoss'], 'kurtosisLastLayer': last['layers'][-1]['kurtosis'],
            'stdLastLayer': last['layers'][-1]['std'],
            'bestHeldOut': {'epoch': best['epoch'], 'kind': best['kind'], 'heldOutLoss': best['heldOutLoss'],
                            'kurtosisLastLayer': best['layers'][-1]['kurtosis']},
            'probe': probes or None}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--checkpoint', required=True)
    p.add_argument('--id', required=True)
    p.add_argument('--runs', required=True, help='folder whose */run.json are what was tried')
    p.add_argument('--data', default=f'{ROOT}/data/sentences.json')
    p.add_argument('--split', default=f'{ROOT}/data/split.json')
    p.add_argument('--report-only', action='store_true', help='the weights lie there already: rewrite training.json alone')
    p.add_argument('--target', default=f'{ROOT}/public/models')
    a = p.parse_args()
    torch.set_num_threads(1)
    run = json.load(open(f'{os.path.dirname(a.checkpoint)}/run.json'))
    name = os.path.basename(a.checkpoint)
    epoch, kind = int(name[1:3]), 'average' if name.endswith('a') else 'weights'
    row = next(h for h in run['history'] if h['epoch'] == epoch and h['kind'] == kind)

    model, tok = load(a.checkpoint)
    _, train, test, _ = load_data(a.data, a.split)
    train_s, test_s = [s for c in train for s in c], [s for c in test for s in c]
    positions = run['recipe']['positions']
    train_ids, test_ids = encode(tok, train_s, positions), encode(tok, test_s, positions)
    entropy, cross, n_train, n_test = unigram(train_ids, test_ids, tok.get_vocab_size())
    if n_train != run['tokensTrain']:
        raise SystemExit(f"the data have changed since the run: {n_train} training tokens now, {run['tokensTrain']} then")
    loss = held_out_loss(model, test_ids)
    probes = {}
    for f in sorted(glob.glob(f'{a.checkpoint}.*probe.json')):
        for r in json.load(open(f)):
            one = summary(r)
            probes.setdefault(one['judgedOn'], {}).update(one['modes'])
    tried = []
    for f in sorted(glob.glob(f'{a.runs}/*/run.json'), key=os.path.getmtime):
        other = json.load(open(f))
        other['folder'] = os.path.dirname(f)
        if other['history']:
            tried.append(attempt(other))
    report = {
        'recipe': {k: v for k, v in run['recipe'].items() if k != 'out'}, 'checkpoint': {'epoch': epoch, 'weights': kind}, 'steps': row['steps'], 'epochs': epoch,
        'seconds': row['seconds'], 'nParameters': run['nParameters'], 'heldOutLoss': round(loss, 4),
        'unigramEntropy': round(entropy, 4), 'heldOutUnigramCrossEntropy': round(cross, 4),
        'belowTheLower': round(min(entropy, cross) - loss, 4), 'tokensTrain': n_train, 'tokensHeldOut': n_test,
        'layers': shape_of(model, tok, train_s),
        'probe': probes or None,
        'tried': tried}
    temp, target = f'{a.target}/.{a.id}.new', f'{a.target}/{a.id}'
    if a.report_only:
        if not filecmp.cmp(f'{a.checkpoint}/model.safetensors', f'{target}/model.safetensors', shallow=False):
            raise SystemExit(f'{target} holds another checkpoint')
        json.dump(report, open(f'{temp}.json', 'w'), indent=1)
        os.chmod(f'{temp}.json', 0o644)
        os.rename(f'{temp}.json', f'{target}/training.json')
        print('training.json rewritten;', len(tried), 'tried')
        return
    shutil.rmtree(temp, ignore_errors=True)
    shutil.copytree(a.checkpoint, temp)
    config = json.load(open(f'{temp}/config.json'))
    if config['model_type'] == 'gpt_neox':                          # the published Pythias' names, besides the new ones
        config.update(rotary_pct=0.25, rotary_emb_base=10000)
        json.dump(config, open(f'{temp}/config.json', 'w'), indent=2)
        again = held_out_loss(load(temp)[0], test_ids[::10])
        if abs(again - held_out_loss(model, test_ids[::10])) > 1e-6:
            raise SystemExit('config.json no longer means the same model')
    json.dump(report, open(f'{temp}/training.json', 'w'), indent=1)
    for f in os.listdir(temp):
        os.chmod(f'{temp}/{f}', 0o644)
    size = os.path.getsize(f'{temp}/model.safetensors')
    if size > LIMIT:
        raise SystemExit(f'{size} bytes of weights')
    os.makedirs(target, exist_ok=True)                             # atlases and reports there are left alone
    for f in os.listdir(temp):
        os.replace(f'{temp}/{f}', f'{target}/{f}')
    os.rmdir(temp)
    print(json.dumps({k: v for k, v in report.items() if k not in ('recipe', 'tried', 'probe')}), size, 'bytes')


if __name__ == '__main__':
    main()
