using CredFunctions.Accounts;
using CredFunctions.Channels;
using CredFunctions.Channels.Wording;
using CredFunctions.Cli.Records;
using CredFunctions.Embedded;
using CredFunctions.Embedded.Channels;
using CredFunctions.Embedded.Evidence;
using CredFunctions.Embedded.Inbox;
using CredFunctions.Embedded.State;
using CredFunctions.Evidence;
using CredFunctions.Pipeline;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Watching;

/// <summary>
/// Watches a folder: runs the embedded engine over it, and looks for what the engine does not see: files that arrive, a policy
/// that is edited, and what another process changes in the state.
/// </summary>
internal sealed class Watch(WatchOptions options, CommandEnvironment environment)
{
    private const string StateFileName = "audit.db";

    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan MetricsEvery = TimeSpan.FromSeconds(30);

    // How long a watch with --once waits for a file that keeps growing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Chunks are recorded while the report is still being read, so by its end little is left to wait for.
    private static readonly PipelineLimits Limits = new()
    {
        FirstAsk = TimeSpan.FromMilliseconds(200),
        LongestAsk = TimeSpan.FromMinutes(1)
    };

    /// <summary>Gives the exit code, once it is stopped or, if that is all it was asked for, nothing is left to do.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        // Its reports go to a folder of that name.
        if (options.Source is "." or "..")
            throw new CommandException($"--source \"{options.Source}\" cannot be a folder: give it another name.");

        var folder = WatchedFolder.Open(options.Folder);
        var policy = (options.Policy ?? options.Roster) is null ? null : new WatchedPolicy(options.Policy, options.Roster, environment);
        policy?.Check();
        var state = options.State ?? Path.Combine(options.Folder, StateFileName);
        RefuseAmongReports(folder, state, "--state");
        RefuseAmongReports(folder, options.Policy, "--policy");
        RefuseAmongReports(folder, options.Roster, "--roster");
        RefuseAmongReports(folder, options.Metrics, "--metrics");
        using var key = EvidenceKey.Private(options.Sign);
        using var claim = StateClaim.On(state);
        using var file = OpenState(folder, state);
        var option = $"--state {ShellWord.Of(state)}";
        var messages = new WatchMessages(environment, option);
        file.Lost = reason => messages.Warn($"Accounts that were recorded last are recorded again. {reason}");

        var looks = new FileLooks(options.Settle, environment.Time);
        var arrivals = new Arrivals(folder, looks, options.Source, environment.WriteMessage, options.AsOf);
        var store = new SqliteAuditStore(file) { Committed = messages.Write };
        var evidence = FolderEvidenceStore.Open(folder.Evidence);
        using var channels = new ChannelSenders(
            environment.Secrets, environment.Time, environment.OpenChannel(), evidence, environment.WriteMessage,
            records: new EngineRecords(option, AreInStorage: false));
        var policies = new EmbeddedPolicies(file, () => policy?.Read());
        using var engine = new EmbeddedEngine(new EngineParts
        {
            Store = store,
            Inbox = new FolderReportInbox(folder, looks, options.Source, options.AsOf),
            Policies = policies,
            Evidence = new RunEvidence(evidence, store, key),
            Channels = options.Once ? channels.All : [.. channels.All.Select(each => new ReportingChannel(each, environment.WriteMessage))],
            Limits = Limits,
            Time = environment.Time,
            Swept = () => file.Swept(environment.Time.GetUtcNow()),
            Warn = environment.WriteMessage,
        });
        Task WriteMetricsAsync() => this.WriteMetricsAsync(store, policies, file, messages);

        if (options.Once)
        {
            var undelivered = await Undelivered.SinceAsync(environment.Time.GetUtcNow(), store, stop);
            var exitCode = await WorkOffAsync(
                engine, arrivals, undelivered, messages, () => messages.WriteWhatIsLeftAsync(folder, options.Source, store, stop), stop);
            await WriteMetricsAsync();
            return exitCode;
        }

