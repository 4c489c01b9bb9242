using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes the parts of a shell script that fill, swap and destroy ip sets.</summary>
/// <remarks>
/// A set is never filled in place: <c>ipset restore</c> is not atomic, and a set cannot be created again with another size. The new
/// one is filled beside it and swapped, which is atomic, and until then nothing that is in use has changed.
/// </remarks>
internal static class IpsetScript
{
    private const int SmallestMaxElements = 65536;

    public static void WriteFill(TextWriter writer, IReadOnlyList<(string Name, IpFamily Family, AddressSet Addresses)> sets)
    {
        writer.Line("# A failure takes away what this script has created and no rule refers to.");
        writer.Line("created=");
        writer.Line("undo() { for set in $created; do ipset destroy \"$set\" 2>/dev/null || :; done; }");
        writer.Line("trap undo EXIT");
        writer.Line("trap 'exit 130' INT TERM HUP");
        writer.Line();
        foreach (var (name, family, addresses) in sets)
        {
            var type = Type(family, MaxElements(addresses));
            writer.Line($"ipset destroy {name}.new 2>/dev/null || :");
            writer.Line($"created=\"$created {name}.new\"");
            writer.Line("ipset restore <<'FWRULES'");
            writer.Line($"create {name}.new {type}");
            WriteElements(writer, name + ".new", addresses);
            writer.Line("FWRULES");
            writer.Line($"ipset list -n {name} >/dev/null 2>&1 || {{ ipset create {name} {type}; created=\"$created {name}\"; }}");
            writer.Line();
        }
    }

    /// <summary>Writes lines for <c>ipset restore</c> that fill a set beside the one in use and swap the two.</summary>
    /// <remarks>
    /// There is no shell to ask what is there, so the size is the same for every list: with it, a set that an older list has left is the
    /// one that these lines would create, and no error.
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

    public static void WriteSwap(TextWriter writer, IReadOnlyList<(string Name, IpFamily Family, AddressSet Addresses)> sets)
    {
        writer.Line("# From here on no signal stops it half-way.");
        writer.Line("trap '' INT TERM HUP");
        foreach (var (name, _, _) in sets)
        {
            writer.Line($"ipset swap {name}.new {name}");
            writer.Line($"ipset destroy {name}.new");
        }

        writer.Line();
    }

    public static void WriteEnd(TextWriter writer) => writer.Line("trap - EXIT");

    public static void WriteRemove(TextWriter writer, IEnumerable<(string Name, IpFamily Family)> sets)
    {
        writer.Line("if command -v ipset >/dev/null; then");
        foreach (var (name, _) in sets)
        {
            writer.Line($"    if ipset list -n {name} >/dev/null 2>&1; then ipset destroy {name}; fi");
        }

        writer.Line("fi");
    }

    /// <summary>Destroys sets, or only empties them where rules of the user's own may refer to them.</summary>
    /// <remarks>The kernel lets go of a set some time after the rule that referred to it is gone, and until then refuses to destroy it.</remarks>
    public static void WriteStale(TextWriter writer, IReadOnlyList<string> sets, bool keep)
    {
        if (sets.Count == 0)
        {
            return;
        }

        writer.Line("if command -v ipset >/dev/null; then");
        writer.Line($"    for set in {string.Join(' ', sets)}; do");
        writer.Line("        ipset list -n \"$set\" >/dev/null 2>&1 || continue");
        if (keep)
        {
            writer.Line("        ipset flush \"$set\"");
        }
        else
        {
            writer.Line("        tries=0");
            writer.Line("        until ipset destroy \"$set\" 2>/dev/null; do");
            writer.Line("            tries=$((tries + 1))");
            writer.Line("            [ \"$tries\" -lt 5 ] || { echo \"$0: the set $set, which only the older rules had, is in use and stays\" >&2; exit 1; }");
            writer.Line("            sleep 1");
            writer.Line("        done");
        }

        writer.Line("    done");
        writer.Line("fi");
    }

    private static string Type(IpFamily family, string maxElements)
        => $"hash:net family {(family == IpFamily.IPv4 ? "inet" : "inet6")} maxelem {maxElements}";

    // The kernel takes no /0, but its halves.
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
        => Math.Max(SmallestMaxElements, addresses.CountPrefixes()).ToString(CultureInfo.InvariantCulture);
}
