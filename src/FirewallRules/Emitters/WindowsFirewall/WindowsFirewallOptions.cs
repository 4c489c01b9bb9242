using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How rules for the Windows Firewall are written.</summary>
public sealed record WindowsFirewallOptions
{
    /// <summary>The file to write.</summary>
    /// <value>The default is <see cref="WindowsFirewallOutput.PowerShell"/>.</value>
    public WindowsFirewallOutput Output { get; init; }

    /// <summary>
    /// What identifies the rules, so that those of an older document are found and removed: with PowerShell the group of the rules, with netsh,
    /// which has no groups, the name of all rules. 1–64 ASCII letters, digits, spaces and <c>.</c> <c>_</c> <c>-</c>, starting and ending with
    /// a letter or digit; not <c>all</c>, which means every rule to Windows. Two outputs for one host need different groups.
    /// </summary>
    /// <value>The default is <c>FirewallRules Datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is not a valid name.</exception>
    public string Group
    {
        get;
        init => field = IsGroup(value)
            ? value
            : throw new ArgumentException(
                "A group is 1 to 64 ASCII letters, digits, spaces, '.', '_' and '-', starting and ending with a letter or digit, and not 'all'.",
                nameof(value));
    }
    = "FirewallRules Datadog";

    /// <summary>With PowerShell, the start of the names of rules: 1–16 lower-case letters, digits and hyphens, starting with a letter.</summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is not a valid prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = OptionValues.NamePrefix(value, '-');
    }
    = "datadog";

    /// <summary>The maximum number of addresses of a rule, 1–1000; a rule with more is written as several.</summary>
    /// <value>The default is 500.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–1000.</exception>
    public int AddressesPerRule
    {
        get;
        init => field = OptionValues.InRange(value, 1, WindowsFirewallLimits.AddressesPerRule);
    }
    = 500;

    /// <summary>Writes the output that removes all rules of the group. The script with rules does so too, with <c>-Remove</c>.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Remove { get; init; }

    // Without wildcards and '@', which have a meaning for the cmdlets, and without quotes, which netsh cannot escape.
    private static bool IsGroup(string text)
        => text is { Length: >= 1 and <= 64 } && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '_' or '-') && !text.Equals("all", StringComparison.OrdinalIgnoreCase);
}
