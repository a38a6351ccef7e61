#!/bin/bash
# A SLURM cluster: two arrays of N tasks, and a merge after each. Run it on the login node; MODEL, DATA and OUT (and SPLIT, where
# there is a split file) must lie where all nodes see them.
#   MODEL=/shared/gpt2 DATA=/shared/sentences.json OUT=/shared/run N=8 bash tools/recipes/slurm.sh
set -euo pipefail
: "${MODEL:?}" "${DATA:?}" "${OUT:?}" "${N:=8}"
export MODEL DATA OUT N SPLIT="${SPLIT:-}" # sbatch hands the environment on
mkdir -p "$OUT"

# --requeue: a task that was preempted begins again, and goes on after the last class that it had finished
array=(sbatch --parsable --requeue --array="1-$N" --cpus-per-task=8 --mem=8G --time=12:00:00 --output="$OUT/%x-%a.log")
single=(sbatch --parsable --cpus-per-task=1 --mem=8G --time=1:00:00 --output="$OUT/%x.log")

# single quotes: the variables are those of the task
fit=$("${array[@]}" --job-name=fit --wrap \
  'tailscope fit --model "$MODEL" --data "$DATA" ${SPLIT:+--split "$SPLIT"} --classes "$SLURM_ARRAY_TASK_ID/$N" --out "$OUT/share-$SLURM_ARRAY_TASK_ID-of-$N.atlas"')
# afterok: merges only when every share is there
atlas=$("${single[@]}" --job-name=atlas --dependency="afterok:$fit" --wrap \
  'tailscope atlas merge "$OUT"/share-*-of-"$N".atlas --out "$OUT/whole.atlas"')
parts=$("${array[@]}" --job-name=evaluate --dependency="afterok:$atlas" --wrap \
  'tailscope evaluate --model "$MODEL" --atlas "$OUT/whole.atlas" --data "$DATA" ${SPLIT:+--split "$SPLIT"} --part "$SLURM_ARRAY_TASK_ID/$N" --out "$OUT/report"')
"${single[@]}" --job-name=report --dependency="afterok:$parts" --wrap \
  'tailscope report merge "$OUT"/report/part-*-of-"$N".evaluation --out "$OUT/report"'
