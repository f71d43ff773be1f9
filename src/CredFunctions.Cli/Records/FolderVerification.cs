using System.Globalization;
using System.Security.Cryptography;

using CredFunctions.Evidence;
using CredFunctions.Evidence.Integrity;
using CredFunctions.Languages;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Records;

/// <summary>Compares evidence with its manifests, the manifests with one another, and the index with both.</summary>
/// <param name="key">The key that signed each manifest; null where signatures are not checked.</param>
/// <param name="output">Takes a line a source, or the file that differs.</param>
internal sealed class FolderVerification(ECDsa? key, TextWriter output)
{
    /// <summary>Whether everything is as it was written.</summary>
    /// <exception cref="CommandException">There is no evidence.</exception>
    public async Task<bool> RunAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            throw new CommandException($"\"{folder}\" is no folder: name one that scan --out or watch wrote evidence to.");

        // A run is two folders below its source, whose runs are checked together.
        var root = Path.GetFullPath(folder);
        var sources = Directory.EnumerateFiles(root, EvidenceName.Manifest, SearchOption.AllDirectories)
            .Select(path => Path.GetFullPath(Path.Combine(path, "../../..")))
            .Concat(Directory.EnumerateFiles(root, EvidenceName.IndexTable, SearchOption.AllDirectories)
                .Select(path => Path.GetDirectoryName(path)!))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (sources.Count == 0)
            throw new CommandException(
                $"\"{folder}\" holds no {EvidenceName.Manifest} and no {EvidenceName.IndexTable}: "
                    + "it is no evidence, or nothing of it is left.");

        var isUnchanged = true;
        foreach (var source in sources)
        {
            var verified = new SourceVerification(source, key);
            var difference = await verified.RunAsync(cancellationToken);
            isUnchanged &= difference is null;
            var name = Path.GetFileName(source);
            await output.WriteLineAsync(PrintableText.Of(difference is null
                ? $"{name}: {verified.Summary}"
                : $"{name}: {difference.File} {difference.Problem}."));
        }

        if (await OverviewDifferenceAsync(root, cancellationToken) is not { } differs)
            return isUnchanged;
        await output.WriteLineAsync(PrintableText.Of($"{differs.File} {differs.Problem}."));
        return false;
    }

    /// <summary>How a list or its page differs from what was written; null where neither does.</summary>
    /// <param name="folder">Their folder.</param>
    /// <param name="list">The list's bytes.</param>
    /// <param name="listName">The list's name.</param>
    /// <param name="pageName">The page's name.</param>
    /// <param name="read">The list as it would be written again, and its page; null where it was no list.</param>
    public static async Task<EvidenceDifference?> ListDifferenceAsync(
        string folder, byte[] list, string listName, string pageName, (byte[] List, Func<Language, Task<byte[]>> Page)? read,
        CancellationToken cancellationToken)
    {
        if (read is not { } expected || !expected.List.AsSpan().SequenceEqual(list))
            return new EvidenceDifference(listName, "is not as it was written");
        return await IsPageAsync(Path.Combine(folder, pageName), expected.Page, cancellationToken)
            ? null
            : new EvidenceDifference(pageName, $"differs from {listName}");
    }

    // The policy of the last run chose its language.
    private static async Task<bool> IsPageAsync(string path, Func<Language, Task<byte[]>> page, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return false;
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        foreach (var language in Enum.GetValues<Language>())
        {
            var expected = await page(language);
            if (bytes.AsSpan().SequenceEqual(expected))
                return true;
        }

        return false;
    }

    private static async Task<EvidenceDifference?> OverviewDifferenceAsync(string root, CancellationToken cancellationToken)
    {
        var path = Path.Combine(root, EvidenceName.OverviewTable);
        if (!File.Exists(path))
            return null;
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        return await ListDifferenceAsync(
            root, bytes, EvidenceName.OverviewTable, EvidenceName.OverviewPage,
            Overview.Read(bytes) is { } overview ? (overview.Table(), overview.PageAsync) : null, cancellationToken);
    }
}

/// <summary>A file that is not as it was written.</summary>
/// <param name="File">Its name, in the folder of its source.</param>
internal sealed record EvidenceDifference(string File, string Problem);

/// <summary>The runs of one source.</summary>
internal sealed class SourceVerification(string folder, ECDsa? key)
{
    private readonly SortedDictionary<string, (RunManifest Manifest, string Sha256)> runs = new(StringComparer.Ordinal);
    private SourceIndex? index;
    private int files;

    /// <summary>What was found unchanged, once it was.</summary>
    public string Summary
    {
        get
        {
            var chain = Chain().ToList();
            var orphan = chain.Find(IsOrphan);
            var purged = orphan is null ? "" : string.Create(
                CultureInfo.InvariantCulture, $" Runs before {orphan.AsOf.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} were purged.");
            var (anew, its) = Math.Max(0, chain.Count(run => run.Previous is null) - (orphan is null ? 1 : 0)) is var count && count == 1
                ? (count, "begins a chain of its own")
                : (count, "begin chains of their own");
            return $"{Counted.Of(runs.Count, "run")}, {Counted.Of(files, "file")} unchanged.{purged}"
                + (anew == 0 ? "" : $" {Counted.Of(anew, "run")} after the first {its}.")
                + (index is null ? " There is no index, so a change of the last manifest alone would not be seen." : "")
                + (key is null ? "" : " Every manifest is signed with the key.");
        }
    }

