using System.Text;

namespace FirewallRules.Cli.Input;

/// <summary>The UTF-8 byte order mark.</summary>
internal static class ByteOrderMark
{
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> text) => text.StartsWith(Encoding.UTF8.Preamble)
        ? text[Encoding.UTF8.Preamble.Length..] : text;
}
