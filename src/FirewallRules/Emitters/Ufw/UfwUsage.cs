namespace FirewallRules.Emitters;

/// <summary>The header lines about applying the output and about what remains for the user to do.</summary>
internal static class UfwUsage
{
    public static IEnumerable<string> Lines(UfwPlan plan)
    {
        var files = string.Join(" and ", plan.Rules.Families.Select(family => family == IpFamily.IPv4 ? "before.rules" : "before6.rules"));
        yield return $"{(plan.Options.Remove ? "Remove" : "Apply")}: sh FILE, as root; it can be run repeatedly.";
        if (plan.Options.Remove)
        {
            yield return $"It removes the block '{UfwBlock.Name(plan.Options)}' from {files} in /etc/ufw, and its chains.";
            yield break;
        }

        yield return $"It writes the block '{UfwBlock.Name(plan.Options)}' to {files} in /etc/ufw and loads its chains. ufw is not reloaded.";
        yield return "The block keeps its place in the file. What it allows takes precedence over rules that were added with the ufw command.";
        yield return "To deny all other outgoing traffic: allow DNS with 'ufw allow out 53', then 'ufw default deny outgoing'.";
        yield return "Forwarded traffic, such as that of containers, is not covered.";
    }
}
