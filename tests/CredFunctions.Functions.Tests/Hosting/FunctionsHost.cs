using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;

using CredFunctions.Functions.Tests.Hosting.Rpc;

using Grpc.Core;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CredFunctions.Functions.Tests.Hosting;

/// <summary>A Functions host with one worker: asks it for its functions, has it load them, and invokes them.</summary>
internal sealed class FunctionsHost : FunctionRpc.FunctionRpcBase, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication server;
    private readonly Channel<StreamingMessage> questions = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> answers = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> log = new();
    private Dictionary<string, string> functionIds = new(StringComparer.Ordinal);

    private FunctionsHost()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        server = builder.Build();
        server.MapGrpcService<FunctionsHost>();
    }

    /// <summary>Where a worker finds it.</summary>
    public string Url => server.Urls.First();

    /// <summary>What the worker logged.</summary>
    public IEnumerable<string> Log => log;

    public static async Task<FunctionsHost> StartAsync()
    {
        var host = new FunctionsHost();
        await host.server.StartAsync();
        return host;
    }

    /// <summary>Waits for the worker, and loads every function that it reports.</summary>
    /// <returns>The functions, as the worker describes them.</returns>
    public async Task<IReadOnlyList<RpcFunctionMetadata>> LoadAsync(string appFolder)
    {
        await started.Task.WaitAsync(Patience);
        var ready = await AskAsync(new StreamingMessage { WorkerInitRequest = new WorkerInitRequest { HostVersion = "4.0.0.0", WorkerDirectory = appFolder, FunctionAppDirectory = appFolder } });
        Succeeded(ready.WorkerInitResponse.Result);
        var found = await AskAsync(new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = appFolder } });
        Succeeded(found.FunctionMetadataResponse.Result);
        var functions = found.FunctionMetadataResponse.FunctionMetadataResults;
        foreach (var function in functions)
        {
            var loaded = await AskAsync(new StreamingMessage { FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function } });
            Succeeded(loaded.FunctionLoadResponse.Result);
        }

        functionIds = functions.ToDictionary(function => function.Name, function => function.FunctionId, StringComparer.Ordinal);
        return functions;
    }

    /// <summary>Invokes a function, and waits until it is done.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="parameter">The parameter that the trigger is bound to.</param>
    /// <param name="data">What the trigger passes.</param>
    /// <param name="cancelling">Ends when the host wants the invocation cancelled; null for never.</param>
    public async Task<StatusResult> InvokeAsync(string function, string parameter, TypedData data, Task? cancelling = null)
    {
        var invocation = new InvocationRequest
        {
            InvocationId = Guid.NewGuid().ToString(),
            FunctionId = functionIds[function],
            TraceContext = new RpcTraceContext(),
            InputData = { new ParameterBinding { Name = parameter, Data = data } },
        };
        var answer = AskAsync(new StreamingMessage { InvocationRequest = invocation });
        if (cancelling is not null)
        {
            await cancelling;
            await questions.Writer.WriteAsync(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocation.InvocationId } });
        }

        return (await answer).InvocationResponse.Result;
    }

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        var asking = AskAllAsync(responseStream, context.CancellationToken);
        await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
        {
            if (message.ContentCase is StreamingMessage.ContentOneofCase.StartStream)
                started.TrySetResult();
            else if (message.ContentCase is StreamingMessage.ContentOneofCase.RpcLog)
                log.Enqueue($"{message.RpcLog.Category}: {message.RpcLog.Message} {message.RpcLog.Exception?.Message}");
            else if (answers.TryRemove(message.RequestId, out var answer))
                answer.SetResult(message);
        }

        await asking;
    }

    public async ValueTask DisposeAsync()
    {
        questions.Writer.Complete();
        await server.DisposeAsync();
    }

    private async Task AskAllAsync(IServerStreamWriter<StreamingMessage> worker, CancellationToken cancellationToken)
    {
        await foreach (var question in questions.Reader.ReadAllAsync(cancellationToken))
            await worker.WriteAsync(question, cancellationToken);
    }

    private async Task<StreamingMessage> AskAsync(StreamingMessage question)
    {
        question.RequestId = Guid.NewGuid().ToString();
        var answer = answers[question.RequestId] = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        await questions.Writer.WriteAsync(question);
        return await answer.Task.WaitAsync(Patience);
    }

    public void Succeeded(StatusResult result) => result.Status.Should().Be(
        StatusResult.Types.Status.Success, "{0}\n{1}\n{2}", result.Exception?.Message, result.Exception?.StackTrace, string.Join('\n', log));
}
