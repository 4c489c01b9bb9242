namespace FirewallRules.Cli.Options;

/// <content>The live state of a format.</content>
internal sealed partial record GenerateFormat
{
    /// <summary>The formats whose live state can be read.</summary>
    public static IReadOnlyList<string> LiveFormats { get; } =
    [
        "nftables", "nftables-json", "iptables", "iptables-restore", "ip6tables-restore", "ipset",
        "aws-cli", "aws-cli-json", "aws-json", "aws-cloudformation", "aws-terraform", "aws-tfvars",
        "azure-cli", "azure-arm", "azure-bicep", "azure-terraform", "windows", "netsh",
    ];

    /// <summary>Reads the live state of the format from what the platform printed.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="host">The addresses of the host; <see langword="null"/> when they are not known.</param>
    /// <exception cref="CliException">The format has no live state, or a text is missing or is something else.</exception>
    public LiveState ReadLive(IReadOnlyList<LiveText> texts, AddressSet? host = null)
    {
        try
        {
            var state = IsAws ? AwsSecurityGroupState.Parse(Json(texts, "'aws ec2 describe-security-groups'"), AwsOptions())
                : IsAzure ? AzureNsgState.Parse(Json(texts, "'az network nsg show'"), AzureOptions())
                : IsWindows ? WindowsFirewallState.Parse(Json(texts, "the command that --live-command prints"), WindowsOptions())
                : ReadLinux(texts);
            return host is null ? state : state.OnHost(host);
        }
        catch (LiveStateFormatException e)
        {
            throw CliException.Input($"The live state cannot be read: {e.Message}", e);
        }
    }

    // Rules of nftables and iptables apply side by side.
    private LiveState ReadLinux(IReadOnlyList<LiveText> texts)
    {
        var (ruleset, four, six) = (Of(texts, LiveTextKind.Nftables), Of(texts, LiveTextKind.Iptables), Of(texts, LiveTextKind.Ip6tables));
        if (IsNftables)
        {
            ruleset ??= texts.FirstOrDefault(text => text.Kind is LiveTextKind.Json or LiveTextKind.Aws or LiveTextKind.Windows);
            CliException.InputIf(ruleset is null, "--live: the output of 'nft -j list ruleset' is needed.");
            var nftables = Nftables(ruleset!, NftablesOptions());
            return four is null && six is null ? nftables : nftables.Beside(Iptables(new IptablesOptions()));
        }

        RequireTables(texts);
        LiveState iptables = Format != "ipset" ? Iptables(IptablesOptions())
            : Mode == "sets" ? IptablesState.Parse(null, null, Of(texts, LiveTextKind.Ipset)?.Text, IpsetOptions())
            : IptablesState.Parse(four?.Text, six?.Text, Of(texts, LiveTextKind.Ipset)?.Text, IpsetOptions());
        return ruleset is null ? iptables : iptables.Beside(Nftables(ruleset, new NftablesOptions()));

        NftablesState Nftables(LiveText json, NftablesOptions options)
            => NftablesState.Parse(json.Text, options, Of(texts, LiveTextKind.NftablesText)?.Text);

        IptablesState Iptables(IptablesOptions options) => IptablesState.Parse(
            Format == "ip6tables-restore" ? null : four?.Text,
            Format == "iptables-restore" ? null : six?.Text,
            Of(texts, LiveTextKind.Ipset)?.Text,
            options);
    }

    private void RequireTables(IReadOnlyList<LiveText> texts)
    {
        if (texts.FirstOrDefault(text => text.Kind == LiveTextKind.UnnamedTables) is { } unnamed)
        {
            throw CliException.Input($"--live: {unnamed.Name} does not say whether it is of iptables-save or ip6tables-save: keep its first line.");
        }

        var (four, six) = (Of(texts, LiveTextKind.Iptables), Of(texts, LiveTextKind.Ip6tables));
        var missing = Format == "iptables-restore" ? (four is null ? "iptables-save" : null)
            : Format == "ip6tables-restore" ? (six is null ? "ip6tables-save" : null)
            : Format == "ipset" && Mode == "sets" ? (Of(texts, LiveTextKind.Ipset) is null ? "'ipset save'" : null)
            : four is null && six is null ? "iptables-save or ip6tables-save"
            : null;
        CliException.InputIf(missing is not null, $"--live: the output of {missing} is needed for --format {Format}.");
    }

    private static LiveText? Of(IReadOnlyList<LiveText> texts, LiveTextKind kind) => texts.FirstOrDefault(text => text.Kind == kind);

    private static string Json(IReadOnlyList<LiveText> texts, string command)
    {
        var json = texts.Where(text => text.Kind is LiveTextKind.Json or LiveTextKind.Aws or LiveTextKind.Windows).ToList();
        return json is [var only] ? only.Text : throw CliException.Input($"--live: the output of {command} is needed, in one file.");
    }
}
