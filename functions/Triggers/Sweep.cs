using CredFunctions.Azure;
using CredFunctions.Pipeline;

namespace CredFunctions.Functions.Triggers;

/// <summary>It is time to look for what was lost.</summary>
public sealed class Sweep(SweepReports sweep)
{
    [Function(nameof(Sweep))]
    public Task RunAsync([TimerTrigger("%" + SettingNames.SweepSchedule + "%")] TimerInfo timer, CancellationToken cancellationToken) =>
        sweep.HandleAsync(cancellationToken);
}
