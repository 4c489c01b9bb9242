using System.Diagnostics.CodeAnalysis;
using FirewallRules.Emitters;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>The family and name of a table, such as <c>inet/filter</c>. Equal when both are.</summary>
/// <remarks>
/// Families are inet, ip and ip6. A name is 1–64 ASCII letters, digits and underscores, starting with a letter, and not a keyword of nft,
/// because nft cannot quote names.
/// </remarks>
public sealed record NftablesTable
{
    private NftablesTable(string family, string name) => (Family, Name) = (family, name);

    /// <summary>The table in which most hosts keep their filter rules, <c>inet/filter</c>.</summary>
    public static NftablesTable InetFilter { get; } = new("inet", "filter");

    /// <summary>The separate table of the default name prefix, <c>inet/datadog</c>.</summary>
    public static NftablesTable InetDatadog { get; } = new("inet", "datadog");

    /// <summary>The family: <c>inet</c>, <c>ip</c> or <c>ip6</c>.</summary>
    public string Family { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Reads <c>family/name</c>.</summary>
    /// <exception cref="FormatException">The text is not a table in this form, or the name is not valid.</exception>
    public static NftablesTable Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var table)
            ? table
            : throw new FormatException(
                $"'{PrintableText.Of(text)}' is not a table: write inet/NAME, ip/NAME or ip6/NAME, where NAME is 1 to 64 letters, digits and '_', "
                + "starting with a letter, and not a keyword of nft.");
    }

    /// <summary>Reads <c>family/name</c>.</summary>
    /// <returns>Whether the text is a table.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out NftablesTable? table)
    {
        table = null;
        if (text?.Split('/') is [("inet" or "ip" or "ip6") and var family, { Length: >= 1 and <= 64 } name] && char.IsAsciiLetter(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !NftablesKeywords.IsReserved(name))
        {
            table = new NftablesTable(family, name);
        }

        return table is not null;
    }

    /// <summary>The table as <c>family/name</c>.</summary>
    public override string ToString() => $"{Family}/{Name}";

    internal bool IsOfBothFamilies => Family == "inet";

    /// <summary>Whether the table can contain rules for the address family.</summary>
    internal bool Supports(IpFamily family) => IsOfBothFamilies || Family == (family == IpFamily.IPv4 ? "ip" : "ip6");
}
