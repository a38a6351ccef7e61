"""The same shards as a task list of Dask or Ray; MODEL, DATA, OUT (and SPLIT) must lie where all workers see them.

    MODEL=/shared/gpt2 DATA=/shared/sentences.json OUT=/shared/run N=8 python tools/recipes/tasks.py dask tcp://scheduler:8786
    … python tools/recipes/tasks.py ray auto
    … python tools/recipes/tasks.py threads 2      (this machine, for trying it out)
"""

import os
import subprocess
import sys
from glob import glob

MODEL, DATA, OUT = (os.environ[name] for name in ("MODEL", "DATA", "OUT"))
SPLIT = os.environ.get("SPLIT")
N = int(os.environ.get("N", "8"))
INPUT = ["--model", MODEL, "--data", DATA] + (["--split", SPLIT] if SPLIT else [])


def tailscope(*args):
    subprocess.run(["tailscope", *args], check=True)


def dask(address):
    from dask.distributed import Client

    client = Client(address)
    # pure=False: a task's worth is the file that it writes; retries go on after the last class that was finished
    return lambda tasks: client.gather([client.submit(tailscope, *task, pure=False, retries=2) for task in tasks])


def ray(address):
    import ray

    ray.init(address=address)
    remote = ray.remote(num_cpus=8, max_retries=2, retry_exceptions=True)(tailscope)
    return lambda tasks: ray.get([remote.remote(*task) for task in tasks])


def threads(jobs):
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(int(jobs))
    return lambda tasks: list(pool.map(lambda task: tailscope(*task), tasks))


if __name__ == "__main__":
    run_all = {"dask": dask, "ray": ray, "threads": threads}[sys.argv[1]](sys.argv[2])
    shares = range(1, N + 1)
    whole, report = f"{OUT}/whole.atlas", f"{OUT}/report"
    os.makedirs(OUT, exist_ok=True)

    run_all([["fit", *INPUT, "--classes", f"{i}/{N}", "--out", f"{OUT}/share-{i}-of-{N}.atlas"] for i in shares])
    tailscope("atlas", "merge", *sorted(glob(f"{OUT}/share-*-of-{N}.atlas")), "--out", whole)
    run_all([["evaluate", *INPUT, "--atlas", whole, "--part", f"{i}/{N}", "--out", report] for i in shares])
    tailscope("report", "merge", *sorted(glob(f"{report}/part-*-of-{N}.evaluation")), "--out", report)
