using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How rules for ufw are written.</summary>
public sealed record UfwOptions
{
    /// <summary>
    /// The name of the block in ufw's files, and the start of the names of chains, which end with <c>-out</c> and <c>-in</c>: 1–16 lower-case
    /// letters, digits and hyphens, starting with a letter.
    /// </summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is not a valid prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = OptionValues.NamePrefix(value, '-');
    }
    = "datadog";

    /// <summary>Writes the script that removes the blocks and chains again, whatever rules they were written for.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Remove { get; init; }
}
