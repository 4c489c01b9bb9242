namespace FirewallRules.Emitters;

/// <summary>Writes the file for <c>netsh -f</c>.</summary>
/// <remarks>
/// netsh has no groups, but many rules can have the same name and are deleted by it together. All rules have one name, so that those of an
/// older document are deleted too. While they are replaced, the same rules exist under a second name. If a run is interrupted, the next run
/// deletes those.
/// </remarks>
internal static class NetshWriter
{
    /// <summary>The longest line to write. Windows reads command lines of 8191 characters, including their end.</summary>
    public const int LineLength = 8190;

    // The share of the ports; the addresses get the rest of the line.
    private const int PortsLength = 2000;

    /// <summary>The second name, which cannot be that of a group, because groups have no parentheses.</summary>
    public static string Temporary(string group) => group + " (new)";

    public static void Write(TextWriter writer, IReadOnlyList<WindowsFirewallRule> rules, WindowsFirewallOptions options)
    {
        var rest = rules.SelectMany(rule => Rest(rule, options)).ToList();
        Add(writer, Temporary(options.Group), rest);
        Delete(writer, options.Group);
        Add(writer, options.Group, rest);
        Delete(writer, Temporary(options.Group));
    }

    private static string Start(string name) => $"advfirewall firewall add rule name={NetshText.Quoted(name)} ";

    private static void Add(TextWriter writer, string name, List<string> rest)
    {
        foreach (var line in rest)
        {
            writer.Write(Start(name));
            writer.Line(line);
        }
    }

    private static void Delete(TextWriter writer, string name) => writer.Line($"advfirewall firewall delete rule name={NetshText.Quoted(name)}");

    /// <summary>The rest of each command after the name. The line length and the number of addresses determine how many commands a rule takes.</summary>
    private static IEnumerable<string> Rest(WindowsFirewallRule rule, WindowsFirewallOptions options)
    {
        var (direction, side) = rule.Direction == Direction.Egress ? ("out", "remoteport") : ("in", "localport");
        var protocol = rule.Protocol == Protocol.Tcp ? "TCP" : "UDP";
        foreach (var ports in Join(rule.Ports, PortsLength, int.MaxValue))
        {
            var head = $"description={NetshText.Quoted(rule.Description)} dir={direction} action=allow protocol={protocol} {side}={ports} remoteip=";
            var room = LineLength - Start(Temporary(options.Group)).Length - head.Length;
            foreach (var addresses in Join(rule.Addresses is [WindowsFirewallRule.Any] ? ["any"] : rule.Addresses, room, options.AddressesPerRule))
            {
                yield return head + addresses;
            }
        }
    }

    /// <summary>The items, separated by commas, in as few texts as possible.</summary>
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
