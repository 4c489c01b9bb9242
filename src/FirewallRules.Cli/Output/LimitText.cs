using System.Globalization;

namespace FirewallRules.Cli.Output;

/// <summary>Describes a limit that was exceeded, and the ways out in terms of the command line.</summary>
internal static class LimitText
{
    public static string Describe(LimitExceededException e)
        => string.Create(CultureInfo.InvariantCulture, $"{e.What}: {e.Actual} are needed, and the limit is {e.Limit}")
            + (e.Remedies.Count == 0 ? "." : $"; {string.Join(", or ", e.Remedies)}.") + " See --on-overflow and --max-rules.";
}
