using FirewallRules.Networks;
using FirewallRules.Rules;

namespace FirewallRules;

// Rule sets made from the port catalogs.
public sealed partial class RuleSet
{
    /// <summary>
    /// Creates rules for a host that runs the Datadog Agent, with the addresses of the embedded US1 document; see
    /// <see cref="IpRangesSnapshot.Us1"/> for its date.
    /// </summary>
    /// <example><code>
    /// Console.Write(RuleSet.ForAgent(AgentVersion.V7).ToNftables());
    /// </code></example>
    public static RuleSet ForAgent(AgentVersion version) => ForAgent(version, IpRangesSnapshot.Us1);

    /// <summary>
    /// Creates rules for a host that runs the Datadog Agent: outbound to Datadog and NTP servers; inbound to the Agent's services, which only
    /// the host itself may reach unless they are opened.
    /// </summary>
    /// <param name="version">The version of the Agent; <see cref="AgentVersion.Ports"/> lists its ports.</param>
    /// <param name="document">The ip-ranges document, which also determines the site.</param>
    /// <param name="options">What differs from the catalog; <see langword="null"/> for the defaults.</param>
    /// <remarks>
    /// A section that Datadog added later and that the document does not have is listed in <see cref="EmptyLabels"/>. The rules cover both
    /// directions, so that a default deny drops every other new connection to the host, including remote logins; set
    /// <see cref="AgentOptions.LocalServices"/> to <see langword="false"/> to omit the inbound direction.
    /// </remarks>
    /// <exception cref="SectionNotFoundException">The document does not have a section that every version of it has had.</exception>
    /// <exception cref="AgentOptionsException">The version or the site does not have a requested service, or its port is fixed.</exception>
    /// <example><code>
    /// var options = new AgentOptions { Services = [AgentService.DogStatsD.OpenTo(AddressSet.Parse("10.0.0.0/8"))] };
    /// Console.Write(RuleSet.ForAgent(AgentVersion.V7, IpRangesSnapshot.Us1, options).ToNftables());
    /// </code></example>
    public static RuleSet ForAgent(AgentVersion version, IpRangesDocument document, AgentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(document);
        var (rules, missing) = AgentRules.Of(version, document, options ?? new AgentOptions());
        return new RuleSet(rules, rules.Where(rule => rule.Remote.IsEmpty).SelectMany(rule => rule.Labels).Concat(missing), IpFamilies.Both);
    }

    /// <summary>Creates inbound rules for a host that runs DataKit.</summary>
    /// <param name="from">The senders; an <see cref="AddressSet"/> converts, and <see cref="Remote.Any"/> allows every sender.</param>
    /// <param name="inputs">
    /// The inputs; a <see cref="DataKitInput"/> converts, and <see cref="DataKitInput.OnPort"/> changes its port.
    /// </param>
    /// <remarks>
    /// Outputs for one host replace each other when they use the same name prefix. Combine these rules with the others for that host, or set a
    /// separate name prefix in the options of the output.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// No input is given, an element is <see langword="null"/>, or an input is listed twice.
    /// </exception>
    public static RuleSet ForDataKit(Remote from, params DataKitSelection[] inputs)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(inputs);
        RequireElements(inputs);
        if (inputs.Length == 0)
        {
            throw new ArgumentException("At least one input is required.", nameof(inputs));
        }

        foreach (var duplicate in inputs.GroupBy(selection => selection.Input).Where(group => group.Count() > 1))
        {
            throw new ArgumentException($"The input '{duplicate.Key}' is listed more than once.", nameof(inputs));
        }

        return Of(
        [
            .. inputs.SelectMany(
                selection => selection.Input.Protocols,
                (selection, protocol) => new Rule(Direction.Ingress, protocol, [selection.Port], from, [selection.Input.Name], [], [PortCatalog.DataKit])),
        ]);
    }

    /// <summary>Creates rules for a host that reaches Datadog only through a proxy.</summary>
    /// <param name="proxy">The addresses of the proxy; an <see cref="AddressSet"/> converts.</param>
    /// <param name="port">The port or port range of the proxy; an <see cref="int"/> converts.</param>
    /// <remarks>NTP does not go through a proxy: combine with a rule of your own if the host needs it.</remarks>
    /// <exception cref="ArgumentException"><paramref name="port"/> is <c>default</c>.</exception>
    public static RuleSet ForProxy(Remote proxy, PortRange port) => Of(Rule.Egress(proxy, Protocol.Tcp, port, "proxy"));
}
