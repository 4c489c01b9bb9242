namespace FirewallRules.Tests.IpRanges;

/// <summary>Every refusal says where in the document and why.</summary>
public sealed class RefusalTests
{
    [TestCase("""{"logs":{"prefixes_ipv4":["192.0.2.0/24","0.0.0.0/0"]}}""", "$.logs.prefixes_ipv4[1]", "wider than /8")]
    [TestCase("""{"logs":{"prefixes_ipv4":["10.0.0.0/7"]}}""", "$.logs.prefixes_ipv4[0]", "wider than /8")]
    [TestCase("""{"logs":{"prefixes_ipv6":["::/0"]}}""", "$.logs.prefixes_ipv6[0]", "wider than /16")]
    [TestCase("""{"logs":{"prefixes_ipv6":["2000::/15"]}}""", "$.logs.prefixes_ipv6[0]", "wider than /16")]
    [TestCase(
        """{"synthetics":{"prefixes_ipv4_by_location":{"aws:a":["0.0.0.0/0"]}}}""",
        "$.synthetics.prefixes_ipv4_by_location['aws:a'][0]",
        "wider than /8")]
    [TestCase("""{"new":{"prefixes_ipv4":["0.0.0.0/0"]}}""", "$.new.prefixes_ipv4[0]", "wider than /8")]
    public void Wide_prefixes(string json, string path, string reason) => Check(json, path, reason);

    [TestCase("""{"logs":{},"logs":{}}""", "$.logs", "duplicate key")]
    [TestCase("""{"version":1,"version":2,"logs":{}}""", "$.version", "duplicate key")]
    [TestCase("""{"logs":{},"lo\u0067s":{}}""", "$.logs", "duplicate key")]
    [TestCase("""{"logs":{},"x y":1,"x y":1}""", "$['x y']", "duplicate key")]
    [TestCase("""{"logs":{"prefixes_ipv4":[],"prefixes_ipv4":[]}}""", "$.logs.prefixes_ipv4", "duplicate key")]
    [TestCase("""{"logs":{"x":1,"x":1}}""", "$.logs.x", "duplicate key")]
    [TestCase("""{"synthetics":{"prefixes_ipv4_by_location":{"aws:a":[],"aws:a":[]}}}""", "$.synthetics.prefixes_ipv4_by_location['aws:a']", "duplicate key")]
    public void Repeated_keys(string json, string path, string reason) => Check(json, path, reason);

    [TestCase("1", "a prefix must be a JSON string")]
    [TestCase("null", "a prefix must be a JSON string")]
    [TestCase("""["192.0.2.0/24"]""", "a prefix must be a JSON string")]
    [TestCase("""{"a":1}""", "a prefix must be a JSON string")]
    [TestCase("\"2001:db8::/32\"", "an IPv6 prefix in a list of IPv4 prefixes")]
    [TestCase("\"192.0.2.1/24\"", "host bits are set")]
    [TestCase("\"192.0.2.1\"", "the prefix length is missing")]
    [TestCase("\" 192.0.2.0/24\"", "neither")]
    [TestCase("\"192.0.2.0/24 \"", "not a plain decimal number")]
    [TestCase("\"192.0.2.0/24\\n\"", "not a plain decimal number")]
    [TestCase("\"192.0.2.0 /24\"", "neither")]
    [TestCase("\"192.0.2.0/33\"", "above 32")]
    [TestCase("\"010.0.0.0/8\"", "leading zero")]
    [TestCase("\"10/8\"", "four octets")]
    [TestCase("\"\"", "empty")]
    [TestCase("\"any\"", "neither")]
    [TestCase("\"0.0.0.0/0; reboot\"", "not a plain decimal number")]
    public void Invalid_prefixes(string prefix, string reason)
    {
        Check($$$"""{"logs":{"prefixes_ipv4":["192.0.2.0/24",{{{prefix}}}]}}""", "$.logs.prefixes_ipv4[1]", reason);
        Check($$$"""{"synthetics":{"prefixes_ipv4_by_location":{"a":[{{{prefix}}}]} }}""", "$.synthetics.prefixes_ipv4_by_location.a[0]", reason);
    }

    [TestCase("""{"logs":{"prefixes_ipv6":["192.0.2.0/24"]}}""", "$.logs.prefixes_ipv6[0]", "an IPv4 prefix in a list of IPv6 prefixes")]
    [TestCase("""{"logs":{"prefixes_ipv6":["fe80::%eth0/64"]}}""", "$.logs.prefixes_ipv6[0]", "zone")]
    [TestCase("""{"logs":{"prefixes_ipv4":"192.0.2.0/24"}}""", "$.logs.prefixes_ipv4", "JSON array")]
    [TestCase("""{"logs":{"prefixes_ipv4":null}}""", "$.logs.prefixes_ipv4", "JSON array")]
    [TestCase("""{"logs":["192.0.2.0/24"]}""", "$.logs", "JSON object")]
    [TestCase("""{"logs":null}""", "$.logs", "JSON object")]
    [TestCase("""{"remote-configuration":"x"}""", "$.remote-configuration", "JSON object")]
    [TestCase("""{"synthetics":{"prefixes_ipv4_by_location":["192.0.2.0/24"]}}""", "$.synthetics.prefixes_ipv4_by_location", "JSON object")]
    [TestCase("""{"synthetics":{"prefixes_ipv6_by_location":{"a":"::/0"}}}""", "$.synthetics.prefixes_ipv6_by_location.a", "JSON array")]
    public void Wrong_shapes(string json, string path, string reason) => Check(json, path, reason);

    [TestCase("-1")]
    [TestCase("1.5")]
    [TestCase("1e2")]
    [TestCase("\"59\"")]
    [TestCase("null")]
    [TestCase("9223372036854775808")]
    public void Invalid_versions(string version) => Check($$$"""{"version":{{{version}}},"logs":{}}""", "$.version", "whole number, at least 0");

    [TestCase("{}")]
    [TestCase("""{"errors":["x"]}""")]
    [TestCase("""{"version":59,"modified":"2024-10-17T00:00:00"}""")]
    [TestCase("""{"message":{"text":"Too Many Requests"}}""")]
    public void Documents_without_sections(string json) => Check(json, "$", "no section");

    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("59")]
    [TestCase("\"logs\"")]
    public void Values_that_are_not_an_object(string json) => Check(json, "$", "JSON object");

    private static void Check(string json, string path, string reason)
        => Assert.That(() => IpRangesDocument.Parse(json), Refused.At(path, reason), json);
}
