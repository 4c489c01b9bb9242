using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How rules for the Windows Firewall are written.</summary>
public sealed record WindowsFirewallOptions
{
    /// <summary>How many addresses a rule can list: the number that programs in wide use stay below; Microsoft documents none.</summary>
    internal const int MostAddresses = 1000;

    /// <summary>Which file is written.</summary>
    /// <value>The default is <see cref="WindowsFirewallOutput.PowerShell"/>.</value>
    public WindowsFirewallOutput Output { get; init; }

    /// <summary>
    /// What holds the rules together, so that those of an older document are found and removed: the group of the rules with PowerShell, and
    /// the name of every rule with netsh, which knows no groups. 1–64 ASCII letters, digits, blanks and <c>.</c> <c>_</c> <c>-</c>, a letter
    /// or digit first and last; not <c>all</c>, which means every rule to Windows. Two outputs for one host need two groups.
    /// </summary>
    /// <value>The default is <c>FirewallRules Datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is no such name.</exception>
    public string Group
    {
        get;
        init => field = IsGroup(value)
            ? value
            : throw new ArgumentException(
                "A group is 1 to 64 ASCII letters, digits, blanks, '.', '_' and '-', with a letter or digit first and last, and not 'all'.", nameof(value));
    }
    = "FirewallRules Datadog";

    /// <summary>
    /// What the names of rules start with, with PowerShell: 1–16 lower-case letters, digits and hyphens, a letter first.
    /// </summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is no such prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = RuleNames.IsPrefix(value, '-')
            ? value
            : throw new ArgumentException("A name prefix is 1 to 16 lower-case letters, digits and '-', a letter first.", nameof(value));
    }
    = "datadog";

    /// <summary>How many addresses one rule lists at most, 1–1000; what is more goes into further rules.</summary>
    /// <value>The default is 500.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–1000.</exception>
    public int AddressesPerRule
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MostAddresses);
            field = value;
        }
    }
    = 500;

    /// <summary>Writes the output that takes everything of the group away again. The script with rules does so too, with <c>-Remove</c>.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Remove { get; init; }

    // The cmdlets take wildcards in groups and '@' for resources, and netsh takes quotes: none of them is in the alphabet.
    private static bool IsGroup(string text)
        => text is { Length: >= 1 and <= 64 } && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '_' or '-') && !text.Equals("all", StringComparison.OrdinalIgnoreCase);
}
