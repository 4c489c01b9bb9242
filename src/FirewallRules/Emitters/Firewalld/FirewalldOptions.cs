using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How rules for firewalld are written.</summary>
public sealed record FirewalldOptions
{
    // With "-out" after it.
    internal const int MaxPrefixLength = FirewalldLimits.PolicyNameLength - 4;

    /// <summary>
    /// The start of the names of ip sets and of the policies, which end with <c>-out</c> and <c>-in</c>: 1–13 lower-case letters, digits and
    /// hyphens, starting with a letter.
    /// </summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is not a valid prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = OptionValues.NamePrefix(value, '-') is { Length: <= MaxPrefixLength }
            ? value
            : throw new ArgumentException($"A name prefix for firewalld has at most {MaxPrefixLength} characters.", nameof(value));
    }
    = "datadog";

    /// <summary>
    /// The priority of the policies, −32768 to −1. Policies with a lower number come first. All of them come before zones, whose priority is 0.
    /// </summary>
    /// <value>The default is −100, before policies without a priority, which have −1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not −32768 to −1.</exception>
    public int Priority
    {
        get;
        init => field = OptionValues.InRange(value, FirewalldLimits.FirstPriority, -1);
    }
    = -100;

    /// <summary>
    /// Denies all other traffic, for both families, including what zones and later policies would allow. <see cref="DefaultDeny.Forward"/> is
    /// not supported.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the output only allows traffic.</value>
    public DefaultDeny? DefaultDeny { get; init; }

    /// <summary>Writes the script that removes the policies and sets again, whatever rules they were written for.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Remove { get; init; }
}
