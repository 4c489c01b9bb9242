namespace FirewallRules.Emitters;

/// <summary>Descriptions of IP sets, by which the script recognizes its own.</summary>
/// <param name="namePrefix">The name prefix of the options.</param>
internal sealed class AwsWafDescriptions(string namePrefix)
{
    private readonly AwsDescriptions _descriptions = new(namePrefix);

    /// <summary>The start of all descriptions, always followed by a space.</summary>
    public string Marker => _descriptions.Marker;

    /// <summary>The description with the versions of the documents, for the script, which does not write a description unless addresses change.</summary>
    public string WithVersions(AwsWafIpSet set) => Describe(set, _descriptions.WithVersions(set.Rule));

    /// <summary>The description without versions, for formats in which a changed description is a change of the resource.</summary>
    public string WithoutVersions(AwsWafIpSet set) => Describe(set, _descriptions.WithoutVersions(set.Rule));

    // Fewer characters than in the description of a rule of a security group, and at least three.
    private string Describe(AwsWafIpSet set, string description)
    {
        var text = description == Marker ? $"{Marker} {set.Rule.ToTrafficString()}" : description;
        var checkedText = string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || " _+=:#@/-,.".Contains(c, StringComparison.Ordinal) ? c : '_'));
        return checkedText.Length <= AwsWafLimits.DescriptionLength && checkedText.StartsWith(Marker + " ", StringComparison.Ordinal) && checkedText[^1] != ' '
            ? checkedText
            : throw new InvalidOperationException($"Not a valid description for AWS WAF: '{checkedText}'.");
    }
}
