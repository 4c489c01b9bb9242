namespace FirewallRules.Cli.Input;

/// <summary>Reads one list of one format from UTF-8 text that comes in pieces of any size.</summary>
internal interface IListReader
{
    /// <summary>How many lines or rows were read.</summary>
    long LineCount { get; }

    /// <summary>Where the reader is, as messages say it.</summary>
    string Place { get; }

    /// <exception cref="ListFormatException">The list is none, or an entry is bad and bad ones are not skipped.</exception>
    void Append(ReadOnlySpan<byte> utf8);

    /// <summary>Ends the text, whose last line needs no line end.</summary>
    /// <inheritdoc cref="Append" path="/exception" />
    void Complete();
}
