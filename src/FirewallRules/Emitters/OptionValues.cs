namespace FirewallRules.Emitters;

/// <summary>Checks the values of options. Each method returns the value if it is valid.</summary>
internal static class OptionValues
{
    /// <param name="value">The value.</param>
    /// <param name="min">The minimum, inclusive.</param>
    /// <param name="max">The maximum, inclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public static int InRange(int value, int min, int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, max);
        return value;
    }

    /// <summary>The prefix of names: 1–16 lower-case letters, digits and separators, starting with a letter.</summary>
    /// <exception cref="ArgumentException">The value is not a valid prefix.</exception>
    public static string NamePrefix(string value, char separator)
        => IsNamePrefix(value, separator)
            ? value
            : throw new ArgumentException(
                $"A name prefix is 1 to 16 lower-case letters, digits and '{separator}', starting with a letter.", nameof(value));

    /// <summary>As <see cref="NamePrefix"/>, without <c>sg-</c> at the start, which AWS reserves.</summary>
    /// <exception cref="ArgumentException">The value is not a valid prefix.</exception>
    public static string AwsNamePrefix(string value)
        => IsNamePrefix(value, '-') && !value.StartsWith("sg-", StringComparison.Ordinal)
            ? value
            : throw new ArgumentException(
                "A name prefix is 1 to 16 lower-case letters, digits and '-', starting with a letter but not with 'sg-'.", nameof(value));

    /// <summary>The start of log lines: 1–29 printable ASCII characters without quotes, backslashes and <c>$</c>.</summary>
    /// <exception cref="ArgumentException">The value is not valid.</exception>
    public static string LogPrefix(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length is >= 1 and <= 29 && value.All(c => c is >= ' ' and <= '~' and not ('"' or '\'' or '\\' or '`' or '$'))
            ? value
            : throw new ArgumentException(
                "A log prefix is 1 to 29 printable ASCII characters without quotes, backslashes and '$'.", nameof(value));
    }

    private static bool IsNamePrefix(string value, char separator)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length is >= 1 and <= 16 && char.IsAsciiLetterLower(value[0])
            && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == separator);
    }
}
