using System.Globalization;
using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>Reads the lines for <c>ipset restore</c>, and refuses those that ipset would.</summary>
internal static class IpsetReader
{
    private static readonly Regex Create = new(
        "^create (?<set>[a-z0-9.-]{1,31}) hash:net family (?<family>inet6?) maxelem (?<max>[0-9]+)$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    public static (string Name, AddressSet Addresses) Read(IReadOnlyList<string> lines)
    {
        var create = Create.Match(lines[0]);
        Assert.That(create.Success, Is.True, lines[0]);
        var add = $"add {create.Groups["set"].Value} ";
        Assert.That(lines.Skip(1), Is.All.StartsWith(add));
        Assert.That(int.Parse(create.Groups["max"].Value, CultureInfo.InvariantCulture), Is.AtLeast(lines.Count - 1));
        var addresses = Text.Disjoint(lines.Skip(1).Select(line => line[add.Length..]));
        Assert.That(addresses, Is.EqualTo(addresses.Intersect(Sets.All(create.Groups["family"].Value == "inet" ? IpFamily.IPv4 : IpFamily.IPv6))));
        return (create.Groups["set"].Value, addresses);
    }
}
