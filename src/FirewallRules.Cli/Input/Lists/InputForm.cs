using FirewallRules.Cli.Commands.Aggregate;

namespace FirewallRules.Cli.Input;

/// <summary>How lists are to be read.</summary>
/// <param name="format">The format of all of them, or <see cref="ListFormat.Auto"/>.</param>
/// <param name="paths">Where entries of JSON documents are, at least one; null for the elements of an array.</param>
/// <param name="column">Where entries of CSV are; null where no list is taken for CSV.</param>
/// <param name="skipInvalid">Whether bad entries are skipped.</param>
internal sealed class InputForm(ListFormat format, IReadOnlyList<JsonPath>? paths, CsvColumn? column, bool skipInvalid)
{
    private readonly JsonPathMatcher? _paths = paths is null ? null : new(paths);
    private readonly bool[]? _arrived = paths is null ? null : new bool[paths.Count];
    private volatile bool _isAnyJson;

    public bool SkipInvalid => skipInvalid;

    /// <summary>The reader for a list that starts like this.</summary>
    /// <exception cref="ListFormatException">No format starts like this.</exception>
    public IListReader ReaderFor(ReadOnlySpan<byte> start, EntrySink sink)
    {
        ListStart.RefuseUnreadable(start);
        return (format == ListFormat.Auto ? Detect(start) : format) switch
        {
            ListFormat.Json => Json(sink),
            ListFormat.Csv => new CsvReader(column!, sink),
            ListFormat.Lines or ListFormat.Auto when sink.Set is not null => LinesReader(sink, continues: false),
            _ => new EntryLinesReader(sink, netmasks: format != ListFormat.Lines),
        };
    }

    /// <summary>Whether a list that starts like this is read into a set line by line, so that it can be read in parts.</summary>
    public bool IsLines(ReadOnlySpan<byte> start)
        => ListStart.Unreadable(start) is null && (format == ListFormat.Auto ? Detect(start) : format) is ListFormat.Lines or ListFormat.Auto;

    /// <summary>The reader for lines that go to a set.</summary>
    public PlainLinesReader LinesReader(EntrySink sink, bool continues) => new(sink.Set!, sink, netmasks: format == ListFormat.Auto, continues);

    /// <summary>Refuses a path that led nowhere in any of the lists: it is misspelt, and a set without its addresses would be another one.</summary>
    /// <exception cref="CliException">There is such a path.</exception>
    public void RefuseUnusedPaths()
    {
        if (_arrived is not null && Array.IndexOf(_arrived, value: false) is var path && path >= 0)
        {
            throw CliException.Input(_isAnyJson ? $"Nothing is at {paths![path]} in any of the lists." : "None of the lists is JSON, so --json-path leads nowhere.");
        }
    }

    private ListFormat Detect(ReadOnlySpan<byte> start)
        => ListStart.IsJson(start) ? ListFormat.Json : column is not null ? ListFormat.Csv : ListFormat.Auto;

    private JsonListReader Json(EntrySink sink)
    {
        _isAnyJson = true;
        return _paths is null
            ? new JsonListReader(new JsonPathMatcher([JsonPath.Elements]), isArray: true, sink, _ => { })
            : new JsonListReader(_paths, isArray: false, sink, path => _arrived![path] = true);
    }
}
