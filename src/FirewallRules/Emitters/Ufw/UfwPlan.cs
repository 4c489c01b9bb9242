namespace FirewallRules.Emitters;

/// <summary>The chains that are written for a rule set.</summary>
internal sealed class UfwPlan(RuleSet rules, UfwOptions options)
{
    private static readonly Direction[] Both = [Direction.Egress, Direction.Ingress];

    public RuleSet Rules { get; } = rules;

    public UfwOptions Options { get; } = options;

    /// <summary>The chains of both directions, written or not: an older output of the same prefix may have had them.</summary>
    public IEnumerable<string> PossibleChains => Both.Select(Chain);

    public string Chain(Direction direction) => $"{Options.NamePrefix}-{(direction == Direction.Egress ? "out" : "in")}";

    /// <summary>The directions that have addresses of the family.</summary>
    public IEnumerable<Direction> Directions(IpFamily family)
        => Both.Where(direction => Rules.Rules.Any(rule => rule.Direction == direction && rule.Remote.Has(family)));

    /// <summary>ufw's chain that jumps to a chain of ours.</summary>
    public static string Hook(IpFamily family, Direction direction)
        => $"{(family == IpFamily.IPv4 ? "ufw" : "ufw6")}-before-{(direction == Direction.Egress ? "output" : "input")}";
}
