using System.Net;

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>The rules for platforms that do not see loopback: without the ranges that begin and end in loopback.</summary>
internal static class LoopbackAddresses
{
    public static bool AreLeftOutBy(IRuleEmitter emitter) => emitter is AwsSecurityGroupEmitter or AzureNsgEmitter or WindowsFirewallEmitter;

    /// <summary>What the emitter renders of the rules.</summary>
    public static RuleSet SeenBy(IRuleEmitter emitter, RuleSet rules)
        => AreLeftOutBy(emitter) ? RuleSet.Of([.. rules.Rules.Select(rule => rule.With(Without(rule.Remote)))]) : rules;

    private static Remote Without(Remote remote)
    {
        var local = remote.Addresses.Ranges.Where(range => IPAddress.IsLoopback(range.FirstAddress) && IPAddress.IsLoopback(range.LastAddress)).ToList();
        return local.Count == 0 ? remote : remote.Except(Remote.Of(local.Aggregate(new AddressSetBuilder(), (set, range) => set.Add(range)).ToAddressSet()));
    }
}
