namespace FirewallRules.Emitters;

/// <summary>Writes the file for <c>netsh -f</c>.</summary>
/// <remarks>
/// netsh knows no group, but lets many rules have one name and deletes them all by it. So the name is the same for all, now and in every
/// other version: what an older document allowed goes with it. A rule that stands under a second name while the first is replaced closes
/// the gap; a run that broke off leaves that second one behind, and the next run takes it along.
/// </remarks>
internal static class NetshWriter
{
    /// <summary>The longest line that Windows reads for a command.</summary>
    public const int LineLength = 8191;

    // What ports may take of a line; the addresses get the rest.
    private const int PortsLength = 2000;

    /// <summary>The name under which rules stand while those of the other name are replaced; no group has parentheses.</summary>
    public static string Temporary(string group) => group + " (new)";

    public static void Write(TextWriter writer, IReadOnlyList<WindowsFirewallRule> rules, WindowsFirewallOptions options)
    {
        var rest = rules.SelectMany(rule => Rest(rule, options)).ToList();
        Add(writer, Temporary(options.Group), rest);
        Delete(writer, options.Group);
        Add(writer, options.Group, rest);
        Delete(writer, Temporary(options.Group));
    }

    private static string Start(string name) => $"advfirewall firewall add rule name={WindowsFirewallText.Netsh(name)} ";

    private static void Add(TextWriter writer, string name, List<string> rest)
    {
        foreach (var line in rest)
        {
            writer.Write(Start(name));
            writer.Line(line);
        }
    }

    private static void Delete(TextWriter writer, string name) => writer.Line($"advfirewall firewall delete rule name={WindowsFirewallText.Netsh(name)}");

    /// <summary>What stands behind the name, once for each rule that the line length and the addresses make of this one.</summary>
    private static IEnumerable<string> Rest(WindowsFirewallRule rule, WindowsFirewallOptions options)
    {
        var (direction, side) = rule.Direction == Direction.Egress ? ("out", "remoteport") : ("in", "localport");
        var protocol = rule.Protocol == Protocol.Tcp ? "TCP" : "UDP";
        foreach (var ports in Join(rule.Ports, PortsLength, int.MaxValue))
        {
            var head = $"description={WindowsFirewallText.Netsh(rule.Description)} dir={direction} action=allow protocol={protocol} {side}={ports} remoteip=";
            var room = LineLength - Start(Temporary(options.Group)).Length - head.Length;
            foreach (var addresses in Join(rule.Addresses is [WindowsFirewallRule.Any] ? ["any"] : rule.Addresses, room, options.AddressesPerRule))
            {
                yield return head + addresses;
            }
        }
    }

    /// <summary>The items, separated by commas, in as few texts of at most that length and number as they need.</summary>
    private static IEnumerable<string> Join(IReadOnlyList<string> items, int length, int number)
    {
        var (first, used) = (0, -1);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > first && (used + 1 + items[i].Length > length || i - first == number))
            {
                yield return string.Join(',', items.Skip(first).Take(i - first));
                (first, used) = (i, -1);
            }

            used += 1 + items[i].Length;
        }

        yield return string.Join(',', items.Skip(first));
    }
}
