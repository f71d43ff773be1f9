#!/usr/bin/env bash
# Compares `credfunctions scan` with what one would use instead, and the reader with CsvHelper alone, on this machine.
#
#   compare.sh [ROWS [RUNS]]        1000000 rows and 3 runs unless told
#
# Needs python3 and GNU time (/usr/bin/time). Without dotnet, mlr (Miller), sqlite3 or npm (for DuckDB) their rows are left
# out, and it says so. Every contender runs once a round, in turn, so that a busy moment does not hit one of them alone; the table shows
# medians, as Markdown. A million rows take about 2 GB in $TMPDIR, most of it for SQLite and evidence, and are removed at the end.
set -euo pipefail
export LC_ALL=C.UTF-8 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

rows=${1:-1000000}
runs=${2:-3}
small_rows=10000
as_of=2026-11-01T12:00:00+08:00
limit=1800 # seconds a run
duckdb=1.5.6-r.1

for number in "$rows" "$runs"; do
  if ! [[ $number =~ ^[1-9][0-9]{0,8}$ ]]; then
    echo "usage: compare.sh [ROWS [RUNS]]" >&2
    exit 2
  fi
done

scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$scripts/../../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM

say() { echo "$*" >&2; }
has() { command -v "$1" >/dev/null; }

has python3 || { say "python3 is missing: it writes the report"; exit 1; }
/usr/bin/time -f %M -o "$folder/probe" true 2>/dev/null || { say "GNU time is missing: install the package \"time\""; exit 1; }

# -- contenders: a name, and the command that follows it

contenders=()
declare -A commands

# Builds a project and says where its assembly is.
assembly_of() {
  local project=$root/$1
  if ! dotnet build -c Release "$project" --disable-build-servers >"$folder/build.log" 2>&1; then
    tail -n 20 "$folder/build.log" >&2
    return 1
  fi
  dotnet msbuild "$project" -p:Configuration=Release -getProperty:TargetPath
}

add() {
  contenders+=("$1")
  commands[$1]=$2
}

report=$folder/report.csv
small_report=$folder/small.csv
quoted() { printf '%q ' "$@"; }

if has dotnet; then
  say "building"
  if cli=$(assembly_of src/CredFunctions.Cli/CredFunctions.Cli.csproj); then
    add scan "$(quoted dotnet "$cli" scan "$report" --format json --as-of "$as_of")"
    add scan-small "$(quoted dotnet "$cli" scan "$small_report" --format json --as-of "$as_of")"
    add scan-out "$(quoted dotnet "$cli" scan "$report" --format json --as-of "$as_of" --quiet --out "$folder/evidence")"
    add scan-out-small "$(quoted dotnet "$cli" scan "$small_report" --format json --as-of "$as_of" --quiet --out "$folder/evidence")"
  else
    say "left out: scan, with and without evidence, its build failed"
  fi
  if benchmarks=$(assembly_of tests/CredFunctions.Benchmarks/CredFunctions.Benchmarks.csproj); then
    add csvhelper-strings "$(quoted dotnet "$benchmarks" whole-process csvhelper-strings "$report")"
    add identity "$(quoted dotnet "$benchmarks" whole-process identity "$report")"
    add read-evaluate-fingerprint "$(quoted dotnet "$benchmarks" whole-process read-evaluate-fingerprint "$report")"
  else
    say "left out: csvhelper-strings, read-evaluate-fingerprint and identity, their build failed"
  fi
else
  say "left out: scan, csvhelper-strings and read-evaluate-fingerprint, dotnet is missing"
fi
# the interpreter itself, not a launcher that would be measured with it
python=$(python3 -c 'import sys; print(sys.executable)')
add python "$(quoted "$python" "$scripts/baseline_python.py" "$report" "$as_of")"
if has mlr; then
  add miller "$(quoted bash "$scripts/baseline_miller.sh" "$report" "$as_of")"
else
  say "left out: miller, mlr is missing"
fi
if has sqlite3; then
  add sqlite "$(quoted bash "$scripts/baseline_sqlite.sh" "$report" "$as_of")"
else
  say "left out: sqlite, sqlite3 is missing"
fi
if ! has npm; then
  say "left out: duckdb, npm is missing"
elif npm install --silent --prefix "$folder/duckdb" "@duckdb/node-api@$duckdb" >"$folder/npm.log" 2>&1; then
  add duckdb "$(quoted env NODE_PATH="$folder/duckdb/node_modules" node "$scripts/baseline_duckdb.js" "$report" "$as_of")"
else
  say "left out: duckdb, npm did not install it"
  tail -n 5 "$folder/npm.log" >&2
fi

# -- measuring

say "generating $rows rows"
"$python" "$scripts/generate_report.py" "$rows" "$report" --as-of "$as_of"
"$python" "$scripts/generate_report.py" "$small_rows" "$small_report" --as-of "$as_of"
cat "$report" "$small_report" >/dev/null # into the page cache, for everybody alike

declare -A failed=()
: >"$folder/measured"
export TMPDIR=$folder # what a contender leaves there goes with it
for ((run = 1; run <= runs; run++)); do
  for name in "${contenders[@]}"; do
    [[ -v failed[$name] ]] && continue
    say "run $run of $runs: $name"
    command="exec timeout $limit ${commands[$name]}"
    if /usr/bin/time -q -f '%e %U %S %M' -o "$folder/time" bash -c "$command" \
      >"$folder/$name.out" 2>"$folder/$name.err" </dev/null; then
      echo "$name $(tail -n 1 "$folder/time")" >>"$folder/measured"
    else
      say "left out: $name, it ended with exit code $?"
      tail -n 5 "$folder/$name.err" >&2
      failed[$name]=1
    fi
  done
done

# -- the table

