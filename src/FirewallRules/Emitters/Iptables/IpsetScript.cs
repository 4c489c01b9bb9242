using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes the parts of a shell script that fill, swap and destroy ip sets, and lines for <c>ipset restore</c>.</summary>
/// <remarks>
/// A set in use is never filled directly, because <c>ipset restore</c> is not atomic and an existing set cannot be created again with another
/// size. A new set is filled beside it and swapped, which is atomic; nothing in use changes before that.
/// </remarks>
internal static class IpsetScript
{
    private const int SmallestMaxElements = 65536;

    public static void WriteFill(ShellWriter shell, IReadOnlyList<(string Name, IpFamily Family, AddressSet Addresses)> sets)
    {
        foreach (var (name, family, addresses) in sets)
        {
            var count = CountElements(addresses);
            shell.Data(
                string.Create(CultureInfo.InvariantCulture, $"fill {name} {Inet(family)} {Math.Max(SmallestMaxElements, count)} {count} "),
                writer => WriteElements(writer, name + ".new", addresses));
        }

        if (sets.Count > 0)
        {
            shell.Line();
        }
    }

    /// <summary>Writes lines for <c>ipset restore</c> that fill sets beside those in use and swap them.</summary>
    /// <remarks>
    /// The size is the same for every list: creating a set that exists is an error unless type and size are the same, and without a shell
    /// the size of an existing set is not known. The first of the new sets is created first and destroyed last, so that it keeps out another
    /// load: to create it again is an error. That holds only before the first line with <c>-exist</c>, which applies to all that follow.
    /// </remarks>
    public static void WriteReplacement(TextWriter writer, IReadOnlyList<(string Name, IpFamily Family, AddressSet Addresses)> sets)
    {
        var size = uint.MaxValue.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, family, _) in sets)
        {
            writer.Line($"create {name}.new hash:net family {Inet(family)} maxelem {size}");
        }

        foreach (var (name, family, _) in sets)
        {
            writer.Line($"create {name} hash:net family {Inet(family)} maxelem {size} -exist");
        }

        foreach (var (name, _, addresses) in sets)
        {
            WriteElements(writer, name + ".new", addresses);
        }

        foreach (var (name, _, _) in sets)
        {
            writer.Line($"swap {name}.new {name}");
        }

        foreach (var (name, _, _) in sets.Reverse())
        {
            writer.Line($"destroy {name}.new");
        }
    }

    /// <summary>Writes the commands that destroy the sets that were swapped out, and those that only the former rules used.</summary>
    public static void WriteDestroyOld(ShellWriter shell, bool swapped, bool former)
    {
        if (former)
        {
            shell.Line("for name in $former_sets; do");
            if (swapped)
            {
                shell.Line("    case \"$wanted \" in *\" $name:\"*) continue ;; esac");
            }

            shell.Line("    destroy \"$name\"");
            shell.Line("done");
        }

        if (swapped)
        {
            shell.Line("for name in $filled; do");
            shell.Line("    retry ipset destroy \"$name.new\"");
            shell.Line("done");
        }
    }

    /// <summary>Writes the commands that empty sets that the user's own rules may refer to.</summary>
    public static void WriteFlush(ShellWriter shell, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            shell.Line($"for name in {string.Join(' ', names)}; do");
            shell.Line("    ! set_exists \"$name\" || ipset flush \"$name\"");
            shell.Line("done");
        }
    }

    /// <summary>Writes the commands that destroy sets, also those that an interrupted run has left.</summary>
    public static void WriteRemove(ShellWriter shell, IEnumerable<string> names, bool former)
    {
        var all = string.Join(' ', names.Prepend(former ? "$former_sets" : "").Where(name => name.Length > 0));
        if (all.Length > 0)
        {
            shell.Line($"for name in {all}; do");
            shell.Line("    ! set_exists \"$name.new\" || destroy \"$name.new\"");
            shell.Line("    ! set_exists \"$name\" || destroy \"$name\"");
            shell.Line("done");
        }
    }

    private static string Inet(IpFamily family) => family == IpFamily.IPv4 ? "inet" : "inet6";

    // The kernel does not accept /0, but its two halves.
    private static bool IsEverything(AddressSet addresses, out Cidr all)
        => (all = addresses.FirstOrDefault()) is { PrefixLength: 0, Family: not IpFamily.None };

    private static int CountElements(AddressSet addresses) => IsEverything(addresses, out _) ? 2 : (int)addresses.CountPrefixes();

    private static void WriteElements(TextWriter writer, string name, AddressSet addresses)
    {
        if (IsEverything(addresses, out var all))
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
}
