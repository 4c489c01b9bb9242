using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>Reads IP sets of AWS WAF, and refuses unknown content.</summary>
internal static partial class AwsWafReader
{
    /// <summary>An IP set as the API has it.</summary>
    internal sealed record IpSet(string Name, string Version, string Scope, string Description, IReadOnlyList<Cidr> Addresses);

    public static IReadOnlyList<IpSet> Read(AwsWafOutput output, string text)
    {
        IReadOnlyList<IpSet> sets = output switch
        {
            AwsWafOutput.CloudFormation => Template(JsonNode.Parse(text)!),
            AwsWafOutput.Terraform => Terraform(text),
            _ => Script(text),
        };
        foreach (var set in sets)
        {
            // The rules of the service, which the stand-in for it does not have.
            Assert.That(set.Name, Does.Match(@"\A[0-9A-Za-z_-]{1,128}\z"));
            Assert.That(set.Description, Does.Match(@"\A[A-Za-z0-9_+=:#@/\-,.][A-Za-z0-9_+=:#@/\-,. ]+[A-Za-z0-9_+=:#@/\-,.]\z"));
            Assert.That(set.Description, Has.Length.LessThanOrEqualTo(256));
            Assert.That(set.Version, Is.AnyOf("IPV4", "IPV6"));
            Assert.That(set.Scope, Is.AnyOf("REGIONAL", "CLOUDFRONT"));
            Assert.That(set.Addresses.Select(prefix => prefix.PrefixLength), Is.All.GreaterThan(0));
            Assert.That(set.Addresses.Select(prefix => prefix.Family), Is.All.EqualTo(set.Version == "IPV4" ? IpFamily.IPv4 : IpFamily.IPv6));
            Assert.That(set.Addresses, Is.Unique.And.Property("Count").LessThanOrEqualTo(10_000));
        }

        Assert.That(sets.Select(set => set.Name), Is.Unique);
        return sets;
    }

    private static List<IpSet> Template(JsonNode template)
    {
        Assert.That(
            template.AsObject().Select(property => property.Key),
            Is.EqualTo(new[] { "AWSTemplateFormatVersion", "Description", "Metadata", "Resources", "Outputs" }));
        var resources = template["Resources"]!.AsObject();
        Assert.That(
            template["Outputs"]!.AsObject().Select(output => (output.Key, (string)output.Value!["Value"]!["Fn::GetAtt"]![0]!)),
            Is.EqualTo(resources.Select(resource => (resource.Key + "Arn", resource.Key))));
        return [.. resources.Select(resource =>
        {
            Assert.That(resource.Key, Does.Match(@"\A[a-zA-Z0-9]{1,250}\z"));
            Assert.That((string)resource.Value!["Type"]!, Is.EqualTo("AWS::WAFv2::IPSet"));
            var properties = resource.Value["Properties"]!;
            return new IpSet(
                (string)properties["Name"]!,
                (string)properties["IPAddressVersion"]!,
                (string)properties["Scope"]!,
                (string)properties["Description"]!,
                [.. properties["Addresses"]!.AsArray().Select(address => Cidr.Parse((string)address!))]);
        })];
    }

    private static List<IpSet> Terraform(string text)
    {
        var matches = Resource().Matches(text);
        Assert.That(matches.Select(match => match.Groups["id"].Value), Is.Unique);
        var rest = Comment().Replace(Resource().Replace(text, ""), "");
        Assert.That(rest.Trim(), Is.Empty, "nothing else, and no provider");
        return [.. matches.Select(match => new IpSet(
            match.Groups["name"].Value,
            match.Groups["version"].Value,
            match.Groups["scope"].Value,
            match.Groups["description"].Value,
            [.. match.Groups["address"].Captures.Select(capture => Cidr.Parse(capture.Value))]))];
    }

    private static List<IpSet> Script(string text)
    {
        var functions = Function().Matches(text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["text"].Value, StringComparer.Ordinal);
        var scope = Scope().Match(text).Groups["scope"].Value;
        return [.. functions["sets"].Split('\n').Select((line, i) =>
        {
            var part = line.Split(' ', 5);
            var addresses = functions[$"addresses_{i + 1}"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(address => Cidr.Parse(address)).ToList();
            Assert.That((part[0], part[3]), Is.EqualTo(($"{i + 1}", $"{addresses.Count}")));
            Assert.That(text, Does.Contain($"addresses_{i + 1} >\"$work/{i + 1}.wanted\"\n"));
            return new IpSet(part[1], part[2], scope, part[4], addresses);
        })];
    }

    [GeneratedRegex(
        """
        ^resource "aws_wafv2_ip_set" "(?<id>[a-z][a-z0-9_]*)" \{
          name               = "(?<name>[^"]*)"
          description        = "(?<description>[^"]*)"
          scope              = "(?<scope>[A-Z]*)"
          ip_address_version = "(?<version>[A-Z0-9]*)"
          addresses( = \[
        (    "(?<address>[^"]*)",
        )+  \]|          = \[\])

          lifecycle \{
            create_before_destroy = true
          \}
        \}

        output "\k<id>_arn" \{
          description = "The ARN of the IP set \k<name>, for an ip_set_reference_statement\."
          value       = aws_wafv2_ip_set\.\k<id>\.arn
        \}$
        """,
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        10_000)]
    private static partial Regex Resource();

    [GeneratedRegex("^#.*$", RegexOptions.Multiline, 10_000)]
    private static partial Regex Comment();

    [GeneratedRegex(
        "^(?<name>sets|addresses_[0-9]+)\\(\\) \\{\n(:|echo '(?<text>[^']*)')\n\\}$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        10_000)]
    private static partial Regex Function();

    [GeneratedRegex("^scope='(?<scope>[A-Z]+)'$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Scope();
}
