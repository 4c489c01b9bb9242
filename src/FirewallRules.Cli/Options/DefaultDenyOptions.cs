using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The options of a default deny, and the reading of them.</summary>
internal sealed class DefaultDenyOptions
{
    private readonly Option<bool> _deny = new("--default-deny")
    {
        Description = "Block all other traffic in the directions of the rules. nftables: requires --mode table. azure: requires --deny-with drop.",
    };

    private readonly WordOption _denyWith = new("--deny-with", "action", "With --default-deny: how to block (default: reject).", "reject", "drop");

    private readonly Option<string[]> _allowIn = new("--allow-in")
    {
        HelpName = AllowArgument.HelpName,
        Description = "With --default-deny: also allow incoming connections to these ports, from any address or from CIDR,.... PROTO is tcp (the "
            + "default) or udp; PORT 'any' is all TCP and UDP ports. Can be repeated.",
    };

    private readonly Option<string[]> _allowOut = new("--allow-out")
    {
        HelpName = AllowArgument.HelpName,
        Description = "With --default-deny: also allow outgoing connections to these ports, in the same form. Can be repeated.",
    };

    private readonly Option<bool> _allowDns = new("--allow-dns") { Description = "With --default-deny: allow DNS requests to any name server." };

    private readonly Option<string[]> _dnsServers = new("--dns-server")
    {
        HelpName = "CIDR,...",
        Description = "With --default-deny: allow DNS requests to these name servers only. Can be repeated.",
    };

    private readonly Option<bool> _allowDhcp =
        new("--allow-dhcp") { Description = "With --default-deny: allow DHCP, so that the host can get its addresses." };

    private readonly Option<bool> _allowMetadata = new("--allow-metadata")
    {
        Description = "With --default-deny: allow requests to the metadata services of cloud providers, such as 169.254.169.254 and fd00:ec2::254.",
    };

    private readonly Option<bool> _forward = new("--forward")
    {
        Description = "With --default-deny: also block forwarded traffic, such as that of containers, except what the rules allow.",
    };

    private readonly Option<string?> _logPrefix = new("--log-prefix")
    {
        HelpName = "TEXT",
        Description = $"With --default-deny: the start of the log lines of blocked packets (default: '{new DefaultDeny().LogPrefix}').",
    };

    private readonly NumberOption _logRate = new(
        "--log-rate", "N", "With --default-deny: how many blocked packets are logged per minute; 0 disables logging (default: 5).");

    public Option[] Options
        =>
        [
            _deny, _denyWith, _allowIn, _allowOut, _allowDns, _dnsServers, _allowDhcp, _allowMetadata, _forward, _logPrefix, _logRate,
        ];

    /// <summary>Whether a default deny is requested.</summary>
    public bool IsOn(ParseResult result) => result.GetValue(_deny);

    /// <summary>The first option of those that azure does not support, as it is written; <see langword="null"/> where none is given.</summary>
    public string? BeyondDrop(ParseResult result) => Given(result, Options.Except([_deny, _denyWith]));

    /// <summary>Reads the options.</summary>
    /// <returns>The default deny; <see langword="null"/> where none is requested.</returns>
    /// <exception cref="CliException">An option needs another one, has no effect, or is invalid.</exception>
    public DefaultDeny? Read(ParseResult result)
    {
        if (!IsOn(result))
        {
            var given = Given(result, Options);
            CliException.UsageIf(given is not null, $"{given} requires --default-deny.");
            return null;
        }

        var servers = result.GetValue(_dnsServers) is { Length: > 0 } values ? RemoteArgument.ReadAddresses(_dnsServers.Name, values) : AddressSet.Empty;
        CliException.UsageIf(
            !servers.IsEmpty && result.GetValue(_allowDns), "--dns-server has no effect with --allow-dns, which allows every name server: use one of them.");
        var rate = _logRate.Read(result, min: 0, max: 1000);
        CliException.UsageIf(rate == 0 && result.GetValue(_logPrefix) is not null, "--log-prefix has no effect with --log-rate 0, which disables logging.");
        var defaults = new DefaultDeny
        {
            Action = result.GetValue(_denyWith) == "drop" ? DenyAction.Drop : DenyAction.Reject,
            AllowDns = result.GetValue(_allowDns),
            DnsServers = servers,
            AllowDhcp = result.GetValue(_allowDhcp),
            AllowMetadata = result.GetValue(_allowMetadata),
            Allow = ReadAllowed(result),
            Forward = result.GetValue(_forward),
        };
        return WithLogging(defaults, result.GetValue(_logPrefix), rate);
    }

    /// <summary>Refuses what is allowed in a direction that is not denied.</summary>
    /// <exception cref="CliException">There is such an option.</exception>
    public void RefuseWithoutEffect(ParseResult result, RuleSet rules)
    {
        if (result.GetValue(_forward))
        {
            return;
        }

        Option[] outgoing = [_allowOut, _allowDns, _dnsServers, _allowMetadata];
        foreach (var (direction, options, other) in new[] { (Direction.Egress, outgoing, "incoming"), (Direction.Ingress, [_allowIn], "outgoing") })
        {
            var given = DenyNotices.Denies(rules, direction) ? null : Given(result, options);
            CliException.UsageIf(
                given is not null,
                $"{given} has no effect: the rules are for {other} traffic, so --default-deny blocks {other} traffic only. Leave it out.");
        }
    }

    private static DefaultDeny WithLogging(DefaultDeny deny, string? prefix, int? rate)
    {
        try
        {
            return deny with { LogPrefix = prefix ?? deny.LogPrefix, LogsPerMinute = rate ?? deny.LogsPerMinute };
        }
        catch (ArgumentException e)
        {
            throw CliException.Usage(
                $"--log-prefix: '{prefix}' cannot be the start of log lines: write 1 to 29 printable ASCII characters without quotes, backslashes and "
                    + "'$'.",
                e);
        }
    }

    private RuleSet? ReadAllowed(ParseResult result)
    {
        List<Rule> rules =
        [
            .. (result.GetValue(_allowIn) ?? []).SelectMany(text => AllowArgument.Read(_allowIn.Name, Direction.Ingress, text)),
            .. (result.GetValue(_allowOut) ?? []).SelectMany(text => AllowArgument.Read(_allowOut.Name, Direction.Egress, text)),
        ];
        try
        {
            return rules.Count == 0 ? null : RuleSet.Of([.. rules]);
        }
        catch (EntireAddressSpaceException e)
        {
            throw CliException.Usage(
                $"--allow-in, --allow-out: the values for one port are all {e.Family} addresses together. If that is intended, write the port without "
                    + "addresses.",
                e);
        }
    }

    private static string? Given(ParseResult result, IEnumerable<Option> options)
        => options.FirstOrDefault(option => result.GetResult(option) is { Implicit: false })?.Name;
}
