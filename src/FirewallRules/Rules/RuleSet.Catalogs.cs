using FirewallRules.Rules;

namespace FirewallRules;

// Rule sets that follow from the catalogues of ports.
public sealed partial class RuleSet
{
    /// <summary>
    /// Rules for a host with the Datadog Agent, with the addresses of the embedded US1 document; see <see cref="IpRangesSnapshot.Us1"/> for
    /// its date.
    /// </summary>
    public static RuleSet ForAgent(AgentVersion version) => ForAgent(version, IpRangesSnapshot.Us1);

    /// <summary>
    /// Rules for a host with the Datadog Agent: outbound what it sends to Datadog and its NTP servers, inbound its services, for the host
    /// itself unless they are opened.
    /// </summary>
    /// <param name="version">The version of the Agent; <see cref="AgentVersion.Ports"/> is what is known of its ports.</param>
    /// <param name="document">The ip-ranges document, which also says the site.</param>
    /// <param name="options">What differs from the catalogue; <see langword="null"/> for nothing.</param>
    /// <remarks>
    /// A section that the vendor added later and that the document does not have is named in <see cref="EmptyLabels"/>. The rules speak of
    /// both directions, so that a default deny refuses every other new connection to the host, remote logins included;
    /// <see cref="AgentOptions.LocalServices"/> leaves the inbound direction out.
    /// </remarks>
    /// <exception cref="KeyNotFoundException">The document does not have a section that every document has.</exception>
    /// <exception cref="ArgumentException">The version or the site has no such service, or its port cannot be changed.</exception>
    public static RuleSet ForAgent(AgentVersion version, IpRangesDocument document, AgentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(document);
        var (rules, missing) = AgentRules.Of(version, document, options ?? new AgentOptions());
        return new RuleSet(rules, rules.Where(rule => rule.Remote.IsEmpty).SelectMany(rule => rule.Labels).Concat(missing), BothFamilies);
    }

    /// <summary>Rules for a host with DataKit: its inputs, for those who send to them.</summary>
    /// <param name="from">Who sends; a set of addresses converts, and any is said as <see cref="Remote.Any"/>.</param>
    /// <param name="inputs">The inputs; a <see cref="DataKitInput"/> converts, and <see cref="DataKitInput.OnPort"/> changes the port.</param>
    /// <remarks>
    /// Outputs for one host replace each other where their names start alike: combine the rules with others for that host, or give the
    /// output a name prefix of its own, as the command line does.
    /// </remarks>
    /// <exception cref="ArgumentException">No input is given, or one twice.</exception>
    public static RuleSet ForDataKit(Remote from, params DataKitSelection[] inputs)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Length == 0)
        {
            throw new ArgumentException("Give at least one input.", nameof(inputs));
        }

        foreach (var twice in inputs.GroupBy(selection => selection.Input).Where(group => group.Count() > 1))
        {
            throw new ArgumentException($"The input '{twice.Key}' is there twice.", nameof(inputs));
        }

        return Of(
        [
            .. inputs.SelectMany(
                selection => selection.Input.Protocols,
                (selection, protocol) => new Rule(Direction.Ingress, protocol, [selection.Port], from, [selection.Input.Name], [], [PortCatalog.DataKit])),
        ]);
    }

    /// <summary>Rules for a host that reaches Datadog through a proxy alone.</summary>
    /// <param name="proxy">The addresses of the proxy; a set of addresses converts.</param>
    /// <param name="port">The port or run of ports of the proxy; an <see cref="int"/> converts.</param>
    /// <remarks>NTP does not go through a proxy. Combine with a rule of your own where the host needs it.</remarks>
    /// <exception cref="ArgumentException"><paramref name="port"/> is <c>default</c>.</exception>
    public static RuleSet ForProxy(Remote proxy, PortRange port) => Of(Rule.Egress(proxy, Protocol.Tcp, port, "proxy"));
}
