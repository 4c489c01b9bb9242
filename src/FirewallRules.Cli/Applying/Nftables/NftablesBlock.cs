namespace FirewallRules.Cli.Applying;

/// <summary>A chain, a set or another object of a table, as <c>nft list table</c> prints it.</summary>
/// <param name="Kind">Such as <c>chain</c> or <c>set</c>.</param>
/// <param name="Name">The name.</param>
/// <param name="Lines">All lines, the first and the last included.</param>
internal sealed record NftablesBlock(string Kind, string Name, IReadOnlyList<string> Lines)
{
    private const string Indent = "\t\t";
    private const string Elements = Indent + "elements = {";

    private static readonly string[] s_ofChain = [Indent + "type ", Indent + "comment ", Indent + "flags "];

    /// <summary>The object without rules and elements, which can be declared again where it exists.</summary>
    public IEnumerable<string> Declaration
        => [Lines[0], .. Kind == "chain" ? OfChain() : OfSet(), Lines[^1]];

    /// <summary>The names of the sets that the rules of a chain refer to, and of what only looks so, such as a part of a comment.</summary>
    public IEnumerable<string> SetNames
        => from line in Inner
           from part in line.Split('@').Skip(1)
           select string.Concat(part.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '_'));

    private IEnumerable<string> Inner => Lines.Skip(1).SkipLast(1);

    public override string ToString() => string.Concat(Lines.Select(line => line + "\n"));

    /// <summary>The objects of a table.</summary>
    /// <param name="listing">The output of <c>nft list table</c>.</param>
    public static IEnumerable<NftablesBlock> Read(string listing)
    {
        var lines = new List<string>();
        foreach (var line in listing.Split('\n'))
        {
            var isInside = lines.Count > 0;
            if (!isInside && !(line.StartsWith('\t') && line.EndsWith(" {", StringComparison.Ordinal)))
            {
                continue;
            }

            lines.Add(line);
            if (isInside && line == "\t}")
            {
                var words = lines[0].Trim().Split(' ');
                yield return new NftablesBlock(words[0], words[1], [.. lines]);
                lines.Clear();
            }
        }
    }

    private IEnumerable<string> OfChain()
        => Inner.TakeWhile(line => s_ofChain.Any(start => line.StartsWith(start, StringComparison.Ordinal)));

    // The elements end with the line that ends with a brace; a comment in them would end with a quote.
    private IEnumerable<string> OfSet()
    {
        var isElement = false;
        foreach (var line in Inner)
        {
            isElement |= line.StartsWith(Elements, StringComparison.Ordinal);
            if (!isElement)
            {
                yield return line;
            }

            isElement &= !line.EndsWith('}');
        }
    }
}
