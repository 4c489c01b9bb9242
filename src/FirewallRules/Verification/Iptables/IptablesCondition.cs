namespace FirewallRules.Verification;

/// <summary>Reads the options of the matches of an iptables rule.</summary>
/// <param name="sets">Finds a set of ipset by its name.</param>
/// <param name="family">The family of the rules.</param>
internal sealed class IptablesCondition(Func<string, IpsetState?> sets, IpFamily family)
{
    private static readonly HashSet<string> Modelled = new(StringComparer.Ordinal)
    {
        "addrtype", "comment", "conntrack", "iprange", "multiport", "pkttype", "rpfilter", "set", "state", "tcp", "udp",
    };

    // The packets of new TCP and UDP connections have no extension headers.
    private static readonly HashSet<string> OfOthers = new(StringComparer.Ordinal)
    {
        "ah", "dccp", "dst", "esp", "frag", "hbh", "icmp", "icmp6", "mh", "rt", "sctp",
    };

    /// <summary>Adds what a match says by itself, without any option.</summary>
    /// <returns>Whether its options are to be read.</returns>
    public static bool AddModule(LiveMatchBuilder match, string module)
    {
        if (OfOthers.Contains(module))
        {
            match.Never();
            return false;
        }

        if (Modelled.Contains(module))
        {
            return true;
        }

        match.Unmodelled($"-m {module}");
        return false;
    }

    /// <summary>Reads a condition as the alternatives of which one must hold.</summary>
    /// <param name="module">The match that it belongs to; <see langword="null"/> for none.</param>
    /// <param name="option">The option, such as <c>--dport</c>.</param>
    /// <param name="values">Its values.</param>
    /// <param name="isNegated">Whether it is negated.</param>
    /// <returns>What adds each of them to a match; <see langword="null"/> when there is no model.</returns>
    public IReadOnlyList<Action<LiveMatchBuilder>>? Read(string? module, string option, IReadOnlyList<string> values, bool isNegated)
    {
        var value = values.Count > 0 ? values[0] : "";
        return (module, option) switch
        {
            (_, "-s" or "-d") => Addresses(value, isNegated, (match, set, not) => match.Addresses(set, option == "-s", family, not)),
            (_, "-p") or ("conntrack", "--ctproto") => [match => Protocol(match, value, isNegated)],
            (_, "-i" or "-o") => Interface(value, isIn: option == "-i", isNegated),

            // No packet of a new connection is a second fragment.
            (_, "-f") => [match => match.If(isNegated)],
            (_, "-c") or ("comment", _) => [],
            ("tcp" or "udp", "--dport") or ("multiport", "--dports") => Ports(value, (match, ports) => match.Ports(ports, isNegated)),
            ("tcp" or "udp", "--sport") or ("multiport", "--sports") => Ports(value, (match, ports) => match.SourcePorts(ports, isNegated)),
            ("multiport", "--ports") => EitherPort(value, isNegated),
            ("tcp", "--syn") => Flags("FIN,SYN,RST,ACK", "SYN", isNegated),
            ("tcp", "--tcp-flags") when values.Count == 2 => Flags(values[0], values[1], isNegated),
            ("conntrack" or "state" or "set", _) => Tracking(option, value, isNegated) ?? Set(option, values, isNegated),
            ("iprange", "--src-range" or "--dst-range")
                => Addresses(value, isNegated, (match, set, not) => match.Addresses(set, option == "--src-range", family, not)),
            ("addrtype", "--src-type" or "--dst-type") => [match => match.Types(value.Split(','), option == "--src-type", isNegated)],

            // Routing is taken to be regular: packets arrive on the interface that leads back to where they come from.
            ("addrtype", "--limit-iface-in" or "--limit-iface-out") or ("rpfilter", "--loose" or "--validmark" or "--accept-local") => [],
            ("rpfilter", "--invert") => [match => match.Never()],
            ("pkttype", "--pkt-type") => [match => match.If((value == "unicast") != isNegated)],
            _ => null,
        };
    }

    private IReadOnlyList<Action<LiveMatchBuilder>>? Tracking(string option, string value, bool isNegated)
    {
        return option switch
        {
            "--ctstate" or "--state" => States(value.Split(','), isNegated),
            "--ctstatus" => value.Split(',').All(status => status is "SEEN_REPLY" or "CONFIRMED") ? [Only(LivePhases.Reply | LivePhases.Later)] : null,
            "--ctdir" => [Only(value == "REPLY" ? LivePhases.Reply : LivePhases.First | LivePhases.Later)],
            "--ctorigdstport" => Ports(value, (match, ports) => match.Ports(ports, isNegated, isOriginal: true)),
            "--ctorigsrc" or "--ctorigdst"
                => Addresses(value, isNegated, (match, set, not) => match.OriginalAddresses(set, option == "--ctorigsrc", family, not)),
            _ => null,
        };

        Action<LiveMatchBuilder> Only(LivePhases phases) => match => match.Phases(isNegated ? LivePhases.All & ~phases : phases);
    }

