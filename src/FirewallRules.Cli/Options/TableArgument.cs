namespace FirewallRules.Cli.Options;

/// <summary>Reads the table of nftables from the command line.</summary>
internal static class TableArgument
{
    /// <exception cref="CliException">The text is not the name of a table.</exception>
    public static NftablesTable Read(string text)
        => NftablesTable.TryParse(text, out var table)
            ? table
            : throw CliException.Usage(
                $"--table: '{text}' is not a table: write inet/NAME, ip/NAME or ip6/NAME, where NAME has 1 to 64 letters, digits and underscores, "
                + "starts with a letter, and is not a keyword of nftables.");
}
