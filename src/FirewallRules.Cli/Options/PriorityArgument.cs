using System.Globalization;
using FirewallRules.Emitters;

namespace FirewallRules.Cli.Options;

/// <summary>Reads the priority of a base chain: a number, or a name of nft.</summary>
internal static class PriorityArgument
{
    public const string HelpName = "N|NAME";

    private static readonly (string Name, int Priority)[] s_names = [("mangle", -150), ("dstnat", -100), ("filter", 0), ("security", 50), ("srcnat", 100)];

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
