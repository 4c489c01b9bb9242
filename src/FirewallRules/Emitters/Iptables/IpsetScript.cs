using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes the parts of a shell script that fill, swap and destroy ip sets.</summary>
/// <remarks>
/// A set in use is never filled directly, because <c>ipset restore</c> is not atomic and an existing set cannot be created again with another
/// size. A new set is filled beside it and swapped, which is atomic; nothing in use changes before that.
/// </remarks>
internal static class IpsetScript
{
    private const int SmallestMaxElements = 65536;

    public static void WriteFill(ShellWriter shell, IReadOnlyList<(string Name, IpFamily Family, AddressSet Addresses)> sets)
    {
        shell.Comment("On failure, sets that this script created and no rule refers to are destroyed.");
        shell.Line("created=");
        shell.Line("undo() { for set in $created; do ipset destroy \"$set\" 2>/dev/null || :; done; }");
        shell.Line("trap undo EXIT");
        shell.Line("trap 'exit 130' INT TERM HUP");
        shell.Line();
        foreach (var (name, family, addresses) in sets)
        {
            var type = Type(family, MaxElements(addresses));
            shell.Line($"ipset destroy {name}.new 2>/dev/null || :");
            shell.Line($"created=\"$created {name}.new\"");
            shell.Data("ipset restore", writer =>
            {
                writer.Line($"create {name}.new {type}");
                WriteElements(writer, name + ".new", addresses);
            });
            shell.Line($"ipset list -n {name} >/dev/null 2>&1 || {{ ipset create {name} {type}; created=\"$created {name}\"; }}");
            shell.Line();
        }
    }

    /// <summary>Writes lines for <c>ipset restore</c> that fill a set beside the one in use and swap the two.</summary>
    /// <remarks>
    /// The size is the same for every list: creating a set that exists is an error unless type and size are the same, and without a shell
    /// the size of an existing set is not known.
    /// </remarks>
    public static void WriteReplacement(TextWriter writer, string name, IpFamily family, AddressSet addresses)
    {
        var type = Type(family, uint.MaxValue.ToString(CultureInfo.InvariantCulture));
        writer.Line($"create {name} {type} -exist");
        writer.Line($"create {name}.new {type} -exist");
        writer.Line($"flush {name}.new");
        WriteElements(writer, name + ".new", addresses);
        writer.Line($"swap {name}.new {name}");
        writer.Line($"destroy {name}.new");
    }

    public static void WriteSwap(ShellWriter shell, IReadOnlyList<(string Name, IpFamily Family, AddressSet Addresses)> sets)
    {
        shell.Comment("Signals are ignored from here on, so that the script does not stop halfway.");
        shell.Line("trap '' INT TERM HUP");
        foreach (var (name, _, _) in sets)
        {
            shell.Line($"ipset swap {name}.new {name}");
            shell.Line($"ipset destroy {name}.new");
        }

        shell.Line();
    }

    public static void WriteEnd(ShellWriter shell) => shell.Line("trap - EXIT");

    public static void WriteRemove(ShellWriter shell, IEnumerable<(string Name, IpFamily Family)> sets)
    {
        shell.Line("if command -v ipset >/dev/null; then");
        foreach (var (name, _) in sets)
        {
            shell.Line($"    if ipset list -n {name} >/dev/null 2>&1; then ipset destroy {name}; fi");
        }

        shell.Line("fi");
    }

    /// <summary>Destroys sets, or only flushes them where the user's own rules may refer to them.</summary>
    /// <remarks>The kernel releases a set some time after the last rule that refers to it was deleted, and refuses to destroy it until then.</remarks>
    public static void WriteRemoveStale(ShellWriter shell, IReadOnlyList<string> sets, bool keep)
    {
        if (sets.Count == 0)
        {
            return;
        }

        shell.Line("if command -v ipset >/dev/null; then");
        shell.Line($"    for set in {string.Join(' ', sets)}; do");
        shell.Line("        ipset list -n \"$set\" >/dev/null 2>&1 || continue");
        if (keep)
        {
            shell.Line("        ipset flush \"$set\"");
        }
        else
        {
            shell.Line("        tries=0");
            shell.Line("        until ipset destroy \"$set\" 2>/dev/null; do");
            shell.Line("            tries=$((tries + 1))");
            shell.Line("            [ \"$tries\" -lt 5 ] || { echo \"$0: the set $set, which only the older rules had, is in use and stays\" >&2; exit 1; }");
            shell.Line("            sleep 1");
            shell.Line("        done");
        }

        shell.Line("    done");
        shell.Line("fi");
    }

    private static string Type(IpFamily family, string maxElements)
        => $"hash:net family {(family == IpFamily.IPv4 ? "inet" : "inet6")} maxelem {maxElements}";

    // The kernel does not accept /0, but its two halves.
    private static void WriteElements(TextWriter writer, string name, AddressSet addresses)
    {
        if (addresses.FirstOrDefault() is { PrefixLength: 0, Family: not IpFamily.None } all)
        {
            foreach (var half in all.Split(1))
            {
                writer.Line($"add {name} {half}");
            }
        }
        else
        {
            writer.WritePrefixes(addresses, $"add {name} ", "\n");
        }
    }

    private static string MaxElements(AddressSet addresses)
        => Math.Max(SmallestMaxElements, addresses.PrefixCount).ToString(CultureInfo.InvariantCulture);
}
