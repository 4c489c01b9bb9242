using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The options that say how lists are written, the same for every list of the command.</summary>
internal sealed class InputOptions
{
    private readonly Option<string?> _format = new Option<string?>("--input-format")
    {
        HelpName = "auto|lines|netmask|json|csv",
        Description = "How the lists are written. auto, the default, tells JSON from lines, takes netmasks in lines, and takes lists for CSV when --csv-column is given.",
    }
    .AcceptOnlyFromAmong("auto", "lines", "netmask", "json", "csv");

    private readonly Option<string[]> _paths = new("--json-path")
    {
        HelpName = "PATH",
        Description = "Where the entries of JSON are: '$', '.name', '[\"name\"]', '[*]', '[N]', '..name'; may be repeated. '$[*]' else, an array of strings.",
    };

    private readonly Option<string?> _column = new("--csv-column") { HelpName = "NAME|N", Description = "Which column of CSV has the entries: its name in the first row, or its number from 1." };
    private readonly Option<bool> _skipInvalid = new("--skip-invalid") { Description = "Skip what is no entry, and say so, instead of failing." };

    public Option[] Options => [_format, _paths, _column, _skipInvalid];

    /// <exception cref="CliException">The options do not go together.</exception>
    public InputForm Read(ParseResult result)
    {
        var format = result.GetValue(_format) switch
        {
            "lines" => ListFormat.Lines,
            "netmask" => ListFormat.Netmask,
            "json" => ListFormat.Json,
            "csv" => ListFormat.Csv,
            _ => ListFormat.Auto,
        };
        var paths = Array.ConvertAll(result.GetValue(_paths) ?? [], JsonPath.Parse);
        var column = result.GetValue(_column) is { } text ? CsvColumn.Parse(text) : null;
        if (paths.Length > 0 && format is not (ListFormat.Auto or ListFormat.Json))
        {
            throw CliException.Usage("--json-path goes with --input-format json or auto.");
        }

        if (column is not null && format is not (ListFormat.Auto or ListFormat.Csv))
        {
            throw CliException.Usage("--csv-column goes with --input-format csv or auto.");
        }

        return format == ListFormat.Csv && column is null
            ? throw CliException.Usage("--input-format csv needs --csv-column.")
            : new InputForm(format, paths.Length > 0 ? paths : null, column, result.GetValue(_skipInvalid));
    }
}
