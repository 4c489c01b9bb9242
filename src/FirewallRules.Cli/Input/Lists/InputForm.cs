
namespace FirewallRules.Cli.Input;

/// <summary>How lists are read.</summary>
/// <param name="format">The format of all lists, or <see cref="ListFormat.Auto"/>.</param>
/// <param name="paths">The paths of the entries in JSON documents, at least one; null for the elements of an array.</param>
/// <param name="column">The column of the entries in CSV; null if no list is CSV.</param>
/// <param name="skipInvalid">Whether invalid entries are skipped.</param>
internal sealed class InputForm(ListFormat format, IReadOnlyList<JsonPath>? paths, CsvColumn? column, bool skipInvalid)
{
    private readonly JsonPathMatcher? _paths = paths is null ? null : new(paths);
    private readonly bool[]? _arrived = paths is null ? null : new bool[paths.Count];
    private volatile bool _isAnyJson;
    private volatile bool _isAnyCsv;

    public bool SkipInvalid => skipInvalid;

    /// <summary>Creates the reader for a list that starts with these bytes.</summary>
    /// <exception cref="ListFormatException">The format is not supported.</exception>
    public IListReader ReaderFor(ReadOnlySpan<byte> start, EntrySink sink)
    {
        ListStart.RefuseUnreadable(start);
        return (format == ListFormat.Auto ? Detect(start) : format) switch
        {
            ListFormat.Json => Json(sink),
            ListFormat.Csv => Csv(sink),
            ListFormat.Lines or ListFormat.Auto when sink.Set is not null => LinesReader(sink, continues: false),
            _ => new EntryLinesReader(sink, netmasks: format != ListFormat.Lines),
        };
    }

    /// <summary>Whether a list that starts with these bytes is read line by line into a set, so that it can be split for reading in
    /// parallel.</summary>
    public bool IsLines(ReadOnlySpan<byte> start)
        => ListStart.Unreadable(start) is null && (format == ListFormat.Auto ? Detect(start) : format) is ListFormat.Lines or ListFormat.Auto;

    /// <summary>Creates the reader for lines that are added to a set.</summary>
    public PlainLinesReader LinesReader(EntrySink sink, bool continues) => new(sink.Set!, sink, netmasks: format == ListFormat.Auto, continues);

    /// <summary>Refuses a path or column that matched nothing in any list: it is probably misspelled, and the result would lack its
    /// addresses.</summary>
    /// <exception cref="CliException">There is such a path or column.</exception>
    public void RefuseUnusedPaths()
    {
        if (_arrived is not null && Array.IndexOf(_arrived, value: false) is var path && path >= 0)
        {
            throw CliException.Input(_isAnyJson
                ? $"--json-path: {paths![path]} matches nothing in any list."
                : "--json-path does not apply, because none of the lists is JSON.");
        }

        if (column is not null && !_isAnyCsv)
        {
            throw CliException.Input("--csv-column does not apply, because all lists are JSON.");
        }
    }

    private ListFormat Detect(ReadOnlySpan<byte> start)
        => ListStart.IsJson(start) ? ListFormat.Json : column is not null ? ListFormat.Csv : ListFormat.Auto;

    private CsvReader Csv(EntrySink sink)
    {
        _isAnyCsv = true;
        return new CsvReader(column!, sink);
    }

    private JsonListReader Json(EntrySink sink)
    {
        _isAnyJson = true;
        return _paths is null
            ? new JsonListReader(new JsonPathMatcher([JsonPath.Elements]), isArray: true, sink, _ => { })
            : new JsonListReader(_paths, isArray: false, sink, path => _arrived![path] = true);
    }
}
