namespace FirewallRules.Cli.Input;

/// <summary>Detects the format of a list by its first bytes.</summary>
internal static class ListStart
{
    private const byte GzipFirst = 0x1f;

    /// <summary>Whether these bytes are enough to detect the format.</summary>
    public static bool Tells(ReadOnlySpan<byte> start)
        => Significant(start) is var text && !text.IsEmpty && !(text[0] == GzipFirst && text.Length == 1);

    public static bool IsGzip(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[GzipFirst, 0x8b]);

    public static bool IsJson(ReadOnlySpan<byte> start) => Significant(start) is [(byte)'{' or (byte)'[', ..];

    /// <exception cref="ListFormatException">The bytes are the start of a format that must be converted first.</exception>
    public static void RefuseUnreadable(ReadOnlySpan<byte> start)
    {
        if (Unreadable(start) is { } what)
        {
            throw new ListFormatException(what);
        }
    }

    /// <summary>Describes a format that must be converted first; null for others.</summary>
    public static string? Unreadable(ReadOnlySpan<byte> start) => start switch
    {
        [0xff, 0xfe, ..] or [0xfe, 0xff, ..] => "the list is UTF-16 text: convert it to UTF-8",
        [(byte)'P', (byte)'K', 3, 4, ..] => "the list is a zip archive: unpack it",
        [(byte)'B', (byte)'Z', (byte)'h', ..] => "the list is compressed with bzip2: unpack it",
        [0xfd, (byte)'7', (byte)'z', (byte)'X', ..] => "the list is compressed with xz: unpack it",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "the list is compressed with zstd: unpack it",
        _ => null,
    };

    // Not TrimStart, which would be compiled at every start.
    private static ReadOnlySpan<byte> Significant(ReadOnlySpan<byte> start)
    {
        var text = ByteOrderMark.Skip(start);
        while (text is [(byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n', ..])
        {
            text = text[1..];
        }

        return text;
    }
}
