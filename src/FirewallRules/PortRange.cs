using System.Globalization;

namespace FirewallRules;

/// <summary>One port or a run of ports, both ends included, each 1–65535.</summary>
/// <remarks><c>default</c> is no port (0–0), and no rule accepts it. Order is by first port, then by last.</remarks>
public readonly record struct PortRange : IComparable<PortRange>
{
    /// <summary>Creates the run from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A port is not 1–65535, or the run is reversed.</exception>
    public PortRange(int first, int last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(last, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        (First, Last) = (first, last);
    }

    /// <summary>Every port, 1–65535.</summary>
    public static PortRange All { get; } = new(1, ushort.MaxValue);

    /// <summary>The first port, inclusive; 0 for <c>default</c>.</summary>
    public int First { get; }

    /// <summary>The last port, inclusive; 0 for <c>default</c>.</summary>
    public int Last { get; }

    /// <summary>Whether the run is a single port.</summary>
    public bool IsSingle => First == Last;

    /// <summary>The run that is one port.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The port is not 1–65535.</exception>
    public static implicit operator PortRange(int port) => new(port, port);

    /// <inheritdoc cref="op_Implicit(int)" />
    public static PortRange FromInt32(int port) => port;

    /// <summary>Reads <c>443</c> or <c>8000-8100</c>: plain decimal numbers, no blanks, signs or leading zeros.</summary>
    /// <returns>Whether the text is a run of ports.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out PortRange ports)
    {
        ports = default;
        var hyphen = text.IndexOf('-');
        var lastText = hyphen < 0 ? text : text[(hyphen + 1)..];
        if (!TryParsePort(hyphen < 0 ? text : text[..hyphen], out var first) || !TryParsePort(lastText, out var last) || last < first)
        {
            return false;
        }

        ports = new PortRange(first, last);
        return true;
    }

    /// <summary>Whether the first comes before the second.</summary>
    public static bool operator <(PortRange left, PortRange right) => left.CompareTo(right) < 0;

    /// <summary>Whether the first comes before the second or equals it.</summary>
    public static bool operator <=(PortRange left, PortRange right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the first comes after the second.</summary>
    public static bool operator >(PortRange left, PortRange right) => left.CompareTo(right) > 0;

    /// <summary>Whether the first comes after the second or equals it.</summary>
    public static bool operator >=(PortRange left, PortRange right) => left.CompareTo(right) >= 0;

    /// <inheritdoc />
    public int CompareTo(PortRange other) => (First, Last).CompareTo((other.First, other.Last));

    /// <summary>The ports as <c>443</c> or <c>8000-8100</c>.</summary>
    public override string ToString() => Format('-');

    internal string Format(char separator)
        => IsSingle ? First.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{First}{separator}{Last}");

    private static bool TryParsePort(ReadOnlySpan<char> text, out int port)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && text[0] != '0' && port <= ushort.MaxValue;
}
