using CredFunctions.Azure;
using CredFunctions.Functions;

using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddHead(builder.Configuration).AddHeadTelemetry(builder.Configuration);
using var host = builder.Build();
try
{
    await host.RunAsync();
    return 0;
}
catch (Exception wrong) when (SettingFaults.Of(wrong) is { } faults)
{
    await Console.Error.WriteLineAsync(faults);
    return 2;
}
