using System.Globalization;
using FirewallRules.Emitters;

namespace FirewallRules.Cli.Options;

/// <summary>Reads the priority of a base chain, which is a number or a name of nft, or that of a policy of firewalld, which is a number.</summary>
internal static class PriorityArgument
{
    public const string HelpName = "N|NAME";

    private static readonly (string Name, int Priority)[] s_names = [("mangle", -150), ("dstnat", -100), ("filter", 0), ("security", 50), ("srcnat", 100)];

    /// <exception cref="CliException">The text is not a number that is allowed.</exception>
    public static int ReadPolicy(string option, string text)
    {
        try
        {
            return new FirewalldOptions { Priority = int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) }.Priority;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw CliException.Usage(
                $"{option}: '{text}' is not a priority of a firewalld policy: write a number from {FirewalldLimits.FirstPriority} to -1. Policies from 0 "
                    + "on come after zones.");
        }
    }

    /// <exception cref="CliException">The text is neither a name nor a number that is allowed.</exception>
    public static int Read(string option, string text)
    {
        if (Array.Find(s_names, known => known.Name == text) is { Name: not null } named)
        {
            return named.Priority;
        }

        try
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? new NftablesOptions { Priority = number }.Priority
                : throw Refuse(option, text);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Refuse(option, text);
        }
    }

    private static CliException Refuse(string option, string text)
        => CliException.Usage(
            $"{option}: '{text}' is not a priority: write a number from {NftablesLimits.MinPriority} to {NftablesLimits.MaxPriority}, or "
                + $"{string.Join(", ", s_names.Select(known => known.Name))}. Below that, connections are not tracked yet.");
}
