#!/usr/bin/env bash
# tools/models/finish.sh ID: after training, everything else that a shipped model carries, by the command line:
# options chosen on validation data, the atlas, the held-out report, the study's own options for comparison, the card.
set -euo pipefail
cd "$(dirname "$0")/../.."
id=$1
folder=public/models/$id
data=(--data data/sentences.json --split data/split.json)
published=$(mktemp -d)

npx tsx tools/models/chooseOptions.ts "$folder"
readarray -t chosen < <(npx tsx tools/models/chosenFlags.ts "$folder")
npm run --silent tailscope -- fit --model "$folder" "${data[@]}" "${chosen[@]}" --out "$folder/default.atlas"
npm run --silent tailscope -- evaluate --model "$folder" --atlas "$folder/default.atlas" "${data[@]}" --mode full,tails,std2 --out "$published/chosen"
npm run --silent tailscope -- atlas calibrate --atlas "$folder/default.atlas" --report "$published/chosen/report.json" --out "$published/calibrated.atlas"
mv "$published/calibrated.atlas" "$folder/default.atlas"
npm run --silent tailscope -- fit --model "$folder" "${data[@]}" --out "$published/published.atlas"
npm run --silent tailscope -- evaluate --model "$folder" --atlas "$published/published.atlas" "${data[@]}" --mode full,tails,std2 --out "$published/published"
cp "$published/chosen/report.json" "$folder/report.json"
cp "$published/published/report.json" "$folder/report-published.json"
npx tsx tools/models/writeCard.ts "$folder"
