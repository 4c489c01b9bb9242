namespace FirewallRules.Emitters;

/// <summary>Writes a rule that allows.</summary>
internal static class NftablesAcceptRules
{
    /// <param name="commands">The target.</param>
    /// <param name="chain">The name of the chain.</param>
    /// <param name="comment">The comment.</param>
    /// <param name="hook">Where the chain runs.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="remote">What matches the addresses of one family.</param>
    public static void AddAcceptRules(
        this INftablesWriter commands, string chain, string comment, NftablesHook hook, Rule rule, IEnumerable<NftablesStatement> remote)
    {
        if (hook != NftablesHook.Forward || rule.Direction == Direction.Egress)
        {
            commands.AddRule(chain, comment, [.. remote, NftablesStatement.Ports(rule.Protocol, rule.Ports), NftablesStatement.Accept]);
            return;
        }

        // The port that the caller connected to: a published port is another one inside the container.
        foreach (var port in rule.Ports)
        {
            commands.AddRule(chain, comment, [.. remote, .. NftablesStatement.OriginalPort(rule.Protocol, port), NftablesStatement.Accept]);
        }
    }
}
