namespace FirewallRules;

/// <summary>How plain lists are written.</summary>
public sealed record PlainListOptions
{
    /// <summary>The language of the output.</summary>
    /// <value>The default is <see cref="PlainListOutput.Lines"/>.</value>
    public PlainListOutput Output { get; init; }

    /// <summary>
    /// Whether a list without addresses is written. Otherwise it is refused, because many programs that read such lists take an empty list
    /// for "everything" or "nothing".
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowEmpty { get; init; }
}
