using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>A VPC in a region. Equal when both are.</summary>
public sealed partial record PrivateLinkVpc
{
    private const string Form = "a VPC is written as its id, '@' and its region, such as vpc-0123456789abcdef0@eu-west-1";

    private PrivateLinkVpc(string id, string region) => (Id, Region) = (id, region);

    /// <summary>The id, such as <c>vpc-0123456789abcdef0</c>.</summary>
    public string Id { get; }

    /// <summary>The region, such as <c>eu-west-1</c>.</summary>
    public string Region { get; }

    /// <summary>Reads a VPC from its id and region with <c>@</c> between them.</summary>
    /// <exception cref="FormatException">The text is not a VPC in this form.</exception>
    public static PrivateLinkVpc Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var vpc) ? vpc : throw new FormatException($"'{PrintableText.Of(text)}' is not a VPC: {Form}.");
    }

    /// <summary>Reads a VPC from its id and region with <c>@</c> between them.</summary>
    /// <returns>Whether the text is a VPC.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PrivateLinkVpc? vpc)
    {
        var match = Pattern().Match(text ?? "");
        vpc = match.Success ? new PrivateLinkVpc(match.Groups["id"].Value, match.Groups["region"].Value) : null;
        return vpc is not null;
    }

    /// <summary>Id and region with <c>@</c> between them.</summary>
    public override string ToString() => $"{Id}@{Region}";

    // Ids have 17 digits; before 2016 they had 8.
    [GeneratedRegex(
        @"\A(?<id>vpc-(?:[0-9a-f]{8}|[0-9a-f]{17}))@(?<region>[a-z]{2}(?:-[a-z]{1,16}){1,3}-[0-9]{1,2})\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1_000)]
    private static partial Regex Pattern();
}
