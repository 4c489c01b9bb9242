using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes the IPv4 addresses of rule sets as IP groups, to which rules of an Azure Firewall refer.</summary>
/// <remarks>
/// An IP group has at most 5000 addresses; a rule with more is written as several IP groups, whose number is a power of two. Azure Firewall
/// does not process IPv6: such addresses are skipped and listed in the header, as are loopback addresses. The output contains no rules of
/// the firewall; direction, protocol and ports of each IP group are in its tags. Sources: for limits
/// <c>learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits</c>; for IP groups
/// <c>learn.microsoft.com/azure/firewall/ip-groups</c>.
/// </remarks>
public sealed class AzureIpGroupEmitter(AzureIpGroupOptions? options = null) : IUpdatingEmitter
{
    internal const string ResourceType = "Microsoft.Network/ipGroups";
    internal const string ApiVersion = "2024-05-01";

    private readonly AzureIpGroupOptions _options = options ?? new AzureIpGroupOptions();

    /// <inheritdoc />
    public string Name => _options.Output == AzureIpGroupOutput.Bicep ? "azure-ip-groups-bicep" : "azure-ip-groups-arm";

    /// <inheritdoc />
    /// <exception cref="LimitExceededException">More IP groups are needed than a firewall can use; nothing was written.</exception>
    /// <exception cref="RuleNotSupportedException">No rule has IPv4 addresses; nothing was written.</exception>
    public void Emit(RuleSet rules, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(writer);
        Write(rules, old: null, writer);
    }

    /// <inheritdoc />
    /// <remarks>The update is the complete output for the newer rules. The header lists the IP groups that are no longer needed.</remarks>
    /// <exception cref="LimitExceededException">More IP groups are needed than a firewall can use; nothing was written.</exception>
    public void EmitUpdate(RuleSet old, RuleSet updated, TextWriter writer)
    {
        if (EmitterUpdate.IsNeeded(old, updated, writer))
        {
            Write(updated, old, writer);
        }
    }

    private static RuleSet Join(RuleSet rules) => AzureTraffic.Join(LoopbackTraffic.Remove(rules));

    private void Write(RuleSet requested, RuleSet? old, TextWriter writer)
    {
        var rules = Join(requested);
        var groups = AzureIpGroupPlan.Of(rules, _options.NamePrefix);
        var former = old is null
            ? []
            : AzureIpGroupPlan.Names(Join(old), _options.NamePrefix).Except(groups.Select(group => group.Name), StringComparer.Ordinal);
        var skipped = LoopbackTraffic.Lines(requested, "a firewall does not see loopback traffic").Concat(AzureIpGroupPlan.Skipped(rules));

        // With 'remove', the header does not speak of the default policy.
        var header = OutputHeader.Lines(rules, deny: null, rules.Families, remove: true, old, skipped).Append("").Concat(Usage([.. former])).ToList();
        if (_options.Output == AzureIpGroupOutput.Bicep)
        {
            AzureIpGroupBicepWriter.Write(writer, header, groups);
        }
        else
        {
            AzureIpGroupArmWriter.Write(writer, header, groups);
        }
    }

    private IEnumerable<string> Usage(IReadOnlyList<string> former)
    {
        var extension = _options.Output == AzureIpGroupOutput.Bicep ? "bicep" : "json";
        yield return "These are IP groups: they allow nothing until rules of an Azure Firewall refer to them. The tags are the ports to allow.";
        yield return "Let the firewall refer to all IP groups of the output ipGroupIds: a rule with more than 5000 addresses has several.";
        yield return $"Deploy: az deployment group create --resource-group GROUP --template-file FILE.{extension}";
        if (former.Count > 0)
        {
            yield return $"No longer needed, delete them when no rule refers to them: {string.Join(", ", former)}";
        }
    }
}
