using CredFunctions.Azure;
using CredFunctions.Pipeline;

namespace CredFunctions.Functions.Triggers;

/// <summary>It is time to look for lost work.</summary>
public sealed class Sweep(SweepReports sweep)
{
    [Function(nameof(Sweep))]
    public Task RunAsync([TimerTrigger("%" + SettingNames.SweepSchedule + "%")] TimerInfo timer, CancellationToken cancellationToken) =>
        sweep.HandleAsync(cancellationToken);
}
