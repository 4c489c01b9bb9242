using System.Globalization;
using System.Text;

namespace FirewallRules.Cli.Input;

/// <summary>A column of CSV, given by its name in the first row or by its number from 1.</summary>
internal sealed class CsvColumn
{
    private readonly byte[] _name;

    private CsvColumn(string text, int? number) => (_name, Text, Number) = (Encoding.UTF8.GetBytes(text), text, number);

    public string Text { get; }

    public int? Number { get; }

    public static CsvColumn Parse(string text)
    {
        if (!text.All(char.IsAsciiDigit))
        {
            return new CsvColumn(text.Trim(), number: null);
        }

        return int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new CsvColumn(text, number)
            : throw CliException.Usage($"--csv-column: '{text}' is not a column: give its name, or its number from 1.");
    }

    public bool Is(ReadOnlySpan<byte> name) => name.SequenceEqual(_name);
}
