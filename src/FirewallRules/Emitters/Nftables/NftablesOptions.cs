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

    /// <summary>
    /// The table. A table that is given here may contain other chains and sets: outputs change only those whose names start with
    /// <see cref="NamePrefix"/>, and <see cref="Remove"/> leaves the table.
    /// </summary>
    /// <value>
    /// The default, <see langword="null"/>, means a table of its own for <see cref="NftablesMode.Table"/>, <c>inet</c> with the name
    /// <see cref="NamePrefix"/>, which <see cref="Remove"/> deletes; and <c>inet/filter</c> for other modes.
    /// </value>
    public NftablesTable? Table { get; init; }

    /// <summary>
    /// Whether <see cref="NftablesMode.Table"/> may add its base chains to a table whose name distributions or other programs use, such as
    /// <c>inet/filter</c> or <c>inet/firewalld</c>. Their owners delete and replace such tables, with all that is in them.
    /// </summary>
    /// <value>The default is <see langword="false"/>: <see cref="EmitterOptionsError.TableIsShared"/>.</value>
    public bool AllowSharedTable { get; init; }

    /// <summary>
    /// The priority of the base chains of <see cref="NftablesMode.Table"/>, −199–400: chains of the same hook run in ascending order. Well-known
    /// priorities are −150 (mangle), −100 (dstnat), 0 (filter), 50 (security) and 100 (srcnat); below −199, connections are not tracked yet. nft
    /// refuses to change the priority of an existing chain: remove the rules first.
    /// </summary>
    /// <value>The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not −199–400.</exception>
    public int Priority
    {
        get;
        init => field = OptionValues.InRange(value, NftablesLimits.MinPriority, NftablesLimits.MaxPriority);
    }

    /// <summary>
    /// The start of the names of sets and chains, and the name of the default table of <see cref="NftablesMode.Table"/>: 1–16 lower-case letters,
    /// digits and underscores, starting with a letter. Outputs with different prefixes do not change each other's chains and sets.
    /// </summary>
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

    /// <summary>
    /// Writes the output that removes the rules and sets again. It depends on the names of the rules, but not on their addresses, and
    /// <see cref="DefaultDeny"/> and <see cref="Priority"/> do not matter.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Remove { get; init; }

    /// <summary>The language of the output.</summary>
    /// <value>The default is <see cref="NftablesOutput.Script"/>.</value>
    public NftablesOutput Output { get; init; }

    /// <summary>Whether the table, and so all that is in it, belongs to the outputs with this prefix.</summary>
    internal bool IsOwnTable => Mode == NftablesMode.Table && Table is null && !NftablesForeignTables.Contains(EffectiveTable);

    /// <exception cref="EmitterOptionsException">The prefix is a keyword of nft, which cannot be the name of a table.</exception>
    internal NftablesTable EffectiveTable
        => Table ?? (Mode != NftablesMode.Table ? NftablesTable.InetFilter
            : NftablesTable.TryParse($"inet/{NamePrefix}", out var own) ? own
            : throw new EmitterOptionsException(
                EmitterOptionsError.TableNameIsKeyword,
                $"NamePrefix '{NamePrefix}' is a keyword of nft and cannot be the name of a table: write another prefix, or set Table."));
}
