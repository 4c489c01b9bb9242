using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How nftables rules are written.</summary>
public sealed record NftablesOptions
{
    /// <summary>How much of the rule set the output owns.</summary>
    /// <value>The default is <see cref="NftablesMode.Include"/>.</value>
    public NftablesMode Mode { get; init; }

    /// <summary>The table.</summary>
    /// <value>The default, <see langword="null"/>, is <c>inet/datadog</c> for <see cref="NftablesMode.Table"/> and <c>inet/filter</c> else.</value>
    public NftablesTable? Table { get; init; }

    /// <summary>What the names of sets and chains start with: 1–16 lower-case letters, digits and underscores, a letter first.</summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is no such prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = RuleNames.IsPrefix(value, '_')
            ? value
            : throw new ArgumentException("A name prefix is 1 to 16 lower-case letters, digits and '_', a letter first.", nameof(value));
    }
    = "datadog";

    /// <summary>Closes what the rules do not allow; only with <see cref="NftablesMode.Table"/>.</summary>
    /// <value>The default is <see langword="null"/>: the output only allows.</value>
    public DefaultDeny? DefaultDeny { get; init; }

    /// <summary>Writes the output that takes everything away again.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Remove { get; init; }

    /// <summary>The language of the output.</summary>
    /// <value>The default is <see cref="NftablesFormat.Script"/>.</value>
    public NftablesFormat Format { get; init; }

    internal NftablesTable EffectiveTable => Table ?? (Mode == NftablesMode.Table ? NftablesTable.InetDatadog : NftablesTable.InetFilter);
}
