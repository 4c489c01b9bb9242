using System.Buffers;

namespace FirewallRules.Emitters;

/// <summary>Descriptions of rules, by which the scripts recognize the rules of this library.</summary>
/// <param name="namePrefix">The name prefix of the options.</param>
internal sealed class AwsDescriptions(string namePrefix)
{
    // EC2 API reference, IpRange.Description.
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._-:/()#,@[]+=&;{}!$*");

    /// <summary>The start of all descriptions, followed by a space or by nothing.</summary>
    public string Marker { get; } = "fwrules:" + namePrefix;

    /// <summary>The name prefix as an identifier of Terraform.</summary>
    public string Identifier { get; } = namePrefix.Replace('-', '_');

    /// <summary>The description of a rule, with the versions of its documents.</summary>
    public string WithVersions(Rule rule) => Describe(rule.Comment);

    /// <summary>The description of a rule without versions, for formats in which a changed description is a change of the resource.</summary>
    public string WithoutVersions(Rule rule)
    {
        var origins = rule.Sources.Select(source => source.Site?.Key ?? "unknown site").Concat(rule.Catalogs.Select(catalog => catalog.Key));
        var sites = string.Join(", ", origins.Distinct(StringComparer.Ordinal));
        var labels = string.Join(", ", rule.Labels);
        return Describe(sites.Length > 0 && labels.Length > 0 ? $"{sites}: {labels}" : sites + labels);
    }

    /// <summary>A line of data for the scripts.</summary>
    public string Data(AwsEntry entry) => $"{entry.Key} {WithVersions(entry.Rule)}";

    /// <exception cref="InvalidOperationException">AWS would refuse the description, which is an error of this library.</exception>
    public static string Checked(string description)
        => description.Length <= AwsLimits.DescriptionLength && !description.AsSpan().ContainsAnyExcept(Characters)
            ? description
            : throw new InvalidOperationException($"Not a valid description for AWS: '{description}'.");

    private string Describe(string comment)
    {
        // AWS trims spaces at the end, and a script would not recognize its own text.
        var harmless = OutputText.Comment(comment, AwsLimits.DescriptionLength - Marker.Length - 1).Replace('?', '_');
        return Checked($"{Marker} {harmless}".TrimEnd());
    }
}