        environment.WriteMessage(
            $"Watching \"{folder.Reports}\" for reports of {options.Source} and, in folders, of the sources they name. "
                + $"The state is in \"{state}\".");
        await ContinueAsync(engine, arrivals, policy, file, WriteMetricsAsync, stop);
        environment.WriteMessage("Stopped. The next start continues from here.");
        return ExitCode.Done;
    }

    // A file there would be read as a report, and moved away.
    private static void RefuseAmongReports(WatchedFolder folder, string? path, string option)
    {
        if (path is not null && folder.PathOf(Path.GetFullPath(path)) is not null)
            throw new CommandException(
                $"\"{path}\" lies in \"{folder.Reports}\", which is for reports alone: name a file outside of it with {option}.");
    }

    private StateFile OpenState(WatchedFolder folder, string state)
    {
        var recorded = new RecordedBefore(folder, options.Folder, state);

        // A state that is refused is not even created.
        if (!options.NewState && StateFile.IsEmpty(state))
            recorded.Refuse(known: new HashSet<string>(StringComparer.Ordinal));
        var file = StateFile.Open(state);
        try
        {
            var known = file.ReportIds();
            if (!options.NewState)
                recorded.Refuse(known);
            if (known.Count > 0 && recorded.Sentence(known) is { } sentence)
                environment.WriteMessage(sentence);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private async Task ContinueAsync(
        EmbeddedEngine engine, Arrivals arrivals, WatchedPolicy? policy, StateFile file, Func<Task> writeMetrics,
        CancellationToken cancellationToken)
    {
        using var service = new ServiceManager(environment);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = new PeriodicTimer(Pause, environment.Time);
        var working = engine.RunAsync(SweepEvery, stop.Token);
        service.Ready($"Watching {options.Folder}");
        long? written = null;
        try
        {
            while (!working.IsCompleted)
            {
                service.Alive();
                if (written is not { } last || environment.Time.GetElapsedTime(last) >= MetricsEvery)
                {
                    await writeMetrics();
                    written = environment.Time.GetTimestamp();
                }

                foreach (var entry in arrivals.Look())
                    await engine.ArrivedAsync(entry.Source, entry.Name, stop.Token);
                policy?.Look();
                if (file.HasChangedOutside())
                    await engine.RefreshAsync(stop.Token);
                await timer.WaitForNextTickAsync(stop.Token);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It was stopped.
        }
        finally
        {
            service.Stopping();
            await stop.CancelAsync();
            await working;
        }
    }

    // Metrics that cannot be written must not end a watch: the exporter reports how old the file is.
    private async Task WriteMetricsAsync(
        SqliteAuditStore store, EmbeddedPolicies policies, StateFile file, WatchMessages messages)
    {
        if (options.Metrics is not { } path)
            return;
        try
        {
            var sources = await SourceStatus.ReadAsync(store, policies, CancellationToken.None);
            var unsent = await Undelivered.AllAsync(store, CancellationToken.None).ToListAsync();
            RecordMetrics.WriteTo(path, RecordMetrics.Of(sources, unsent, file.SweptAt(), environment.Time.GetUtcNow()));
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            messages.Warn($"The metrics cannot be written: {ex.Message}");
        }
    }

    private async Task<int> WorkOffAsync(
        EmbeddedEngine engine, Arrivals arrivals, Undelivered undelivered, WatchMessages messages, Func<Task> writeWhatIsLeft,
        CancellationToken stop)
    {
        // The unfinished reports are listed before the error ends the command.
        Exception? failed = null;
        try
        {
            await engine.RefreshAsync(stop);
            await TakeArrivalsAsync(engine, arrivals, stop);

            // The same bytes may lie there under two names: one was recorded, and the sweep archives the other.
            await engine.SweepAsync(stop);
            await engine.RunUntilIdleAsync(stop);
        }
        catch (Exception ex) when (ex is EngineException or IOException)
        {
            failed = ex;
        }

        foreach (var name in arrivals.Growing)
            environment.WriteMessage($"\"{name}\" is still being written, and left for the next time.");
        var unfinished = await engine.UnfinishedAsync(stop).ToListAsync(stop);
        foreach (var report in unfinished)
            environment.WriteMessage(ReportSentences.Unfinished(report));
        await writeWhatIsLeft();
        if (failed is null)
        {
            var allDelivered = await undelivered.WriteAsync(environment.WriteMessage, stop);
            return ExitCodeOf(engine, arrivals, messages, allDelivered && unfinished.Count == 0);
        }

        if (failed is EngineException { Fault: not EngineFault.Disk })
            throw failed;

        // The disk is full or failed: the next run goes on from here.
        environment.WriteMessage(failed is IOException ? $"Reading or writing failed: {failed.Message}" : failed.Message);
        return ExitCodeOf(engine, arrivals, messages, isDone: false);
    }

    private async Task TakeArrivalsAsync(EmbeddedEngine engine, Arrivals arrivals, CancellationToken stop)
    {
        var since = environment.Time.GetTimestamp();
        while (true)
        {
            var arrived = arrivals.Look();
            foreach (var entry in arrived)
                await engine.ArrivedAsync(entry.Source, entry.Name, stop);
            await engine.RunUntilIdleAsync(stop);
            if (arrived.Count > 0)
                since = environment.Time.GetTimestamp();
            else if (arrivals.Growing.Count == 0 || environment.Time.GetElapsedTime(since) > Patience)
                break;
            await Task.Delay(Pause, environment.Time, stop);
        }
    }

    private static int ExitCodeOf(EmbeddedEngine engine, Arrivals arrivals, WatchMessages messages, bool isDone) =>
        messages.HasRefused || arrivals.HasRefused ? ExitCode.Rejected
        : !isDone || messages.HasGaps || engine.Dead.Count > 0 || arrivals.Growing.Count > 0 || arrivals.HasTroubles
            ? ExitCode.UnreadableRows
        : ExitCode.Done;

    private TimeSpan Pause => options.Settle < LongestPause ? options.Settle : LongestPause;
}
