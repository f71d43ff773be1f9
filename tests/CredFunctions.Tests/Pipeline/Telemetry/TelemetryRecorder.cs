using System.Diagnostics;
using System.Diagnostics.Metrics;

using CredFunctions.Telemetry;

namespace CredFunctions.Tests.Pipeline.Telemetry;

/// <summary>
/// What one test makes the pipeline measure and trace. Meters and sources are the process's, so what other tests do at the
/// same time is told apart by the flow of execution.
/// </summary>
internal sealed class TelemetryRecorder : IDisposable
{
    private static readonly AsyncLocal<TelemetryRecorder?> Current = new();

    private readonly MeterListener meters = new();
    private readonly ActivityListener activities;

    public TelemetryRecorder()
    {
        Current.Value = this;
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == PipelineMeter.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        meters.Start();
        activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PipelineActivities.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => IsMine ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                if (IsMine)
                    Activities.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(activities);
    }

    public List<Measured> Measurements { get; } = [];

    public List<Activity> Activities { get; } = [];

    private bool IsMine => ReferenceEquals(Current.Value, this);

    public IEnumerable<Measured> Of(string instrument) => Measurements.Where(each => each.Instrument.Name == instrument);

    public void Dispose()
    {
        meters.Dispose();
        activities.Dispose();
        Current.Value = null;
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (IsMine)
            Measurements.Add(new Measured(instrument, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal)));
    }
}
