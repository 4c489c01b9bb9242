namespace FirewallRules.Verification;

/// <summary>
/// Reads from the output of <c>nft list ruleset</c> what its JSON leaves out: which tables are dormant, and the devices of chains.
/// </summary>
internal sealed class NftablesListing
{
    private const string Source = "the output of 'nft list ruleset'";

    private readonly HashSet<(string Family, string Table)> _dormant = [];
    private readonly Dictionary<(string Family, string Table, string Chain), IReadOnlyList<string>> _devices = [];

    /// <exception cref="LiveStateFormatException">The text is something else.</exception>
    public static NftablesListing Read(string text)
    {
        var listing = new NftablesListing();
        (string Family, string Table)? table = null;
        string? chain = null;
        var number = 0;
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            number++;
            if (line.StartsWith("table ", StringComparison.Ordinal) && line.Split(' ') is [_, var family, var name, "{", ..])
            {
                (table, chain) = ((family, name), null);
            }
            else if (table is not { } inside)
            {
                if (!string.IsNullOrWhiteSpace(line) && line[0] != '#')
                {
                    throw new LiveStateFormatException(Source, "it is outside of a table", number);
                }
            }
            else if (line.StartsWith("\tchain ", StringComparison.Ordinal) && line.Split(' ') is [_, var begun, ..])
            {
                chain = begun;
            }
            else if (chain is null && line.StartsWith("\tflags ", StringComparison.Ordinal) && line.Split(' ', ',').Contains("dormant", StringComparer.Ordinal))
            {
                listing._dormant.Add(inside);
            }
            else if (chain is not null && line.StartsWith("\t\ttype ", StringComparison.Ordinal))
            {
                listing._devices[(inside.Family, inside.Table, chain)] = Devices(line);
            }
        }

        return listing;
    }

    public bool IsDormant(string family, string table) => _dormant.Contains((family, table));

    /// <returns>The devices; none when they are not printed.</returns>
    public IReadOnlyList<string> Devices(string family, string table, string chain) => _devices.GetValueOrDefault((family, table, chain)) ?? [];

    // device "eth0" priority 0, or devices = { eth0, eth1 } priority 0.
    private static List<string> Devices(string declaration)
    {
        var start = declaration.IndexOf(" device", StringComparison.Ordinal);
        var end = declaration.IndexOf(" priority ", StringComparison.Ordinal);
        return start < 0 || end < start ? []
            : [.. declaration[(start + 1)..end].Split(' ').Skip(1).Select(word => word.Trim('"', ',', '{', '}', '=')).Where(word => word.Length > 0)];
    }
}
