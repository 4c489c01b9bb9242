using System.Globalization;
using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>Reads the calls of a script that fill ip sets, and refuses what ipset would.</summary>
internal static class IpsetReader
{
    private static readonly Regex Fill = new(
        "^fill (?<set>[a-z0-9-]{1,27}) (?<family>inet6?) (?<max>[0-9]+) (?<count>[0-9]+) '$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    public static bool IsFill(string line) => Fill.IsMatch(line);

    public static (string Name, AddressSet Addresses) Read(string line, IReadOnlyList<string> data)
    {
        var fill = Fill.Match(line);
        var name = fill.Groups["set"].Value;
        var add = $"add {name}.new ";
        Assert.That(data, Is.All.StartsWith(add));
        Assert.That(int.Parse(fill.Groups["count"].Value, CultureInfo.InvariantCulture), Is.EqualTo(data.Count));
        Assert.That(int.Parse(fill.Groups["max"].Value, CultureInfo.InvariantCulture), Is.AtLeast(data.Count));
        var addresses = Text.Disjoint(data.Select(element => element[add.Length..]));
        Assert.That(addresses, Is.EqualTo(addresses.Intersect(Sets.All(fill.Groups["family"].Value == "inet" ? IpFamily.IPv4 : IpFamily.IPv6))));
        return (name, addresses);
    }
}
