namespace FirewallRules.Cli.Input;

/// <summary>Reads a list of one format from UTF-8 text in pieces of any size.</summary>
internal interface IListReader
{
    /// <summary>The number of lines or rows read so far.</summary>
    long LineCount { get; }

    /// <summary>The current position, for messages.</summary>
    string Place { get; }

    /// <exception cref="ListFormatException">The list is invalid, or an entry is and invalid entries are not skipped.</exception>
    void Append(ReadOnlySpan<byte> utf8);

    /// <summary>Ends the text; its last line needs no line end.</summary>
    /// <inheritdoc cref="Append" path="/exception" />
    void Complete();
}
