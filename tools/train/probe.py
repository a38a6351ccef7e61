"""Looks at a trained checkpoint the way the study looks at a language model.

    python probe.py runs/run1/e06                 # shape of the residual stream + quick F1 probe
    python probe.py runs/run1/e06 --pool last,mean --json runs/run1/e06.probe.json

Shape: per layer the std, largest |value| and kurtosis of the last token's centred values.
F1 probe: METHOD sections 1-4 (last word dropped, BOS in front, centred, a kernel density per class and
layer on 1000 grid points), in `full` and tails mode, over several bandwidth scales and poolings. The
densities are fitted on 40 of each class's 48 training sentences and judged on the other 8, so that
options can be chosen without the held-out 12. `--final` fits on all 48 and judges on the held-out 12:
for the report on a model already chosen, never for choosing.

The density is a linear-binned Gaussian KDE (8 bins per grid step), not SciPy's exact sum: quick, and
equal to about 1e-3 of the peak or better as long as the bandwidth is not far below the grid step.
"""
import argparse
import json
import random
import time

import numpy as np
import torch
from scipy.fft import irfft, next_fast_len, rfft

from train import ROOT, load, load_data, residuals, shape_of

GRID, FINE, FLOOR, THRESHOLD = 1000, 8, 1e-6, 1e-4
RULES = ['full', 'published', 'relative', 'std1.5', 'std2', 'std2.5', 'std3']
WATCHED = ['in japanese', 'in spanish', 'in all upper case']


def densities(values, scales):
    """-> grid [1000], {scale: density [1000]}, mean, population std"""
    v = np.asarray(values, dtype=np.float64)
    n, low, high = len(v), v.min(), v.max()
    fine = (GRID - 1) * FINE + 1
    step = (high - low) / (fine - 1)
    at = (v - low) / step
    i = np.minimum(at.astype(np.int64), fine - 2)
    w = at - i
    bins = np.bincount(i, 1 - w, fine) + np.bincount(i + 1, w, fine)
    length = next_fast_len(2 * fine, real=True)
    spectrum = rfft(bins, length)
    out = {}
    offsets = np.minimum(np.arange(length), length - np.arange(length)) * step
    for scale in scales:
        h = scale * n ** -0.2 * v.std(ddof=1)
        kernel = np.exp(-0.5 * (offsets / h) ** 2)
        kernel[fine:length - fine + 1] = 0
        y = irfft(spectrum * rfft(kernel, length), length)[:fine:FINE] / (n * h * np.sqrt(2 * np.pi))
        out[scale] = np.maximum(y, 0)
    return np.linspace(low, high, GRID), out, v.mean(), v.std()


def cutoffs(grid, y, rule):
    """METHOD section 3, `published` or `relative`."""
    threshold = THRESHOLD if rule == 'published' else 4e-4 * y.max()
    z = int(np.argmin(np.abs(grid)))
    left, right = 0, GRID - 1
    for i in range(z, GRID - 1):
        if y[i] < threshold:
            window = y[i:i + 5]
            if len(window) >= 4 and (window[1:] > y[i]).sum() >= 3:
                right = i
                break
    for i in range(z, 0, -1):
        if y[i] < threshold:
            if rule == 'published':
                if i >= 4 and (y[i - 4:i - 1] > y[i - 1]).all():
                    left = i
                    break
            else:
                window = y[max(0, i - 4):i + 1]
                if len(window) >= 4 and (window[:-1] > y[i]).sum() >= 3:
                    left = i
                    break
    return grid[left], grid[right]


def pooled(residual, pooling):
    """[layer, token, d] of one sentence -> [layer, rows, d], centred."""
    c = residual - residual.mean(-1, keepdim=True)
    if pooling == 'last':
        return c[:, -1:]
    return c[:, 1:] if pooling == 'all' else c[:, 1:].mean(1, keepdim=True)


