using System.Globalization;

namespace FirewallRules.Tests.Emitters;

/// <summary>A culture with unusual number and date formats, because invariant globalization has no Turkish culture.</summary>
internal static class Cultures
{
    public static CultureInfo Strange { get; } = Make();

    private static CultureInfo Make()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "minus ";
        culture.NumberFormat.NumberGroupSeparator = "'";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NativeDigits = [.. Enumerable.Range(0x0660, 10).Select(digit => ((char)digit).ToString())];
        culture.NumberFormat.DigitSubstitution = DigitShapes.NativeNational;
        culture.DateTimeFormat.DateSeparator = "|";
        culture.DateTimeFormat.TimeSeparator = "|";
        culture.DateTimeFormat.ShortDatePattern = "d/M/yy";
        return culture;
    }
}
