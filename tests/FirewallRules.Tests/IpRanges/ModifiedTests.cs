namespace FirewallRules.Tests.IpRanges;

public sealed class ModifiedTests
{
    [TestCase("2019-10-31-20-00-00", "2019-10-31")]
    [TestCase("2024-10-17T00:00:00", "2024-10-17")]
    [TestCase("2024-10-17T23:30:00Z", "2024-10-17")]
    [TestCase("2024-10-17T23:30:00-05:00", "2024-10-18")]
    [TestCase("2024-10-17T23:30:00.123Z", "2024-10-17")]
    [TestCase("2024-10-17T23:30:00.1234567+00:00", "2024-10-17")]
    [TestCase("2024-10-17T23:30:00.5", "2024-10-17")]
    [TestCase("2024-10-17", "2024-10-17")]
    [TestCase("2024-13-17-00-00-00", "unknown")]
    [TestCase("17/10/2024 00:00", "unknown")]
    [TestCase("", "unknown")]
    public void The_date_is_in_UTC_and_unknown_when_it_cannot_be_parsed(string modified, string day)
    {
        var document = IpRangesDocument.Parse($$$"""{"version":1,"modified":"{{{modified}}}","logs":{}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.Modified, Is.EqualTo(modified));
            Assert.That(document.Provenance.ToShortString(), Is.EqualTo($"unknown site v1 {day}"));
        }
    }

    [TestCase("null")]
    [TestCase("20241017")]
    [TestCase("1729123200.5")]
    [TestCase("[2024,10,17]")]
    public void Another_type_is_kept_and_refuses_nothing(string modified)
    {
        var document = IpRangesDocument.Parse($$$"""{"version":1,"modified":{{{modified}}},"logs":{}}""");

        Assert.That((document.Modified, document.Provenance.Modified), Is.EqualTo(((string?)null, (DateOnly?)null)));
        Assert.That(System.Text.Json.Nodes.JsonNode.Parse(document.ToJson())!["modified"]?.ToJsonString() ?? "null", Is.EqualTo(modified));
    }

    [Test]
    public void What_was_published_is_written_back_whether_it_can_be_read_or_not()
        => Assert.That(IpRangesDocument.Parse("""{"modified":"some day","logs":{}}""").ToJson(), Does.Contain("\"some day\""));
}
