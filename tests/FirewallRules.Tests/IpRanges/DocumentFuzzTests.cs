using System.Text;

namespace FirewallRules.Tests.IpRanges;

/// <summary>Damaged documents are read or refused, and what is read can be written and read again.</summary>
public sealed class DocumentFuzzTests
{
    private const int Mutations = 20_000;

    private const string Healthy =
        """{"version":59,"modified":"2024-10-17T00:00:00","x":["\u00e9\ud83d\ude00",1.5,{"k":null}]"""
        + ""","new":{"note":"n","prefixes_ipv6":["2600::/32"]}"""
        + ""","synthetics":{"prefixes_ipv4":["192.0.2.0/24"],"prefixes_ipv4_by_location":{"aws:a":["192.0.2.0/24"]},"k":true}}""";

    private static readonly byte[] Interesting = "\"\\{}[]:,/.0123456789abcdefu \n"u8.ToArray();

    [Test]
    public void Give_a_document_or_a_refusal([ValueSource(typeof(Seed), nameof(Seed.Two))] int seed)
    {
        var random = new Random(seed);
        var (read, refused) = (0, 0);
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = Mutate(Encoding.UTF8.GetBytes(Healthy), random);
            try
            {
                var document = IpRangesDocument.Parse(bytes);
                var json = document.ToJson();
                Assert.That(IpRangesDocument.Parse(json).ToJson(), Is.EqualTo(json));
                read++;
            }
            catch (IpRangesFormatException e)
            {
                Assert.That(e.JsonPath, Does.StartWith("$"));
                Assert.That(e.Message, Has.Length.LessThan(1000).And.Matches("^[\\x20-\\x7e]*$"));
                refused++;
            }
            catch (Exception e) when (e is not AssertionException)
            {
                Assert.Fail($"{e.GetType()} for {Convert.ToBase64String(bytes)}: {e}");
            }
        }

        Assert.That(read, Is.GreaterThan(Mutations / 100), "some damage is harmless, or this test tests nothing");
        Assert.That(refused, Is.GreaterThan(Mutations / 10));
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var result = new List<byte>(bytes);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(result.Count);
            var with = random.Next(3) == 0 ? (byte)random.Next(256) : Interesting[random.Next(Interesting.Length)];
            switch (random.Next(5))
            {
                case 0:
                    result[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    result[at] = with;
                    break;
                case 2:
                    result.Insert(at, with);
                    break;
                case 3:
                    result.RemoveAt(at);
                    break;
                default:
                    var from = random.Next(result.Count);
                    result.InsertRange(at, result.GetRange(from, random.Next(Math.Min(40, result.Count - from))));
                    break;
            }
        }

        return [.. result];
    }
}
