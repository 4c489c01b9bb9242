namespace FirewallRules.Tests.Cli.Aggregate;

/// <summary>The result of a list reader for a text that is read in pieces.</summary>
internal sealed record ReadList(string Entries, long Lines, string Skipped, string Failure)
{
    /// <param name="reader">Makes the reader.</param>
    /// <param name="text">The list.</param>
    /// <param name="size">How long pieces are, from the piece before.</param>
    /// <param name="skipInvalid">Whether bad entries are skipped.</param>
    public static ReadList Of(Func<EntrySink, IListReader> reader, ReadOnlySpan<byte> text, Func<int> size, bool skipInvalid = false)
    {
        var (entries, skipped, failure) = (new List<string>(), new List<string>(), "");
        var list = reader(new EntrySink(set: null, (_, entry) => entries.Add(entry), skipInvalid ? fault => skipped.Add(fault.Message()) : null));
        try
        {
            while (!text.IsEmpty)
            {
                var length = Math.Min(size(), text.Length);

                // A copy: a piece must not be used after the next one is read.
                var piece = text[..length].ToArray();
                list.Append(piece);
                Array.Fill(piece, (byte)'7');
                text = text[length..];
            }

            list.Complete();
        }
        catch (ListFormatException e)
        {
            failure = e.Message;
        }

        return new ReadList(string.Join('|', entries), list.LineCount, string.Join('|', skipped), failure);
    }

    public static ReadList Of(Func<EntrySink, IListReader> reader, string text, bool skipInvalid = false)
        => Of(reader, System.Text.Encoding.UTF8.GetBytes(text), () => int.MaxValue, skipInvalid);

    /// <summary>Reads random texts, whole and in pieces, which must come to the same.</summary>
    public static void SameInPieces(Func<EntrySink, IListReader> reader, Func<Random, byte[]> text, int times)
    {
        var random = Seed.NewRandom();
        for (var i = 0; i < times; i++)
        {
            var bytes = text(random);
            var (most, skip) = (random.Next(1, 80), random.Next(2) == 0);
            var whole = Of(reader, bytes, () => int.MaxValue, skip);
            var pieces = Of(reader, bytes, () => random.Next(1, most + 1), skip);
            if (whole.Failure.Length > 0)
            {
                // Which lines were counted before the end does not matter then.
                (whole, pieces) = (whole with { Lines = 0 }, pieces with { Lines = 0 });
            }

            Assert.That(pieces, Is.EqualTo(whole), System.Text.Encoding.Latin1.GetString(bytes));
        }
    }
}
