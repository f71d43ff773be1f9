#!/usr/bin/env bash
# Measures the packages of the command beside `dotnet run`, on this machine: their sizes, and the processor time that a start takes.
#
#   packages.sh [RUNS]   11 runs by default, in turn; prints medians
#
# Needs dotnet, python3 and GNU time (/usr/bin/time). Builds every package first, which takes minutes.
set -euo pipefail
export LC_ALL=C.UTF-8 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

runs=${1:-11}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
project=$root/src/CredFunctions.Cli

built() { "$@" >"$folder/build.log" 2>&1 || { tail -n 20 "$folder/build.log" >&2; exit 1; }; }

for system in linux-x64 linux-arm64 osx-arm64 win-x64; do
  built dotnet publish "$project" -p:PublishProfile=archive --runtime "$system" --output "$folder/$system"
done
built dotnet build -c Release "$project" --disable-build-servers
built dotnet pack "$project" --no-build --output "$folder/packages"
built dotnet tool install CredFunctions --prerelease --tool-path "$folder/tool" --source "$folder/packages"

measure() {
  local name=$1
  shift
  /usr/bin/time -a -o "$folder/times" -f "$name %U %S" "$@" >/dev/null
}
all() {
  measure "run $1" dotnet run -c Release --project "$project" -- "${@:2}"
  measure "tool $1" "$folder/tool/credfunctions" "${@:2}"
  measure "archive $1" "$folder/linux-x64/credfunctions" "${@:2}"
}
for ((run = 0; run < runs; run++)); do
  all version --version
  all scan scan "$root/samples/credential-report.csv" --as-of 2026-11-01T12:00:00+08:00
done

python3 - "$folder" "$runs" <<'PYTHON'
import glob
import os
import statistics
import sys
import zlib

folder, runs = sys.argv[1:]
times = {}
for line in open(folder + "/times"):
    way, what, user, system = line.split()
    times.setdefault((way, what), []).append(float(user) + float(system))


def middle(way, what):
    return "%.2f s" % statistics.median(times[way, what])


def size(path):
    data = open(path, "rb").read()
    return "%.0f MB (%.0f MB compressed)" % (len(data) / 1e6, len(zlib.compress(data, 6)) / 1e6)


print("Seconds of processor time, medians of %s runs in turn.\n" % runs)
print("| | Size | `--version` | `scan` of the sample |\n|---|---|---:|---:|")
print("| `dotnet run`, already built | the source | %s | %s |" % (middle("run", "version"), middle("run", "scan")))
package = glob.glob(folder + "/packages/*.nupkg")[0]
print("| .NET tool | package %.0f MB | %s | %s |" % (os.path.getsize(package) / 1e6, middle("tool", "version"), middle("tool", "scan")))
print("| archive, linux-x64 | %s | %s | %s |" % (size(folder + "/linux-x64/credfunctions"), middle("archive", "version"), middle("archive", "scan")))
for name, program in (("linux-arm64", "credfunctions"), ("osx-arm64", "credfunctions"), ("win-x64", "credfunctions.exe")):
    print("| archive, %s | %s | | |" % (name, size("%s/%s/%s" % (folder, name, program))))
PYTHON
