#!/usr/bin/env bash
# Fuzzes what reads reports or policies: run.sh reader|policy SECONDS [FOLDER]. FOLDER keeps the queue and what was found, for the next run.
# The corpus are the rows of the samples, each as a report of its own, and the settings of the sample policy. Exit code 1: something was found.
set -euo pipefail
target=${1:?reader or policy} seconds=${2:?how long, in seconds}
out=$(realpath -m "${3:-artifacts/fuzzing/$target}")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

afl=${AFL_VERSION:-4.04c-4}
if ! command -v afl-fuzz >/dev/null && [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "afl++=$afl" >/dev/null || true
fi
if ! command -v afl-fuzz >/dev/null; then
  echo "Skipped: afl-fuzz is not installed, and afl++ $afl cannot be (Debian 12 has it; AFL_VERSION names another)." >&2
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet publish tests/CredFunctions.Fuzzing -c Release -o "$work/bin" >"$work/publish.log" || { cat "$work/publish.log" >&2; exit 2; }
dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path "$work/tools" >/dev/null
for assembly in CredFunctions.Core CredFunctions.Channels CsvHelper; do
  "$work/tools/sharpfuzz" "$work/bin/$assembly.dll"
done

mkdir -p "$work/corpus" "$out"
case $target in
  reader)
    number=0
    for sample in samples/credential-report.csv samples/damaged-report.csv; do
      header=$(head -n 1 "$sample")
      while IFS= read -r row; do
        printf '%s\n%s\n' "$header" "$row" >"$work/corpus/$((number += 1))"
      done < <(tail -n +2 "$sample" | head -n 15)
    done
    head -n 4 samples/damaged-report.csv | tr ',' ';' >"$work/corpus/semicolons"
    head -n 4 samples/damaged-report.csv | iconv -t UTF-16 >"$work/corpus/utf-16"
    head -n 4 samples/damaged-report.csv | sed 's/$/\r/' >"$work/corpus/crlf"
    head -n 1 samples/credential-report.csv | tr ',' '\n' | sed 's/["\r]//g; s/.*/"&"/' >"$work/dictionary"
    printf '"%s"\n' N/A TRUE FALSE not_supported Active Disable Sub-user Collaborator '\"' ',' '\x0a' '2026-11-01 12:00:00' >>"$work/dictionary"
    ;;
  policy)
    cp samples/policy.json "$work/corpus"
    printf '{}' >"$work/corpus/empty"
    printf '{}\0roster\naccount,owner,team,email,last day\nci-*,alice,ops,a@example.com,2026-12-31\n' >"$work/corpus/roster"
    grep -oE '"[A-Za-z$-]+"' samples/policy.json docs/schema/policy-v1.schema.json --no-filename | sort -u |
      sed 's/"\(.*\)"/"\\"\1\\""/' >"$work/dictionary"
    ;;
  *)
    echo "The targets are reader and policy." >&2
    exit 2
    ;;
esac

# .NET is no binary that afl-fuzz instruments itself, and its runtime takes more memory than the usual limit.
resume=$work/corpus
[[ -d $out/default/queue ]] && resume=-
AFL_SKIP_BIN_CHECK=1 AFL_NO_UI=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 \
  DOTNET_TieredPGO=0 afl-fuzz -i "$resume" -o "$out" -x "$work/dictionary" -t 10000 -m none -V "$seconds" \
  -- dotnet "$work/bin/CredFunctions.Fuzzing.dll" "$target" >"$out/afl.log" 2>&1 || { tail -n 30 "$out/afl.log" >&2; exit 2; }

grep -E '^(run_time|execs_done|execs_per_sec|corpus_count|saved_crashes|saved_hangs|bitmap_cvg) ' "$out/default/fuzzer_stats"
found=$(find "$out/default/crashes" "$out/default/hangs" -name 'id:*' | sort)
if [[ -n $found ]]; then
  printf 'Found, to be tried with "dotnet run --project tests/CredFunctions.Fuzzing -- %s FILE":\n%s\n' "$target" "$found" >&2
  exit 1
fi