def score(fit, judge, true, classes, pooling, scales):
    """fit: [class][sentence] residuals, judge: [sentence] residuals -> rows of results."""
    layers, d = fit[0][0].shape[0], fit[0][0].shape[-1]
    parts = [pooled(r, pooling) for r in judge]
    owner = torch.repeat_interleave(torch.arange(len(parts)), torch.tensor([p.shape[1] for p in parts]))
    flat = torch.cat(parts, 1)                                      # [layer, rows, d]
    counts = torch.bincount(owner).double() * d
    groups = len(parts)

    def per_sentence(rows):                                         # [rows] -> [sentence]
        return rows if flat.shape[1] == groups else torch.zeros(groups).index_add_(0, owner, rows)

    ll = {(s, r): torch.zeros(groups, len(classes), dtype=torch.float64) for s in scales for r in RULES}
    floor = {k: 0 for k in ll}
    mean_m = {k: 0.0 for k in ll}
    for c in range(len(classes)):
        mine = torch.cat([pooled(r, pooling) for r in fit[c]], 1).flatten(1).numpy()
        for layer in range(layers):
            grid, ys, mean, std = densities(mine[layer], scales)
            v = flat[layer]
            at = ((v - float(grid[0])) / float(grid[1] - grid[0])).clamp_(0, GRID - 1.001)
            i = at.long()
            w = at - i
            std_masks = {f'std{k}': (v - float(mean)).abs() > k * float(std) for k in (1.5, 2, 2.5, 3)}
            for scale in scales:
                y = torch.from_numpy(ys[scale]).float()
                log_p = torch.lerp(y[i], y[i + 1], w).add_(FLOOR).log_()
                ll[scale, 'full'][:, c] += per_sentence(log_p.sum(1)).double()
                for rule in RULES[1:]:
                    if rule in std_masks:
                        mask = std_masks[rule]
                    else:
                        lo, hi = cutoffs(grid, ys[scale], rule)
                        mask = (v <= float(lo)) | (v >= float(hi))
                    m = per_sentence(mask.sum(1).float()).double()
                    total = per_sentence((log_p * mask).sum(1)).double()
                    ll[scale, rule][:, c] += counts * torch.where(m < 3, np.log(FLOOR), total / m.clamp(min=1))
                    floor[scale, rule] += int((m < 3).sum())
                    mean_m[scale, rule] += float(m.sum())
    rows = []
    cells = groups * len(classes) * layers
    for (scale, rule), table in ll.items():
        guess = table.argmax(1).tolist()
        row = {'pooling': pooling, 'bandwidthScale': scale, 'mode': rule}
        for what, k in (('subject', 0), ('attribute', 1)):
            names = list(dict.fromkeys(c[k] for c in classes))
            f1 = {}
            for name in names:
                t = [classes[j][k] == name for j in true]
                g = [classes[j][k] == name for j in guess]
                hit = sum(x and y for x, y in zip(t, g))
                f1[name] = 2 * hit / max(1, sum(t) + sum(g))
            row[what] = round(sum(f1.values()) / len(f1), 4)
            for name in WATCHED if k else []:
                row[name] = round(f1.get(name, 0), 3)
        sums = np.bincount(guess, minlength=len(classes))
        row['greatestSink'] = round(float(sums.max() / sums.sum()), 3)
        row['floorShare'] = round(floor[scale, rule] / cells, 3) if rule != 'full' else None
        row['meanTailValues'] = round(mean_m[scale, rule] / cells, 2) if rule != 'full' else None
        rows.append(row)
    return rows


def probe(folder, data, split, poolings, scales, final=False, all_sentences=2):
    model, tok = load(folder)
    classes, train, test, _ = load_data(data, split)
    cut = lambda s: [0] + tok.encode(s.rsplit(' ', 1)[0]).ids
    report = {'checkpoint': folder, 'judgedOn': 'held-out 12' if final else 'validation 8 of the 48',
              'layers': shape_of(model, tok, [s for c in train for s in c]), 'rows': []}
    fit_s, judge_s = [], []
    for sentences, held in zip(train, test):
        order = list(sentences)
        random.Random(11).shuffle(order)
        fit_s.append(order if final else order[:40])
        judge_s.append(held if final else order[40:])
    fit_flat = residuals(model, [cut(s) for c in fit_s for s in c])
    fit, k = [], 0
    for c in fit_s:
        fit.append(fit_flat[k:k + len(c)])
        k += len(c)
    for pooling in poolings:
        take = [c[:all_sentences] if pooling == 'all' and not final else c for c in judge_s]
        judge = residuals(model, [cut(s) for c in take for s in c])
        true = [j for j, c in enumerate(take) for _ in c]
        report['rows'] += score(fit, judge, true, classes, pooling, scales)
    return report


def show(report):
    print(report['checkpoint'], '| judged on', report['judgedOn'])
    print('  layers ' + ' '.join(f"[std {l['std']:.1f} largest {l['largest']:.0f} kurtosis {l['kurtosis']:.1f}]"
                                 for l in report['layers']))
    for r in report['rows']:
        extra = '' if r['mode'] == 'full' else f"  floor {r['floorShare']:.2f}  m {r['meanTailValues']:.1f}"
        print(f"  {r['pooling']:4} x{r['bandwidthScale']:<4g} {r['mode']:9} subject {r['subject']:.3f} attribute {r['attribute']:.3f}"
              f"  ja {r['in japanese']:.2f} es {r['in spanish']:.2f} upper {r['in all upper case']:.2f}"
              f"  sink {r['greatestSink']:.2f}{extra}", flush=True)


if __name__ == '__main__':
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('checkpoints', nargs='+')
    p.add_argument('--data', default=f'{ROOT}/data/sentences.json')
    p.add_argument('--split', default=f'{ROOT}/data/split.json', help='"" for a temporary split')
    p.add_argument('--pool', default='last')
    p.add_argument('--scales', default='0.5,1,2,4')
    p.add_argument('--final', action='store_true')
    p.add_argument('--threads', type=int, default=1)
    p.add_argument('--json')
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    reports = []
    for folder in a.checkpoints:
        start = time.time()
        reports.append(probe(folder, a.data, a.split, a.pool.split(','), [float(s) for s in a.scales.split(',')], a.final))
        show(reports[-1])
        print(f'  {time.time() - start:.0f} s', flush=True)
        if a.json:
            json.dump(reports, open(a.json, 'w'), indent=1)
