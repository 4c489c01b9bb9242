using System.Globalization;

namespace FirewallRules.Tests.Emitters;

/// <summary>A culture in which numbers and dates look like in no other, because where globalization is invariant there is no Turkish one.</summary>
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
