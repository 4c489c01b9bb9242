using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How nftables rules are written.</summary>
/// <example>
/// A separate table that drops all other outgoing traffic:
/// <code>
/// var options = new NftablesOptions { Mode = NftablesMode.Table, DefaultDeny = new DefaultDeny { Action = DenyAction.Drop } };
/// Console.Write(RuleSet.For(Section.Logs).ToNftables(options));
/// </code>
/// </example>
public sealed record NftablesOptions
{
    /// <summary>Which part of the ruleset the output manages.</summary>
    /// <value>The default is <see cref="NftablesMode.Include"/>.</value>
    public NftablesMode Mode { get; init; }

    /// <summary>The table.</summary>
    /// <value>
    /// The default, <see langword="null"/>, means <c>inet/datadog</c> for <see cref="NftablesMode.Table"/> and <c>inet/filter</c> for other modes.
    /// </value>
    public NftablesTable? Table { get; init; }

    /// <summary>The start of the names of sets and chains: 1–16 lower-case letters, digits and underscores, starting with a letter.</summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is not a valid prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = OptionValues.NamePrefix(value, '_');
    }
    = "datadog";

    /// <summary>Denies all other traffic; only with <see cref="NftablesMode.Table"/>.</summary>
    /// <value>The default is <see langword="null"/>: the output only allows traffic.</value>
    public DefaultDeny? DefaultDeny { get; init; }

    /// <summary>Writes the output that removes the rules and sets again.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Remove { get; init; }

    /// <summary>The language of the output.</summary>
    /// <value>The default is <see cref="NftablesOutput.Script"/>.</value>
    public NftablesOutput Output { get; init; }

    internal NftablesTable EffectiveTable => Table ?? (Mode == NftablesMode.Table ? NftablesTable.InetDatadog : NftablesTable.InetFilter);
}
