
namespace FirewallRules.Tests.Catalogs;

/// <summary>The catalogue of DataKit against the table of the page that it starts from: no row is missing, none is mistyped.</summary>
public sealed class DataKitPageTests
{
    [Test]
    public void Rows_of_the_page_are_those_of_the_catalogue_in_its_order()
    {
        var rows = Rows();
        var inputs = DataKitInput.Known.Where(input => input.Source == DataKitInput.Page).ToList();

        Assert.That(rows, Has.Count.EqualTo(15));
        Assert.That(inputs.Select(input => input.Port), Is.EqualTo(rows.Select(row => row.Port)));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (input, row) in inputs.Zip(rows))
            {
                // HTTP, gRPC and WebSocket are TCP.
                Assert.That(input.Protocols, Is.EqualTo(new[] { row.Protocol == "UDP" ? Protocol.Udp : Protocol.Tcp }), input.Name);
                Assert.That(input.ApplicationProtocol, Is.EqualTo(row.Protocol is "UDP" or "TCP" ? null : row.Protocol), input.Name);
                Assert.That(input.Route, Is.EqualTo(row.Route), input.Name);
                Assert.That(row.Feature.Replace("Socket(", "Socket (", StringComparison.OrdinalIgnoreCase), Is.EqualTo(input.Purpose).IgnoreCase, input.Name);
            }
        }
    }

    [Test]
    public void One_port_has_two_services()
        => Assert.That(
            DataKitInput.Known.Where(input => input.Port == 9531).Select(input => (input.Name, input.Protocols.Single())),
            Is.EquivalentTo(new[] { ("dca", Protocol.Tcp), ("logging-udp", Protocol.Udp) }));

    private static List<(int Port, string Protocol, string Feature, string? Route)> Rows()
        => [.. TestData.Facts("datakit-page-ports")
            .Select(row => ((int)row!["port"]!, (string)row["protocol"]!, (string)row["feature"]!, (string?)row["route"]))];
}
