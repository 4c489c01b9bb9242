using System.IO.Compression;
using System.Text;

namespace FirewallRules.Tests.Cli.Aggregate;

/// <summary>Lists of every format on the command line: detected or given, gzipped, damaged, empty.</summary>
[RandomSeeds]
public sealed class InputFormatTests
{
    private const string Aws =
        """{"syncToken":"1","createDate":"2026-01-02","prefixes":["""
        + """{"ip_prefix":"3.4.12.4/32","region":"eu-west-1"},{"ip_prefix":"52.94.0.0/22"}]"""
        + ""","ipv6_prefixes":[{"ipv6_prefix":"2600:1f00::/40"}]}""";

    private const string Azure =
        """{"changeNumber":1,"values":["""
        + """{"name":"A","properties":{"addressPrefixes":["13.64.0.0/16","2603:1000::/47"]}},"""
        + """{"name":"B","properties":{"addressPrefixes":[]}}]}""";

    [TestCase(Aws, "--json-path $.prefixes[*].ip_prefix --json-path $.ipv6_prefixes[*].ipv6_prefix", "3.4.12.4/32\n52.94.0.0/22\n2600:1f00::/40\n")]
    [TestCase(Azure, "--json-path $.values[*].properties.addressPrefixes[*]", "13.64.0.0/16\n2603:1000::/47\n")]
    [TestCase("""{"prefixes":[{"ipv4Prefix":"8.8.4.0/24"},{"ipv6Prefix":"2001:4860::/32"}]}""", "--json-path $.prefixes[*].ipv4Prefix",
        "8.8.4.0/24\n")]
    [TestCase("""{"hooks":["192.30.252.0/22"],"verifiable":false}""", "--json-path $.hooks[*]", "192.30.252.0/22\n")]
    [TestCase(" [\"10.0.0.0/9\", \"10.128.0.0/9\"]", "", "10.0.0.0/8\n")]
    [TestCase("[]", "", "")]
    [TestCase("a,b\n10.0.0.0/8,x\n", "--csv-column a", "10.0.0.0/8\n")]
    [TestCase("10.0.0.0 255.0.0.0\n11.0.0.0/255.0.0.0", "", "10.0.0.0/7\n")]
    [TestCase("10.0.0.0 255.0.0.0\n11.0.0.0/8", "--input-format netmask", "10.0.0.0/7\n")]
    [TestCase("", "--csv-column 1", "")]
    public void Documents_as_they_are_published(string text, string options, string expected)
    {
        foreach (var input in new[] { Encoding.UTF8.GetBytes(text), Gzip(text),
            [.. Gzip(text[..(text.Length / 2)]), .. Gzip(text[(text.Length / 2)..])] })
        {
            var run = CliRun.Of(["aggregate", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)], input);

            Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((0, expected, "")));
        }
    }

    [Test]
    public void Formats_and_gzipped_files_can_be_mixed()
    {
        using var folder = new TemporaryFolder();
        var (json, lines, csv) = (folder.Write("a.json", Aws), folder.Write("b.txt", "10.0.0.0/8"), folder.Write("c.json", "[\"11.0.0.0/8\"]"));
        File.WriteAllBytes(lines, Gzip("10.0.0.0/8"));

        Assert.That(CliRun.Of($"aggregate {json} {lines} --json-path $.prefixes[0].ip_prefix").Output, Is.EqualTo("3.4.12.4/32\n10.0.0.0/8\n"));
        Assert.That(CliRun.Of($"aggregate {csv} --exclude {lines} --stats").Error,
            Is.EqualTo("fwrules: 2 lines and 2 entries read; 1 IPv4 and 0 IPv6 prefixes with 16777216 addresses written\n"));
    }

    [TestCase(Aws, "", "standard input, the list is a JSON object: give the path of its addresses with --json-path")]
    [TestCase(Aws, "--json-path $.prefix[*]", "standard input, nothing matches $.prefix[*]; see --json-path")]
    [TestCase(Aws, "--json-path $.prefixes[*].ip_prefix --json-path $.ipv6[*]", "--json-path: $.ipv6[*] matches nothing in any list.")]
    [TestCase(Aws, "--json-path $.prefixes[*].region", "standard input, $.prefixes[0].region: 'eu-west-1' is invalid")]
    [TestCase("10.0.0.0/8", "--json-path $.a", "--json-path does not apply, because none of the lists is JSON.")]
    [TestCase("[\"10.0.0.0/8\"]", "--csv-column network", "--csv-column does not apply, because all lists are JSON.")]
    [TestCase("10.0.0.0/8", "--input-format json", "standard input, line 1, byte 5: not valid JSON")]
    [TestCase("", "--input-format json", "standard input, line 1, byte 1: not valid JSON")]
    [TestCase("", "--csv-column a", "standard input, the list is empty and has no column 'a'")]
    [TestCase("10.0.0.0/255.0.0.0", "--input-format lines", "standard input, line 1: '10.0.0.0/255.0.0.0' is invalid: the prefix length")]
    [TestCase("[\"10.0.0.0/8\"]", "--input-format lines", "standard input, line 1: '[?10.0.0.0/8?]' is invalid")]
    [TestCase("PK\u0003\u0004", "", "standard input, the list is a zip archive: unpack it")]
    public void Mismatched_input_is_refused_with_a_message(string text, string options, string sentence)
        => Assert.That(CliRun.Of("aggregate " + options, text).Refused(3), Does.StartWith("fwrules: " + sentence.Replace('?', '"')));

    [TestCase("--input-format xml", "'xml'")]
    [TestCase("--input-format csv", "requires --csv-column")]
    [TestCase("--input-format lines --csv-column 1", "--csv-column applies to")]
    [TestCase("--input-format csv --csv-column 1 --json-path $", "--json-path applies to")]
    [TestCase("--json-path $.a.", "is invalid at character 5")]
    [TestCase("--csv-column 0", "is not a column")]
    public void Options_without_effect_are_refused(string options, string words)
        => Assert.That(CliRun.Of("aggregate " + options).Refused(2), Does.Contain(words));

    [Test]
    public void UTF16_is_detected()
        => Assert.That(CliRun.Of(["aggregate"], [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("10.0.0.0/8")]).Refused(3),
            Does.Contain("UTF-16"));

    [Test]
    public void Truncated_gzip_is_refused()
    {
        var whole = Gzip(string.Concat(Enumerable.Range(0, 300).Select(i => $"10.{i % 256}.0.0/16\n")));
        for (var length = 2; length < whole.Length; length++)
        {
            Assert.That(CliRun.Of(["aggregate"], whole[..length]).Refused(3),
                Is.EqualTo("fwrules: standard input is gzip that is damaged or truncated."), $"{length} of {whole.Length}");
        }

        whole[^6] ^= 1;
        Assert.That(CliRun.Of(["aggregate"], whole).Refused(3), Is.EqualTo("fwrules: standard input is gzip that is damaged or truncated."));
    }

    [TestCase("")]
    [TestCase("--input-format netmask")]
    [TestCase("--input-format json")]
    [TestCase("--csv-column 1")]
    public void Ten_megabytes_of_garbage_are_one_sentence(string options)
    {
        var garbage = new byte[10_000_000];
        Seed.NewRandom().NextBytes(garbage);
        string[] args = ["aggregate", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

        // Input that starts with these is text, or its format cannot be detected.
        foreach (var first in "\n{[1\u0000"u8)
        {
            garbage[0] = first;
            var sentence = CliRun.Of(args, garbage).Refused(3);
            Assert.That(sentence, Has.Length.LessThan(300));
            Assert.That(sentence.Any(char.IsControl), Is.False);
        }

        (garbage[0], garbage[1]) = (0x1f, 0x8b);
        Assert.That(CliRun.Of(args, garbage).Refused(3), Does.EndWith("damaged or truncated."));
    }

    [Test]
    [NonParallelizable]
    public void A_decompression_bomb_takes_time_but_no_memory()
    {
        var line = Encoding.ASCII.GetBytes("10.0.0.1\n");
        using var content = new MemoryStream();
        using (var gzip = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
        {
            var block = Enumerable.Repeat(line, 100_000).SelectMany(unit => unit).ToArray();
            for (var i = 0; i < 100; i++)
            {
                gzip.Write(block);
            }
        }

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var run = CliRun.Of(["aggregate"], content.ToArray());

        Assert.That(run.Output, Is.EqualTo("10.0.0.1/32\n"));
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(30_000_000), "90 MB were read");
    }

    private static byte[] Gzip(string text)
    {
        using var content = new MemoryStream();
        using (var gzip = new GZipStream(content, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return content.ToArray();
    }
}
