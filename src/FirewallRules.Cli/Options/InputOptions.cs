using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The options for the format of lists, the same for every list of the command.</summary>
internal sealed class InputOptions
{
    private readonly WordOption _format = new(
        "--input-format",
        "input format",
        "The format of the lists. auto detects JSON, accepts netmasks in lines, and reads other lists as CSV if --csv-column is given "
            + "(default: auto).",
        "auto",
        "lines",
        "netmask",
        "json",
        "csv");

    private readonly Option<string[]> _paths = new("--json-path")
    {
        HelpName = "PATH",
        Description = "The path of the entries in JSON, of '$', '.name', '[\"name\"]', '[*]', '[N]' and '..name' (default: '$[*]', an array of "
            + "strings). Can be repeated.",
    };

    private readonly Option<string?> _column = new("--csv-column")
    {
        HelpName = "NAME|N",
        Description = "The column of the entries in CSV: its name in the first row, or its number from 1.",
    };

    private readonly Option<bool> _skipInvalid = new("--skip-invalid") { Description = "Skip invalid entries, with a notice, instead of failing." };

    public Option[] Options => [_format, _paths, _column, _skipInvalid];

    /// <exception cref="CliException">An option does not apply to the format, or is invalid.</exception>
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
            throw CliException.Usage("--json-path applies to --input-format json and auto.");
        }

        if (column is not null && format is not (ListFormat.Auto or ListFormat.Csv))
        {
            throw CliException.Usage("--csv-column applies to --input-format csv and auto.");
        }

        return format == ListFormat.Csv && column is null
            ? throw CliException.Usage("--input-format csv requires --csv-column.")
            : new InputForm(format, paths.Length > 0 ? paths : null, column, result.GetValue(_skipInvalid));
    }
}
