using Azure;
using Azure.Identity;
using CredFunctions.Azure;
using CredFunctions.Channels;
using CredFunctions.Embedded;
using CredFunctions.Embedded.State;
using CredFunctions.Pipeline;
using CredFunctions.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace CredFunctions.Cli.Records;

/// <summary>The records that a command reads: a state file, or a storage account.</summary>
internal sealed class OpenedStore : IDisposable
{
    private readonly StateFile? file;

    private OpenedStore(IAuditStore store, string option, StateFile? file, AzureStorage? azure) =>
        (Store, Option, this.file, Azure) = (store, option, file, azure);

    public IAuditStore Store { get; }

    /// <summary>The policies that its runs were pinned to; which one is in force is not known here.</summary>
    public IPolicies Policies => file is null
        ? Azure!.PoliciesWith(ChannelKinds.Readers)
        : new EmbeddedPolicies(file, () => null);

    /// <summary>The option that names it, to be repeated in a command that is recommended.</summary>
    public string Option { get; }

    /// <summary>The folder in which the state file lies; null for a storage account.</summary>
    public string? Folder => StatePath is null ? null : Path.GetDirectoryName(Path.GetFullPath(StatePath));

    private string? StatePath { get; init; }

    /// <summary>The storage account; null for a state file.</summary>
    public AzureStorage? Azure { get; }

    /// <summary>Its lanes. A process that works on them finds in the store what changed, so nothing is enqueued.</summary>
    public LaneKeeper Lanes(TimeProvider time)
    {
        var queues = new NoQueues();
        return new LaneKeeper(Store, new NotificationOutbox(Store, queues, time), queues, time, NullLogger<LaneKeeper>.Instance);
    }

    /// <summary>The files of its reports.</summary>
    /// <param name="folder">The watched folder in which they are; null where none is named.</param>
    /// <param name="time">The clock.</param>
    public InboxFiles Files(string? folder, TimeProvider time) =>
        new(new KeptReports(this, folder, time), Store, NullLogger<InboxFiles>.Instance);

    /// <summary>When a watch last searched for unfinished work; null where it never did, or for a storage account.</summary>
    public DateTimeOffset? SweptAt() => file?.SweptAt();

    /// <summary>Whether a watch or a scan is at work on the state file now.</summary>
    public bool IsInUse => StatePath is { } path && StateClaim.IsHeld(path);

    /// <summary>Copies the records into a new file that only its owner can read; gives the sentence about it.</summary>
    public async Task<string> BackUpAsync(string path, CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            await file.BackUpAsync(path);
            return $"\"{path}\" is a whole copy of \"{StatePath}\" as it is now.";
        }

        var rows = 0L;
        await BackupFile.WriteAsync(path, async part =>
        {
            await using var stream = File.OpenWrite(part);
            rows = await Azure!.Backup.WriteAsync(stream, cancellationToken);
        });
        return $"\"{path}\" is a whole copy of the three tables, {Counted.Of(rows, "row")}.";
    }

    /// <exception cref="CommandException">The file does not exist, or is no state file.</exception>
    public static OpenedStore OfState(string path)
    {
        // SQLite would make an empty file a database.
        if (new FileInfo(path) is { Exists: true, Length: 0 })
            throw new CommandException($"\"{path}\" is empty: name the file that scan or watch keeps its state in.");

        var file = StateFile.OpenExisting(path);
        return new OpenedStore(new SqliteAuditStore(file), $"--state {ShellWord.Of(path)}", file, azure: null)
        {
            StatePath = path,
        };
    }

    /// <param name="address">The URL of a storage account, or its connection string.</param>
    /// <exception cref="CommandException">The address cannot be used.</exception>
    public static OpenedStore OfStorage(string address)
    {
        try
        {
            var azure = AzureStorage.Connect(StorageAddress.Parse(address, "--storage"));

            // A connection string has a key in it, which is not repeated.
            var isUrl = address.TrimStart().StartsWith("https://", StringComparison.OrdinalIgnoreCase);
            return new OpenedStore(azure.Store, isUrl ? $"--storage {ShellWord.Of(address)}" : "--storage …", file: null, azure);
        }
        catch (FormatException ex)
        {
            throw new CommandException(ex.Message);
        }
    }

    /// <summary>Works with the store; what a service out there answers with becomes one sentence.</summary>
    public static async Task<int> UseAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (RequestFailedException ex)
        {
            throw new CommandException(WhatIsWrong(ex));
        }
        catch (AggregateException ex) when (ex.InnerExceptions.All(each => each is RequestFailedException))
        {
            throw new CommandException(WhatIsWrong((RequestFailedException)ex.InnerExceptions[0]));
        }
        catch (InvalidDataException ex)
        {
            throw new CommandException(ex.Message);
        }
        catch (AuthenticationFailedException ex)
        {
            throw new CommandException(
                $"Nobody is signed in who could read the storage account: sign in with \"az login\", "
                + $"or give a connection string. {FirstLine(ex.Message)}");
        }
    }

    public void Dispose() => file?.Dispose();

    private static string WhatIsWrong(RequestFailedException refused) => refused switch
    {
        { Status: 0 } => $"The storage account cannot be reached: check --storage and the network. {FirstLine(refused.Message)}",
        { Status: 401 or 403 } =>
            "The storage account refuses access: reading needs the roles Storage Table Data Reader and Storage Blob Data Reader; " +
            "accept, replay, withdraw and restore need the Contributor roles, " +
            "and upload needs Storage Blob Data Contributor on the container reports.",
        { ErrorCode: "TableNotFound" or "ContainerNotFound" or "ResourceNotFound" } =>
            "The storage account holds nothing of CredFunctions: deploy it first, or check --storage.",
        _ => $"The storage account answers {refused.Status} {refused.ErrorCode}: try again, or check --storage.",
    };

    private static string FirstLine(string message) => message.ReplaceLineEndings("\n").Split('\n')[0];
}
