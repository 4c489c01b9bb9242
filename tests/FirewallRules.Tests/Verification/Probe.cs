namespace FirewallRules.Tests.Verification;

/// <summary>One connection, for comparing a verification with a model that knows single connections only.</summary>
internal sealed record Probe(Direction Direction, Protocol Protocol, int Port, Cidr Address)
{
    // Few addresses and ports, so that random rules meet.
    private const int Ports = 10;

    public static Probe Random(Random random)
        => new(
            random.Next(2) == 0 ? Direction.Egress : Direction.Ingress,
            random.Next(2) == 0 ? Protocol.Tcp : Protocol.Udp,
            random.Next(1, Ports + 3),
            Cidr.Parse(random.Next(2) == 0 ? $"10.0.0.{random.Next(20)}/32" : $"2001:db8::{random.Next(20):x}/128"));

    /// <summary>A prefix near the addresses of probes.</summary>
    public static Cidr Prefix(Random random)
        => Cidr.Parse(
            random.Next(2) == 0 ? $"10.0.0.{random.Next(16)}/{random.Next(28, 33)}" : $"2001:db8::{random.Next(16):x}/{random.Next(124, 129)}",
            CidrStyles.MaskHostBits);

    public static PortRange PortsNear(Random random)
    {
        var first = random.Next(1, Ports + 1);
        return new PortRange(first, random.Next(2) == 0 ? first : random.Next(first, Ports + 1));
    }

    /// <summary>Rules near the probes.</summary>
    public static RuleSet Rules(Random random, bool withAny = true)
        => RuleSet.Of([.. Enumerable.Range(0, random.Next(1, 5)).Select(i => Rule(random, withAny, $"rule {i}"))]);

    /// <summary>The addresses as a set.</summary>
    public AddressSet Addresses => AddressSet.Of(Address);

    public bool IsAllowedBy(RuleSet rules)
        => rules.ByLabels.Any(rule => rule.Direction == Direction && rule.Protocol == Protocol
            && rule.Ports.Any(ports => ports.Contains(new PortRange(Port, Port)))
            && (rule.Remote.IsAny(Address.Family) || rule.Remote.Addresses.Contains(Address)));

    /// <summary>What a verification says about the connection, in order, such as <c>Overridden deny</c>.</summary>
    public string In(LiveVerification verification, string? onInterface = null)
        => string.Join(", ", verification.Findings
            .Where(finding => finding.Direction == Direction && finding.Protocol == Protocol && !finding.IsForwarded
                && finding.Ports.Any(ports => ports.Contains(new PortRange(Port, Port))) && finding.Addresses.Contains(Address)
                && (onInterface is null || finding.Interface is null || finding.Interface == onInterface))
            .Select(finding => $"{finding.Kind}{(finding.IsDeny ? " deny" : "")}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal));

    /// <summary>What a verification should say about a connection.</summary>
    /// <param name="wanted">What the rules ask for: <c>accept</c> or <c>drop</c>, or <c>none</c> if they leave it to others.</param>
    /// <param name="ours">What this project's part may do; several if that is not known.</param>
    /// <param name="whole">What the whole firewall may do.</param>
    public static string Judge(string wanted, IReadOnlySet<string> ours, IReadOnlySet<string> whole)
    {
        if (ours.Count == 1 && ours.Contains(wanted))
        {
            return wanted == "none" || (whole.Count == 1 && whole.Contains(wanted)) ? ""
                : (whole.Count > 1 ? "Unknown" : "Overridden") + (wanted == "drop" ? " deny" : "");
        }

        return wanted == "accept" && !ours.Contains("accept") ? "Missing"
            : ours.Count > 1 ? "Unknown"
            : ours.Contains("accept") ? "Extra"
            : ours.Contains("none") ? "Missing deny"
            : "Extra deny";
    }

    private static Rule Rule(Random random, bool withAny, string comment)
    {
        Remote remote = withAny && random.Next(8) == 0 ? Remote.AnyIPv4
            : AddressSet.Of([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Prefix(random))]);
        var protocol = random.Next(2) == 0 ? Protocol.Tcp : Protocol.Udp;
        return random.Next(2) == 0
            ? FirewallRules.Rule.Egress(remote, protocol, PortsNear(random), comment)
            : FirewallRules.Rule.Ingress(remote, protocol, PortsNear(random), comment);
    }
}
