#!/usr/bin/env bash
# Compares `credfunctions scan --state` with sqlite3 importing the same report, on this machine.
#
#   compare_state.sh [ROWS [RUNS]]   1000000 rows and 3 runs unless told
#
# Needs dotnet, python3, sqlite3 and GNU time (/usr/bin/time). A run is: the first report into a new state, an import, the
# second report, which differs from the first by an empty line, an import again, and instead of that second report one of a
# real day, in which every key was used and 2 % of the accounts are others; then 30 real days of 20,000 accounts. Each is a
# whole process. Prints medians.
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
python3 "$scripts/next_day.py" "$folder/first.csv" "$folder/real.csv" --as-of 2026-11-02T12:00:00+08:00

days=30
small_rows=20000
python3 "$scripts/generate_report.py" "$small_rows" "$folder/day1.csv" --as-of 2026-11-01T12:00:00+08:00
for ((day = 2; day <= days; day++)); do
  python3 "$scripts/next_day.py" "$folder/day$((day - 1)).csv" "$folder/day$day.csv" --as-of "$(printf '2026-11-%02dT12:00:00+08:00' "$day")"
done

measure() {
  local name=$1
  shift
  /usr/bin/time -a -o "$folder/times" -f "$name %e %U %S %M" "$@" >"$folder/$name.out"
}
scan() { # NAME REPORT STATE DAY
  measure "$1" dotnet "$cli" scan "$folder/$2.csv" --state "$folder/$3.db" --as-of "$(printf '2026-11-%02dT12:00:00+08:00' "$4")" --format json
}
import() {
  rm -f "$folder/import.db"
  measure sqlite3 sqlite3 "$folder/import.db" ".import --csv $folder/first.csv report"
}

for ((run = 1; run <= runs; run++)); do
  rm -f "$folder"/*.db*
  scan first first audit 1
  cp "$folder/audit.db" "$folder/real.db"
  import
  scan second second audit 2
  import
  scan real real real 2
  for ((day = 1; day <= days; day++)); do
    scan "day$day" "day$day" small "$day"
    stat -c "size$day %s" "$folder/small.db" >>"$folder/sizes"
  done
done

python3 - "$folder/times" "$folder/sizes" "$rows" "$runs" "$small_rows" "$days" <<'PYTHON'
import statistics
import sys

times_file, sizes_file, rows, runs, small_rows, days = sys.argv[1:]
times = {}
for line in open(times_file):
    name, wall, user, system, memory = line.split()
    times.setdefault(name, []).append([float(wall), float(user) + float(system), float(memory)])
sizes = dict(line.split() for line in open(sizes_file))
last = "day" + days
middle = {name: [statistics.median(column) for column in zip(*figures)] for name, figures in times.items()}
titles = {"first": "`credfunctions scan --state`, first report", "second": "`credfunctions scan --state`, second report, unchanged",
          "real": "`credfunctions scan --state`, second report, a real day", "sqlite3": "`sqlite3`, `.import --csv` of the first",
          "day1": "`credfunctions scan --state`, first report of %s accounts" % format(int(small_rows), ","),
          last: "`credfunctions scan --state`, report %s of them, each a real day" % days}
print("%s rows, runs: %s, medians.\n" % (format(int(rows), ","), runs))
print("| Contender | Wall s | CPU s | Peak memory MiB |\n|---|---:|---:|---:|")
for name, title in titles.items():
    wall, cpu, memory = middle[name]
    print("| %s | %.2f | %.2f | %.0f |" % (title, wall, cpu, memory / 1024))
print("\n| Ratio | Value |\n|---|---|")
for over, under, what in (("first", "sqlite3", "first report against the import"), ("second", "sqlite3", "second report against the import"),
                          ("real", "sqlite3", "a real day against the import"), ("second", "first", "second report against the first"),
                          ("real", "first", "a real day against the first report"),
                          (last, "day1", "report %s of %s accounts against the first" % (days, format(int(small_rows), ",")))):
    for column, unit in ((0, "wall"), (1, "CPU")):
        print("| %s: times as long (%s) | %.2f |" % (what, unit, middle[over][column] / max(middle[under][column], 0.01)))
print("| the state after %s of these reports against after the first: times as large | %.2f |"
      % (days, int(sizes["size" + days]) / int(sizes["size1"])))
PYTHON
