namespace FirewallRules.Emitters;

/// <summary>Writes the marked block of one family: lines for <c>iptables-restore</c> within the table filter.</summary>
/// <remarks>The first rule of a chain has no target. It marks the chain as ours in the kernel.</remarks>
internal static class UfwBlock
{
    public static string Name(UfwOptions options) => $"fwrules {options.NamePrefix}";

    /// <summary>The block, without a line break at its end; empty if there is nothing to allow.</summary>
    public static string Text(UfwPlan plan, IpFamily family)
    {
        var directions = plan.Directions(family).ToList();
        if (directions.Count == 0)
        {
            return "";
        }

        var name = Name(plan.Options);
        using var writer = new StringWriter();
        writer.Line($"# BEGIN {name}");
        writer.WriteComments(plan.Rules.Sources.Select(source => OutputText.Comment($"Datadog IP ranges: {source}"))
            .Prepend($"Written by FirewallRules {OutputHeader.ToolVersion}. To remove it, write the script again with --remove and run it."), "#");
        foreach (var direction in directions)
        {
            var chain = plan.Chain(direction);
            writer.Line($":{chain} - [0:0]");
            writer.Line($"-A {chain} -m comment --comment \"{name}\"");
            foreach (var rule in plan.Rules.Rules.Where(rule => rule.Direction == direction && rule.Remote.Has(family)))
            {
                writer.WriteAccepting(chain, rule, family);
            }

            writer.Line($"-A {UfwPlan.Hook(family, direction)} -j {chain}");
        }

        writer.Write($"# END {name}");
        return writer.ToString();
    }
}
