namespace FirewallRules.Cli.Output;

/// <summary>What is installed on a Linux host: the rules of one command, by their format and names.</summary>
/// <param name="Format">The format.</param>
/// <param name="Mode">nftables, ipset: the mode.</param>
/// <param name="Table">nftables: the table.</param>
/// <param name="Prefix">The prefix of all names, with hyphens.</param>
/// <param name="Directions">The directions of the rules.</param>
/// <param name="Forwards">Whether forwarded traffic is denied.</param>
/// <param name="Command">The command line that was given.</param>
internal sealed record InstallPlan(
    string Format,
    NftablesMode Mode,
    NftablesTable Table,
    string Prefix,
    IReadOnlyList<Direction> Directions,
    bool Forwards,
    InstallCommand Command)
{
    /// <summary>The folder of all files.</summary>
    public const string Folder = "/etc/fwrules";

    /// <summary>The formats that have instructions.</summary>
    public static IReadOnlyList<string> Formats { get; } =
        ["iptables", "iptables-restore", "ip6tables-restore", "ipset", "nftables", "nftables-json", "firewalld", "ufw"];

    /// <summary>Whether applying the rules makes them permanent, because they become part of the configuration of another program.</summary>
    public bool IsPermanent => Format is "firewalld" or "ufw";

    /// <summary>
    /// The name of units and files. The two restore formats are installed side by side. What follows a prefix starts with '_', which no prefix
    /// contains, so that two prefixes do not have the same file.
    /// </summary>
    public string Name => Format switch { "iptables-restore" => $"{Prefix}_ipv4", "ip6tables-restore" => $"{Prefix}_ipv6", _ => Prefix };

    /// <summary>The file with the rules.</summary>
    public string RulesFile => $"{Folder}/{Name}{Extension}";

    /// <summary>The document that the rules come from.</summary>
    public string DocumentFile => $"{Folder}/{Name}_document.json";

    /// <summary>The script that updates the rules.</summary>
    public string UpdateFile => $"{Folder}/{Name}_update.sh";

    /// <summary>The output that removes the rules.</summary>
    public string RemoveFile => $"{Folder}/{Name}_remove{Extension}";

    /// <summary>The name of the unit that applies the rules at boot, without its type.</summary>
    public string Unit => $"fwrules-{Name}";

    /// <summary>The name of the unit and the timer that update the rules, without their types.</summary>
    public string UpdateUnit => $"{Unit}_update";

    public static string UnitFile(string unit) => $"/etc/systemd/system/{unit}";

    /// <summary>The chains of the rules, each with the chain that jumps to it.</summary>
    public IEnumerable<(string Chain, string Hook)> Chains
        => Directions.Select(direction => direction == Direction.Egress ? Chain("egress", "output") : Chain("ingress", "input"))
            .Concat(Forwards ? [Chain("forward", "forward")] : []);

    private (string Chain, string Hook) Chain(string name, string hook)
        => Format.StartsWith("nftables", StringComparison.Ordinal)
            ? ($"{Prefix.Replace('-', '_')}_{name}", hook)
            : ($"{Prefix}-{name}".ToUpperInvariant(), hook.ToUpperInvariant());

    private string Extension => Format switch
    {
        "nftables" => ".nft",
        "nftables-json" => ".json",
        "iptables-restore" or "ip6tables-restore" => ".rules",
        _ => ".sh",
    };
}
