#!/bin/sh
# Applies the four steps of kubernetes.yaml one after the other: Kubernetes itself knows no job that waits for another.
#   sh tools/recipes/kubernetes.sh
set -eu
here=$(dirname "$0")
for step in fit atlas evaluate report; do
  kubectl apply --filename "$here/kubernetes.yaml" --selector "step=$step"
  kubectl wait --for=condition=complete --timeout=24h "job/tailscope-$step" # a job that failed is seen by `kubectl get jobs`
done
