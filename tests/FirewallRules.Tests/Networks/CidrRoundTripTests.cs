using System.Text;

namespace FirewallRules.Tests.Networks;

[RandomSeeds]
public sealed class CidrRoundTripTests
{
    private const string Alphabet = "0123456789abcdefABCDEF.:/ %-+x\0\n\ufeff８٨";

    [Test]
    public void Text_reads_back_as_the_prefix_it_was_written_from()
        => Law.HoldsForPrefix(prefix => Cidr.Parse(prefix.ToString()) == prefix && Cidr.Parse(Encoding.UTF8.GetBytes(prefix.ToString())) == prefix);

    [Test]
    public void IPNetwork_reads_back_as_the_prefix_it_was_made_from()
        => Law.HoldsForPrefix(prefix => Cidr.FromIPNetwork(prefix.ToIPNetwork()) == prefix
            && prefix.ToIPNetwork().BaseAddress.Equals(prefix.FirstAddress) && prefix.ToIPNetwork().PrefixLength == prefix.PrefixLength);

    [Test]
    public void Address_and_length_make_the_same_prefix()
        => Law.HoldsForPrefix(prefix => new Cidr(prefix.FirstAddress, prefix.PrefixLength) == prefix
            && Cidr.FromAddress(prefix.LastAddress).FirstAddress.Equals(prefix.LastAddress));

    [Test]
    public void Mutated_texts_are_refused_or_round_trip_and_never_throw()
    {
        var random = Seed.NewRandom();
        string[] valid = ["10.0.0.0/8", "255.255.255.255/32", "2001:db8::/32", "1:2:3:4:5:6:7:8/128", "::ffff:10.0.0.0/104", "::/0", "::1.2.3.4/128"];
        string[] seeds = [.. valid, .. RefusedPrefixes.Texts];
        var accepted = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var text = Mutate(seeds[random.Next(seeds.Length)], random);
            var styles = (CidrStyles)random.Next(4);
            var success = Cidr.TryParse(text, styles, out var prefix, out var error);
            var utf8Success = Cidr.TryParse(Encoding.UTF8.GetBytes(text), styles, out var utf8Prefix, out var utf8Error);
            if (success != (error == CidrError.None) || (utf8Success, utf8Prefix, utf8Error) != (success, prefix, error)
                || (success ? Cidr.Parse(prefix.ToString()) != prefix : prefix != default))
            {
                Assert.Fail($"'{Uri.EscapeDataString(text)}' ({styles}): {success} {error} {prefix}, as UTF-8 {utf8Success} {utf8Error} {utf8Prefix}");
            }

            accepted += success ? 1 : 0;
        }

        Assert.That(accepted, Is.GreaterThan(1_000), "mutations that are never accepted try nothing");
    }

    private static string Mutate(string text, Random random)
    {
        var mutated = new StringBuilder(text);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(mutated.Length + 1);
            var unit = Alphabet[random.Next(Alphabet.Length)];
            switch (random.Next(4))
            {
                case 0 when at < mutated.Length:
                    mutated.Remove(at, 1);
                    break;
                case 1 when at < mutated.Length:
                    mutated[at] = unit;
                    break;
                case 2 when mutated.Length > 0:
                    mutated.Append(mutated.ToString(0, at));
                    break;
                default:
                    mutated.Insert(at, unit);
                    break;
            }
        }

        return mutated.ToString();
    }
}
