namespace FirewallRules.Cli.Input;

/// <summary>What the first bytes of a list tell.</summary>
internal static class ListStart
{
    private const byte GzipFirst = 0x1f;

    /// <summary>Whether these bytes are enough to tell, or more of them are wanted.</summary>
    public static bool Tells(ReadOnlySpan<byte> start)
        => Significant(start) is var text && !text.IsEmpty && !(text[0] == GzipFirst && text.Length == 1);

    public static bool IsGzip(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[GzipFirst, 0x8b]);

    public static bool IsJson(ReadOnlySpan<byte> start) => Significant(start) is [(byte)'{' or (byte)'[', ..];

    /// <exception cref="ListFormatException">The bytes are the start of something that has to be converted first.</exception>
    public static void RefuseUnreadable(ReadOnlySpan<byte> start)
    {
        if (Unreadable(start) is { } what)
        {
            throw new ListFormatException(what);
        }
    }

    /// <summary>What the bytes are the start of, if that has to be converted first.</summary>
    public static string? Unreadable(ReadOnlySpan<byte> start) => start switch
    {
        [0xff, 0xfe, ..] or [0xfe, 0xff, ..] => "it is UTF-16 text: convert it to UTF-8",
        [(byte)'P', (byte)'K', 3, 4, ..] => "it is a zip archive: unpack it",
        [(byte)'B', (byte)'Z', (byte)'h', ..] => "it is compressed with bzip2: unpack it",
        [0xfd, (byte)'7', (byte)'z', (byte)'X', ..] => "it is compressed with xz: unpack it",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "it is compressed with zstd: unpack it",
        _ => null,
    };

    // A loop of our own: the framework's would have to be compiled at every start.
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
