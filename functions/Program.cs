using CredFunctions.Azure;
using CredFunctions.Functions;

using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddFunctionAppServices(builder.Configuration).AddFunctionAppTelemetry(builder.Configuration);
using var host = builder.Build();
try
{
    await host.RunAsync();
    return 0;
}
catch (Exception ex) when (SettingFaults.Of(ex) is { } faults)
{
    await Console.Error.WriteLineAsync(faults);
    return 2;
}