    /// <summary>The first difference; null when there is none.</summary>
    public async Task<EvidenceDifference?> RunAsync(CancellationToken cancellationToken)
    {
        var manifests = Directory.EnumerateFiles(folder, EvidenceName.Manifest, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).ToList();
        if (await ReadIndexAsync(manifests.FirstOrDefault(), cancellationToken) is { } ofIndex)
            return ofIndex;
        foreach (var path in manifests)
        {
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
            var run = Path.GetRelativePath(folder, Path.GetDirectoryName(path)!).Replace('\\', '/');
            if (RunManifest.Read(bytes) is not { } manifest || manifest.Folder != run)
                return new EvidenceDifference($"{run}/{EvidenceName.Manifest}", "is not the manifest of its run");
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            runs.Add(run, (manifest, sha256));
            if (await FilesOfAsync(run, manifest, bytes, cancellationToken) is { } ofFiles)
                return ofFiles;
            if (index?.Agrees(manifest, sha256) is false)
                return new EvidenceDifference(
                    $"{run}/{EvidenceName.Manifest}", $"differs from the row of its run in {EvidenceName.IndexTable}");
        }

        return ChainDifference() ?? MissingRun();
    }

    private async Task<EvidenceDifference?> ReadIndexAsync(string? manifest, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, EvidenceName.IndexTable);
        if (!File.Exists(path))
            return null;

        // A copy of the folder may have another name.
        var source = manifest is null ? null : RunManifest.Read(await File.ReadAllBytesAsync(manifest, cancellationToken))?.Source;
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        index = SourceIndex.Read(source ?? Path.GetFileName(folder), bytes);
        return await FolderVerification.ListDifferenceAsync(
            folder, bytes, EvidenceName.IndexTable, EvidenceName.IndexPage,
            index is null ? null : (index.Table(), index.PageAsync), cancellationToken);
    }

    private async Task<EvidenceDifference?> FilesOfAsync(
        string run, RunManifest manifest, byte[] bytes, CancellationToken cancellationToken)
    {
        foreach (var expected in manifest.Files)
        {
            var file = new FileInfo(Path.Combine(folder, run, expected.Name));
            if (!file.Exists)
                return new EvidenceDifference($"{run}/{expected.Name}", "is missing");
            await using var content = file.OpenRead();
            if (file.Length != expected.Size
                || Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) != expected.Sha256)
                return new EvidenceDifference($"{run}/{expected.Name}", $"differs from {EvidenceName.Manifest}");
            files++;
        }

        var known = manifest.Files.Select(file => file.Name).Append(EvidenceName.Manifest).Append(EvidenceName.Signature)
            .ToHashSet(StringComparer.Ordinal);
        var added = Directory.EnumerateFileSystemEntries(Path.Combine(folder, run)).Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal).FirstOrDefault(name => !known.Contains(name));
        return added is not null ? new EvidenceDifference($"{run}/{added}", $"is not in {EvidenceName.Manifest}")
            : await IsSignedAsync(run, bytes, cancellationToken) ? null
            : new EvidenceDifference($"{run}/{EvidenceName.Signature}", "is no signature of the manifest by the key");
    }

    private async Task<bool> IsSignedAsync(string run, byte[] manifest, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, run, EvidenceName.Signature);
        return key is null || (File.Exists(path) && key.VerifyData(
            manifest, await File.ReadAllBytesAsync(path, cancellationToken), HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence));
    }

    // What is shown by itself is no part of the chain.
    private IEnumerable<RunManifest> Chain() => runs.Values.Select(run => run.Manifest).Where(run => run.Status == "complete");

    private EvidenceDifference? ChainDifference()
    {
        foreach (var run in Chain())
        {
            if (run.Previous is { } previous && runs.TryGetValue(previous.Folder, out var known) && known.Sha256 != previous.Sha256)
                return new EvidenceDifference(
                    $"{previous.Folder}/{EvidenceName.Manifest}", $"differs from what the run after it, {run.Folder}, has of it");
        }

        // What is purged is the beginning: every other run descends from the run after it, or a chain was begun later.
        var orphan = Chain().LastOrDefault(IsOrphan);
        return orphan is not null && Chain().Select(FirstOf).Any(first => first != orphan && first.AsOf <= orphan.AsOf)
            ? new EvidenceDifference(
                $"{orphan.Previous!.Folder}/{EvidenceName.Manifest}",
                $"is missing, though runs before it are there; {orphan.Folder} comes after it")
            : null;
    }

    private bool IsOrphan(RunManifest run) => run.Previous is { } previous && !runs.ContainsKey(previous.Folder);

    // The first one of its chain that is there. A hash that holds all before it makes no circle, but a folder may be anything.
    private RunManifest FirstOf(RunManifest run)
    {
        for (var left = runs.Count; left > 0 && run.Previous is { } previous && runs.TryGetValue(previous.Folder, out var before); left--)
            run = before.Manifest;
        return run;
    }

    private EvidenceDifference? MissingRun() => index?.Latest is { } latest && runs.Count > 0 && !runs.ContainsKey(latest.Folder)
        ? new EvidenceDifference($"{latest.Folder}/{EvidenceName.Manifest}", "is missing, though it is the latest run of the index")
        : null;
}
