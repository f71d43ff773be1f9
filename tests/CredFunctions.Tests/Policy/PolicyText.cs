using System.Text;

using CredFunctions.Channels;
using CredFunctions.Policy;
using CredFunctions.Policy.Json;

namespace CredFunctions.Tests.Policy;

/// <summary>Policies written in tests.</summary>
public static class PolicyText
{
    public static PolicyReading Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    public static PolicyReading Read(ReadOnlySpan<byte> utf8) => PolicyFile.Read(utf8, ChannelKinds.Readers);

    /// <summary>The policy of a text without errors and warnings.</summary>
    public static AssessmentPolicy Policy(string json, string source = "default") => Document(json).For(source);

    /// <summary>The same for every source.</summary>
    public static PolicyDocument Document(string json)
    {
        var reading = Read(json);
        reading.Errors.Should().BeEmpty();
        reading.Warnings.Should().BeEmpty();
        return reading.Policy!;
    }

    /// <summary>The one thing that is wrong with a text.</summary>
    public static PolicyRemark Error(string json)
    {
        var reading = Read(json);
        reading.IsValid.Should().BeFalse();
        reading.Policy.Should().BeNull();
        return reading.Errors.Should().ContainSingle().Which;
    }
}
