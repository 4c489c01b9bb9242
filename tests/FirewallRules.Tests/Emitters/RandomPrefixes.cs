using System.Net;

namespace FirewallRules.Tests.Emitters;

/// <summary>Random prefixes of both address families, with the lengths that occur in documents.</summary>
internal static class RandomPrefixes
{
    public static Cidr One(Random random)
    {
        var bytes = new byte[random.Next(2) == 0 ? 4 : 16];
        random.NextBytes(bytes);
        var length = bytes.Length == 4 ? random.Next(12, 33) : random.Next(20, 129);
        return Cidr.Parse($"{new IPAddress(bytes)}/{length}", CidrStyles.MaskHostBits);
    }
}