cpu=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
memory=$(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo 2>/dev/null || true)
versions=$("$python" --version)
has dotnet && versions+=", .NET SDK $(dotnet --version)"
has mlr && versions+=", $(mlr --version)"
has sqlite3 && versions+=", SQLite $(sqlite3 --version | cut -d ' ' -f 1)"
[[ -v commands[duckdb] ]] && versions+=", DuckDB ${duckdb%-*}"

machine="${cpu:-unknown processor}, $(getconf _NPROCESSORS_ONLN) cores, ${memory:-memory unknown}"
"$python" - "$folder" "$rows" "$small_rows" "$runs" "$machine" "$versions" "${!failed[*]}" <<'PYTHON'
import json
import mmap
import os
import re
import sys
from collections import defaultdict
from statistics import median

folder, rows, small_rows, runs, machine, versions, failed = sys.argv[1:]
rows, small_rows = int(rows), int(small_rows)
measured = defaultdict(list)
with open(os.path.join(folder, "measured")) as file:
    for line in file:
        name, wall, user, system, kib = line.split()
        if name not in failed.split():
            measured[name].append((float(wall), float(user) + float(system), int(kib) / 1024))

WHAT = {
    "scan": ("`credfunctions scan --format json`", "20 rules, 3 outcomes, JSON with messages and cells"),
    "scan-out": ("`credfunctions scan --format json --out`", "the same, and the evidence"),
    "python": ("Python, `csv` and `datetime`", "20 rules, 3 outcomes, JSON"),
    "miller": ("Miller", "12 rules, counts only"),
    "sqlite": ("SQLite, import and query", "12 rules, counts only"),
    "duckdb": ("DuckDB, query of the file", "12 rules, counts only; on every core"),
    "read-evaluate-fingerprint": ("`read-evaluate-fingerprint`", "the reader and the 20 rules, no output; one pass"),
    "identity": ("`identity`", "SHA-256 and encoding of the file; one pass"),
    "csvhelper-strings": ("`csvhelper-strings`", "bare CsvHelper, 26 strings a row, no rules; one pass"),
    "scan-small": ("`credfunctions scan`, %s rows" % format(small_rows, ","), "as the first line"),
    "scan-out-small": ("`credfunctions scan --out`, %s rows" % format(small_rows, ","), "as the second line"),
}


def middle(name, column):
    return median(m[column] for m in measured[name])


def totals(name):
    """The totals that a contender has written, without reading its whole document into memory."""
    path = os.path.join(folder, name + ".out")
    if not os.path.getsize(path):
        return None
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        found = re.search(rb'"totals"\s*:\s*(\{[^}]*\})', text)
        return json.loads(found.group(1)) if found else None


# a contender that does other work is no contender
TOTALS = ("critical", "high", "medium", "low", "info", "notAssessed")
ours, theirs = (totals(name) if name in measured else None for name in ("scan", "python"))
same = bool(ours and theirs) and all(ours.get(key) == theirs[key] for key in TOTALS)
comparable = "scan" in measured and (same or "python" not in measured)

size = os.path.getsize(os.path.join(folder, "report.csv"))
print("%s rows, %.0f MB; medians of %s run%s.  " % (format(rows, ","), size / 1e6, runs, "" if runs == "1" else "s"))
print("%s; %s.\n" % (machine, versions))
print("| Contender | Does | Wall s | CPU s | Peak memory MiB | Rows a second |")
print("|---|---|---:|---:|---:|---:|")
for name, (title, does) in WHAT.items():
    if name in measured:
        wall = middle(name, 0)
        count = small_rows if name.endswith("-small") else rows
        print("| %s | %s | %.2f | %.2f | %.0f | %s |" % (title, does, wall, middle(name, 1), middle(name, 2),
                                                       format(round(count / max(wall, 0.01)), ",")))

ratios = []
for name in ("python", "miller", "sqlite", "duckdb"):
    if name in measured and comparable:
        ratios.append(("`scan` against %s: times as fast (wall)" % WHAT[name][0],
                       "%.2f" % (middle(name, 0) / max(middle("scan", 0), 0.01))))
        ratios.append(("`scan` against %s: times as fast (CPU)" % WHAT[name][0],
                       "%.2f" % (middle(name, 1) / max(middle("scan", 1), 0.01))))
for name in ("scan", "read-evaluate-fingerprint"):
    for column, what in ((0, "wall"), (1, "CPU")):
        if name in measured and "csvhelper-strings" in measured:
            ours_s, bare = middle(name, column), middle("csvhelper-strings", column)
            ratios.append(("`%s` against `csvhelper-strings`: times as long (%s)" % (name, what),
                           "%.2f s / %.2f s = %.2f" % (ours_s, bare, ours_s / max(bare, 0.01))))
for name, title in (("scan", "`scan`"), ("scan-out", "`scan --out`")):
    if not comparable or name not in measured or name + "-small" not in measured:
        continue
    low, high = middle(name + "-small", 2), middle(name, 2)
    growth = (high - low) * 1048576 / (rows - small_rows) if rows > small_rows else None
    ratios.append((title + ": peak memory at %s and at %s rows" % (format(small_rows, ","), format(rows, ",")),
                   "%.0f MiB, %.0f MiB%s" % (low, high, "" if growth is None else " (%.0f bytes an account)" % growth)))
if ratios:
    print("\n| Ratio | Value |\n|---|---|")
    for what, value in ratios:
        print("| %s | %s |" % (what, value))
if same:
    print("\n`scan` and Python find the same: %s." % ", ".join("%s %s" % (format(theirs[key], ","), key) for key in TOTALS))
elif "scan" in measured and not comparable:
    print("\nNo ratios for `scan`: its totals differ. scan: %s; Python: %s." % (ours, theirs))
    sys.exit(1)
PYTHON
