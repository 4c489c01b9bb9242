namespace FirewallRules.Emitters;

/// <summary>Text as a field of CSV (RFC 4180).</summary>
internal static class CsvText
{
    private const string FormulaStarts = "=+-@";

    /// <summary>Texts without quotes and semicolons as one quoted field, separated by semicolons.</summary>
    /// <param name="texts">The texts, in harmless ASCII; see <see cref="OutputText.Comment"/>.</param>
    /// <remarks>A spreadsheet would evaluate a field that starts like a formula, quoted or not, so that such a character is replaced.</remarks>
    public static string Texts(IEnumerable<string> texts)
    {
        var text = string.Join(';', texts);
        return text.Length > 0 && FormulaStarts.Contains(text[0]) ? $"\"?{text[1..]}\"" : $"\"{text}\"";
    }
}
