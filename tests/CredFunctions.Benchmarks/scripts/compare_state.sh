#!/usr/bin/env bash
# Compares `credfunctions scan --state` with sqlite3 importing the same report, on this machine.
#
#   compare_state.sh [ROWS [RUNS]]   1000000 rows and 3 runs unless told
#
# Needs dotnet, python3, sqlite3 and GNU time (/usr/bin/time). A run is: the first report into a new state, an import, the
# second report, which differs from the first by an empty line, and an import again, each a whole process. Prints medians.
set -euo pipefail
export LC_ALL=C.UTF-8 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

rows=${1:-1000000}
runs=${2:-3}
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$scripts/../../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

project=$root/src/CredFunctions.Cli/CredFunctions.Cli.csproj
dotnet build -c Release "$project" --disable-build-servers >"$folder/build.log" 2>&1 || { tail -n 20 "$folder/build.log" >&2; exit 1; }
cli=$(dotnet msbuild "$project" -p:Configuration=Release -getProperty:TargetPath)

python3 "$scripts/generate_report.py" "$rows" "$folder/first.csv" --as-of 2026-11-01T12:00:00+08:00
{ cat "$folder/first.csv"; echo; } >"$folder/second.csv"

measure() {
  local name=$1
  shift
  /usr/bin/time -a -o "$folder/times" -f "$name %e %U %M" "$@" >"$folder/$name.out"
}
import() {
  rm -f "$folder/import.db"
  measure sqlite3 sqlite3 "$folder/import.db" ".import --csv $folder/first.csv report"
}

for ((run = 1; run <= runs; run++)); do
  rm -f "$folder"/audit.db*
  measure first dotnet "$cli" scan "$folder/first.csv" --state "$folder/audit.db" --as-of 2026-11-01T12:00:00+08:00 --format json
  import
  measure second dotnet "$cli" scan "$folder/second.csv" --state "$folder/audit.db" --as-of 2026-11-02T12:00:00+08:00 --format json
  import
done

python3 - "$folder/times" "$rows" "$runs" <<'PYTHON'
import statistics
import sys

times = {}
for line in open(sys.argv[1]):
    name, *figures = line.split()
    times.setdefault(name, []).append([float(figure) for figure in figures])
middle = {name: [statistics.median(column) for column in zip(*figures)] for name, figures in times.items()}
titles = {"first": "`credfunctions scan --state`, first report", "second": "`credfunctions scan --state`, second report, unchanged",
          "sqlite3": "`sqlite3`, `.import --csv` of the first"}
print("%s rows, runs: %s, medians.\n" % (format(int(sys.argv[2]), ","), sys.argv[3]))
print("| Contender | Wall s | User s | Peak memory MiB |\n|---|---:|---:|---:|")
for name, title in titles.items():
    wall, user, memory = middle[name]
    print("| %s | %.2f | %.2f | %.0f |" % (title, wall, user, memory / 1024))
print("\n| Ratio | Value |\n|---|---|")
for over, under, what in (("first", "sqlite3", "first report against the import"), ("second", "sqlite3", "second report against the import"),
                          ("second", "first", "second report against the first")):
    print("| %s: times as long (wall) | %.2f |" % (what, middle[over][0] / max(middle[under][0], 0.01)))
PYTHON
