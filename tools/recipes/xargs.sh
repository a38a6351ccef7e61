#!/bin/sh
# One machine, N shares, JOBS of them at a time. Needs: tailscope, MODEL, DATA and OUT; SPLIT where there is a split file.
#   MODEL=gpt2 DATA=sentences.json SPLIT=split.json OUT=run N=8 JOBS=4 sh tools/recipes/xargs.sh
set -eu # a share that fails stops everything: merging what is there would be refused anyway
: "${MODEL:?}" "${DATA:?}" "${OUT:?}" "${N:=4}" "${JOBS:=2}"
mkdir -p "$OUT"

# -n of N is in each name, so that shares of an earlier run in other numbers are not picked up
seq "$N" | xargs -P "$JOBS" -I % \
  tailscope fit --model "$MODEL" --data "$DATA" ${SPLIT:+--split "$SPLIT"} --classes "%/$N" --out "$OUT/share-%-of-$N.atlas"
tailscope atlas merge "$OUT"/share-*-of-"$N".atlas --out "$OUT/whole.atlas"

seq "$N" | xargs -P "$JOBS" -I % \
  tailscope evaluate --model "$MODEL" --atlas "$OUT/whole.atlas" --data "$DATA" ${SPLIT:+--split "$SPLIT"} --part "%/$N" --out "$OUT/report"
tailscope report merge "$OUT"/report/part-*-of-"$N".evaluation --out "$OUT/report"
