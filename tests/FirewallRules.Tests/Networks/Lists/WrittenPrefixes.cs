using System.Text;

namespace FirewallRules.Tests.Networks;

/// <summary>Reads what a writer of lists writes. Only the fewest prefixes, ascending, are the lines of a set.</summary>
internal static class WrittenPrefixes
{
    public static List<Cidr> Of(AddressListWriter writer)
    {
        var (text, piece) = (new StringBuilder(), new byte[1000]);
        while (writer.Write(piece) is var length && length > 0)
        {
            text.Append(Encoding.ASCII.GetString(piece, 0, length));
        }

        return [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Cidr.Parse(line))];
    }
}
