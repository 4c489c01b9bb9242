namespace FirewallRules.SystemTests;

/// <summary>A foreign set has our name: the scripts that fill sets change neither it nor anything else.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.WithIpsets))]
[Kernel]
public sealed class ForeignSetTests(OutputForm form)
{
    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [Test]
    public void A_set_of_another_type_with_the_same_name_is_not_changed()
    {
        using var network = new NetworkNamespace();
        form.Prepare(network);
        network.Run("ipset", ["create", $"datadog-{Samples.Label}-v4", "list:set"]).MustSucceed();
        var before = NetworkState.Of(network);

        var result = form.Load(network, form.Write(Samples.New));

        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Error, Is.Not.Empty);
        Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(before.ToString()));
    }
}
