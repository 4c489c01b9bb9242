using FirewallRules.Tests.Emitters.Readers;
using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Catalogs;

/// <summary>Updates lead from a host with the Agent to one whose service is open to others, and back; what is left out stays out.</summary>
public sealed class CatalogUpdateTests
{
    private static readonly string[] Formats = ["windows", "aws-cli", "aws-json", "azure-cli"];

    private static readonly RuleSet Closed = RuleSet.ForAgent(AgentVersion.V7, RealDocuments.Sample);

    private static readonly RuleSet Opened = RuleSet.ForAgent(
        AgentVersion.V7,
        RealDocuments.Sample,
        new() { NtpServers = Sets.Of("192.0.2.1/32"), Services = [AgentService.DogStatsD.OpenTo(Sets.Of("10.0.0.0/8"))] });

    [TestCaseSource(nameof(Formats))]
    public void A_service_is_opened_and_closed_again(string format)
    {
        var emitter = BuiltInEmitters.All.Single(emitter => emitter.Name == format);
        var state = UpdateReader.StateOf(format, Closed.Emit(emitter));

        var opening = Opened.EmitUpdate(Closed, emitter);
        UpdateReader.Apply(format, opening, state);
        Assert.That(state, Is.EqualTo(UpdateReader.StateOf(format, Opened.Emit(emitter))), opening);

        var closing = Closed.EmitUpdate(Opened, emitter);
        UpdateReader.Apply(format, closing, state);
        Assert.That(state, Is.EqualTo(UpdateReader.StateOf(format, Closed.Emit(emitter))), closing);
        Assert.That(opening, Does.Contain("10.0.0.0/8"));
        Assert.That((opening + closing).Split('\n').Where(line => line.Contains("127.0.0.1", StringComparison.Ordinal)), Is.All.Contain("Skipped"));
    }
}
