namespace FirewallRules.Tests.Cli.Options;

public class NearestTests
{
    [TestCase("nft", "nftables|nftables-json|netsh|ipset", "nftables|nftables-json")]
    [TestCase("lgos", "logs|agents|apm", "logs")]
    [TestCase("--fromat", "--format|--from|--port", "--format|--from")]
    [TestCase("windows-firewall", "windows|netsh", "windows")]
    [TestCase("EU1", "eu1|us1", "eu1")]
    [TestCase("bogus", "ports|proxy", "")]
    [TestCase("--proxy", "--port|--to", "")]
    [TestCase("mars", "us1|eu1", "")]
    [TestCase("", "us1|eu1", "")]
    public void The_most_similar_words_come_first(string given, string known, string similar)
        => Assert.That(string.Join('|', Nearest.Similar(given, known.Split('|'))), Is.EqualTo(similar));
}
