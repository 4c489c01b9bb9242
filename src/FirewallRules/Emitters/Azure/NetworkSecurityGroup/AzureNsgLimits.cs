namespace FirewallRules.Emitters;

/// <summary>Holds rules against what an NSG takes, before anything is written.</summary>
internal sealed class AzureNsgLimits(AzureNsgOptions options)
{
    /// <summary>Rules an NSG takes.</summary>
    public const int Rules = 1000;

    /// <summary>Addresses and ranges an NSG takes as sources, and as many as destinations.</summary>
    public const int Addresses = 4000;

    /// <summary>Resources a template takes (learn.microsoft.com/azure/azure-resource-manager/templates/best-practices).</summary>
    private const int TemplateResources = 800;

    private static readonly IpFamily[] BothFamilies = [IpFamily.IPv4, IpFamily.IPv6];

    /// <summary>The rules, widened where they do not fit and that was asked for.</summary>
    /// <exception cref="LimitExceededException">The rules do not fit.</exception>
    public RuleSetCover Fit(RuleSet rules)
    {
        var cover = new RuleSetCover(rules, []);
        foreach (var direction in new[] { Direction.Egress, Direction.Ingress })
        {
            var count = AddressCount(rules, direction);
            if (count > options.MaxAddresses)
            {
                var fitting = AzureNsgCover.Find(rules, direction, options.MaxAddresses);
                if (options.OnOverflow == OnOverflow.Fail || fitting is null)
                {
                    throw new LimitExceededException(
                        Addressees(direction), options.MaxAddresses, count, Remedies(fitting, direction));
                }

                cover = new RuleSetCover(AzureNsgCover.Merge(cover.Rules, fitting.Rules, direction), [.. cover.Added, .. fitting.Added]);
            }
        }

        CheckRules(cover.Rules);
        return cover;
    }

    /// <summary>The rules that stand before an update, as they were written with these options. What is too much is not refused, because it may have fitted then.</summary>
    /// <exception cref="LimitExceededException">The options are such that the rules cannot have been written.</exception>
    public RuleSet Former(RuleSet rules)
    {
        var fitting = options.OnOverflow == OnOverflow.Summarize ? Fit(rules).Rules : rules;
        CheckRules(fitting);
        return fitting;
    }

    /// <summary>Whether the NSG takes what it has to hold while one rule after another is changed, and the old ones are still there.</summary>
    /// <exception cref="LimitExceededException">It does not.</exception>
    public void CheckUpdate(IReadOnlyList<AzureNsgRule> rules, AzureNsgDelta delta)
    {
        const string Together = ", old and new ones side by side";
        Check("rules of an NSG" + Together, options.MaxRules, rules.Count + delta.Vanished.Count, "more addresses per rule");
        foreach (var direction in new[] { Direction.Egress, Direction.Ingress })
        {
            Check(Addressees(direction) + Together, options.MaxAddresses, delta.MostAddresses(direction), "summarize", "leave sections or a family out");
        }
    }

    /// <summary>How many addresses Azure counts for a direction; <c>*</c> is none, and any of one family is two halves.</summary>
    public static long AddressCount(RuleSet rules, Direction direction)
        => rules.Rules.Where(rule => rule.Direction == direction).Sum(rule => BothFamilies.Sum(family => (long)AddressCount(rule.Remote, family)));

    private static int AddressCount(Remote remote, IpFamily family) => !remote.IsAny(family) ? remote.In(family).CountPrefixes() : remote.IsAnyIPv4 && remote.IsAnyIPv6 ? 0 : 2;

    private void CheckRules(RuleSet rules)
    {
        var total = 0;
        foreach (var direction in OutputHeader.Directions(rules))
        {
            var allowing = rules.Rules.Where(rule => rule.Direction == direction).Sum(RuleCount);
            var slots = AzureNsgPriorities.Last(options.FirstPriority) - options.FirstPriority + 1;
            Check($"priorities from {options.FirstPriority} for {(direction == Direction.Egress ? "outbound" : "inbound")} rules", slots, allowing, "a lower first priority");
            total += allowing + (options.CloseRest ? 1 : 0);
        }

        Check("rules of an NSG", options.MaxRules, total, "more addresses per rule");
        if (!options.Whole && options.Output is AzureNsgOutput.Arm or AzureNsgOutput.Bicep)
        {
            Check("resources of a template", TemplateResources, total, "a whole NSG, which is one resource", "more addresses per rule");
        }
    }

    private int RuleCount(Rule rule)
        => rule.Remote.IsAnyIPv4 && rule.Remote.IsAnyIPv6
            ? 1
            : BothFamilies.Sum(family => (AddressCount(rule.Remote, family) + options.AddressesPerRule - 1) / options.AddressesPerRule);

    private static string Addressees(Direction direction) => direction == Direction.Egress ? "destination addresses of an NSG" : "source addresses of an NSG";

    private static void Check(string what, int limit, long actual, params string[] remedies)
    {
        if (actual > limit)
        {
            throw new LimitExceededException(what, limit, actual, remedies);
        }
    }

    private static string[] Remedies(RuleSetCover? fitting, Direction direction)
    {
        const string FewerRules = "leave sections or a family out";
        if (fitting is null)
        {
            return [FewerRules];
        }

        var added = fitting.Added.Aggregate(System.Numerics.BigInteger.Zero, (sum, pair) => sum + pair.Added.CountAddresses());
        return [$"summarize: a cover of {AddressCount(fitting.Rules, direction)} prefixes would add {added} addresses", FewerRules];
    }
}