    private static List<Action<LiveMatchBuilder>> States(string[] states, bool isNegated)
    {
        var phases = (states.Contains("NEW", StringComparer.Ordinal) ? LivePhases.First : LivePhases.None)
            | (states.Contains("ESTABLISHED", StringComparer.Ordinal) ? LivePhases.Reply | LivePhases.Later : LivePhases.None);
        List<Action<LiveMatchBuilder>> all = [match => match.Phases(isNegated ? LivePhases.All & ~phases : phases)];
        if (states.Contains("DNAT", StringComparer.Ordinal))
        {
            all.Add(match => match.Translated(isNegated));
        }

        // Translation of the source comes last, so that hardly any rule sees it.
        if (states.Contains("SNAT", StringComparer.Ordinal))
        {
            all.Add(match => match.Unmodelled("--ctstate SNAT"));
        }

        return isNegated ? [match => all.ForEach(add => add(match))] : all;
    }

    private static IReadOnlyList<Action<LiveMatchBuilder>>? Addresses(string text, bool isNegated, Action<LiveMatchBuilder, AddressSet, bool> add)
    {
        const CidrStyles Styles = CidrStyles.BareAddress | CidrStyles.MaskHostBits | CidrStyles.Netmask;
        if (Cidr.TryParse(text, Styles, out var prefix, out _))
        {
            return [match => add(match, AddressSet.From([prefix]), isNegated)];
        }

        return AddressRange.TryParse(text, CidrStyles.BareAddress, out var range, out _)
            ? [match => add(match, new AddressSetBuilder().Add(range).ToAddressSet(), isNegated)]
            : null;
    }

    // An asterisk at the end is part of the name.
    private static Action<LiveMatchBuilder>[]? Interface(string value, bool isIn, bool isNegated)
        => value is [.., LiveInterface.Wildcard] ? null
            : [match => match.Interface(new LiveInterface([value is [.. var start, '+'] ? start + LiveInterface.Wildcard : value], isNegated), isIn)];

    private static void Protocol(LiveMatchBuilder match, string name, bool isNegated)
    {
        switch (name)
        {
            case "all" or "0":
                match.If(!isNegated);
                break;
            case "tcp" or "6":
                match.Protocols([6], isNegated);
                break;
            case "udp" or "17":
                match.Protocols([17], isNegated);
                break;
            default:
                match.If(isNegated);
                break;
        }
    }

    private static IReadOnlyList<Action<LiveMatchBuilder>>? Ports(string text, Action<LiveMatchBuilder, IReadOnlyList<PortRange>> add)
    {
        var ranges = new List<PortRange>();
        foreach (var part in text.Split(','))
        {
            if (!IpsetState.TryReadPorts(part, ':', out var ports))
            {
                return null;
            }

            ranges.AddRange(ports is { } range ? [range] : []);
        }

        return [match => add(match, ranges)];
    }

    private static IReadOnlyList<Action<LiveMatchBuilder>>? EitherPort(string text, bool isNegated)
    {
        if (Ports(text, (match, ports) => match.Ports(ports, isNegated)) is not [var to]
            || Ports(text, (match, ports) => match.SourcePorts(ports, isNegated)) is not [var from])
        {
            return null;
        }

        return isNegated ? [match => { to(match); from(match); }] : [to, from];
    }

    private static IReadOnlyList<Action<LiveMatchBuilder>>? Flags(string mask, string set, bool isNegated)
    {
        if (Bits(mask) is not { } looked || Bits(set) is not { } wanted)
        {
            return null;
        }

        var phases = Phase(LivePhases.First, 0x02) | Phase(LivePhases.Reply, 0x12) | Phase(LivePhases.Later, 0x10);
        return [match => match.Phases(phases)];

        LivePhases Phase(LivePhases phase, int flags) => (flags & looked) == wanted != isNegated ? phase : LivePhases.None;

        static int? Bits(string names) => names.Split(',').Aggregate((int?)0, (all, name) => all | name switch
        {
            "FIN" => 0x01,
            "SYN" => 0x02,
            "RST" => 0x04,
            "PSH" => 0x08,
            "ACK" => 0x10,
            "URG" => 0x20,
            "ALL" => 0x3F,
            "NONE" => 0,
            _ => null,
        });
    }

    private List<Action<LiveMatchBuilder>>? Set(string option, IReadOnlyList<string> values, bool isNegated)
    {
        if (option != "--match-set" || values is not [var name, var sides] || sets(name) is not { } set || (set.IsChanging && isNegated))
        {
            return null;
        }

        List<Action<LiveMatchBuilder>>? elements = (sides, set) switch
        {
            ("src" or "dst", { Addresses: { } addresses }) => [match => match.Addresses(addresses, sides == "src", family, isNegated)],
            ("src", { Ports: { } ports }) => [match => match.SourcePorts(ports, isNegated)],
            ("dst", { Ports: { } ports }) => [match => match.Ports(ports, isNegated)],
            ("src,dst" or "dst,dst", { WithPorts: { } all }) when !isNegated => [.. all.Select(element => With(element, sides[0] == 's'))],
            _ => null,
        };

        // Packets that come before may have changed the set: what is in it matches, and anything else may.
        if (set.IsChanging)
        {
            elements?.Add(match => match.Unmodelled($"--match-set {name}"));
        }

        return elements;
    }

    private Action<LiveMatchBuilder> With((AddressSet Addresses, int Protocol, PortRange Ports) element, bool isSource) => match =>
    {
        match.Protocols([element.Protocol]);
        match.Addresses(element.Addresses, isSource, family);
        match.Ports([element.Ports]);
    };
}
