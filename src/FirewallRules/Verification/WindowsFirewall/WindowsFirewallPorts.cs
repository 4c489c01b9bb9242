using System.Globalization;

namespace FirewallRules.Verification;

/// <summary>The ports of a filter: those that it surely has, and keywords such as <c>RPC</c>, whose ports are not known.</summary>
/// <param name="Sure">The ports; <see langword="null"/> for any.</param>
/// <param name="Keywords">The keywords.</param>
internal sealed record WindowsFirewallPorts(IReadOnlyList<PortRange>? Sure, IReadOnlyList<string> Keywords)
{
    /// <summary>Whether it is no restriction.</summary>
    public bool IsAny => Sure is null;

    public static WindowsFirewallPorts Read(IReadOnlyList<string> texts)
    {
        var (sure, keywords) = (new List<PortRange>(), new List<string>());
        foreach (var text in texts)
        {
            if (text is "*" || text.Equals("Any", StringComparison.OrdinalIgnoreCase))
            {
                return new WindowsFirewallPorts(null, []);
            }

            if (!TryRead(text, out var range))
            {
                keywords.Add(text);
            }
            else if (range is { } ports)
            {
                sure.Add(ports);
            }
        }

        if (texts.Count == 0)
        {
            keywords.Add("no port");
        }

        return new WindowsFirewallPorts(sure.Count == 0 ? [] : PortRange.Normalize(sure), keywords);
    }

    private static bool TryRead(string text, out PortRange? ports)
    {
        ports = null;
        var parts = text.Split('-');
        if (parts.Length > 2 || !TryReadOne(parts[0], out var first) || !TryReadOne(parts[^1], out var last) || first > last)
        {
            return false;
        }

        ports = PortMath.Range(first, last);
        return true;
    }

    private static bool TryReadOne(string text, out int port)
        => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue;
}
