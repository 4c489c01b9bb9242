using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>Reads the files that a script for firewalld writes, and refuses what firewalld would.</summary>
internal static class FirewalldReader
{
    private static readonly Regex File = new(
        "^stage (?<folder>ipsets|policies)/(?<name>[a-z0-9-]+) '(?<text>[^']*)'$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking);

    private static readonly Regex Wanted = new(
        "^wanted='(?<items>[^']*)'$", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking);

    public static Allowed Read(string script)
    {
        var (allowed, sets) = (new Allowed(), new Dictionary<string, (IpFamily Family, AddressSet Addresses)>(StringComparer.Ordinal));
        var files = File.Matches(script)
            .Select(match => (Folder: match.Groups["folder"].Value, Name: match.Groups["name"].Value, Xml: XDocument.Parse(match.Groups["text"].Value).Root!))
            .ToList();
        Assert.That(string.Join(' ', files.Select(file => $"{file.Folder}/{file.Name}")), Is.EqualTo(Wanted.Match(script).Groups["items"].Value));
        foreach (var (folder, name, xml) in files)
        {
            Assert.That(script, Does.Contain($"\nmark='<short>{xml.Element("short")!.Value}</short>'\n"), "the script knows its own files");
            if (folder == "ipsets")
            {
                sets.Add(name, Set(name, xml));
            }
            else
            {
                AddPolicy(allowed, name, xml, sets);
            }
        }

        return allowed;
    }

    private static (IpFamily Family, AddressSet Addresses) Set(string name, XElement xml)
    {
        Assert.That(name, Has.Length.LessThanOrEqualTo(31));
        Assert.That((xml.Name.LocalName, (string?)xml.Attribute("type")), Is.EqualTo(("ipset", "hash:net")));
        var options = xml.Elements("option").ToDictionary(
            option => (string)option.Attribute("name")!, option => (string)option.Attribute("value")!, StringComparer.Ordinal);
        var family = options["family"] == "inet" ? IpFamily.IPv4 : IpFamily.IPv6;
        var addresses = Text.Disjoint(xml.Elements("entry").Select(entry => entry.Value));
        var size = options.TryGetValue("maxelem", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 65536;
        Assert.That(size, Is.AtLeast(xml.Elements("entry").Count()));
        Assert.That(addresses.IsEmpty, Is.False, "a set without entries is not written");
        Assert.That(addresses, Is.EqualTo(addresses.Intersect(Sets.All(family))), "a set is of one family");
        return (family, addresses);
    }

    private static void AddPolicy(
        Allowed allowed, string name, XElement xml, Dictionary<string, (IpFamily Family, AddressSet Addresses)> sets)
    {
        Assert.That(name, Has.Length.LessThanOrEqualTo(17));
        Assert.That((string?)xml.Attribute("target"), Is.EqualTo("CONTINUE"));
        Assert.That((int)xml.Attribute("priority")!, Is.Negative, "it comes before the zones");
        var zones = ((string)xml.Element("ingress-zone")!.Attribute("name")!, (string)xml.Element("egress-zone")!.Attribute("name")!);
        Assert.That(zones, Is.EqualTo(("HOST", "ANY")).Or.EqualTo(("ANY", "HOST")));
        var (direction, side) = zones.Item1 == "HOST" ? (Direction.Egress, "destination") : (Direction.Ingress, "source");
        var rules = xml.Elements("rule").ToList();
        Assert.That(rules.Select(rule => rule.ToString()), Is.Unique, "firewalld ignores a repeated rule with a warning");
        foreach (var rule in rules)
        {
            var family = (string?)rule.Attribute("family") == "ipv4" ? IpFamily.IPv4 : IpFamily.IPv6;
            string[] expected = rule.Element(side) is null ? ["port", "accept"] : [side, "port", "accept"];
            Assert.That(rule.Elements().Select(element => element.Name.LocalName), Is.EqualTo(expected));
            var remote = Sets.All(family);
            if (rule.Element(side) is { } matched)
            {
                var set = sets[(string)matched.Attribute("ipset")!];
                Assert.That(set.Family, Is.EqualTo(family));
                remote = set.Addresses;
            }

            var port = rule.Element("port")!;
            allowed.Add(
                direction,
                (string?)port.Attribute("protocol") == "tcp" ? Protocol.Tcp : Protocol.Udp,
                Text.Ports((string)port.Attribute("port")!, '-'),
                remote);
        }
    }
}
