namespace FirewallRules.Tests.Cli;

/// <summary>--mode table adds base chains to a table of its own, or to one that its user names and nobody else uses.</summary>
public sealed class NftablesTableOptionTests
{
    [TestCase("--mode table --table inet/filter", "--table: --mode table would add base chains to inet/filter, which distributions or other programs "
        + "use. Leave out --table to use the table inet/datadog, or add --shared-table")]
    [TestCase("--mode table --table inet/firewalld --name-prefix office", "use the table inet/office, or add --shared-table")]
    [TestCase("--mode table --table inet/fw4 --name-prefix limit", "use the table inet/datadog, or add --shared-table")]
    [TestCase("--mode table --name-prefix filter", "--name-prefix: --mode table would use the table inet/filter")]
    [TestCase("--mode table --name-prefix limit", "is a keyword of nftables")]
    [TestCase("--default-deny", "Add --mode table to use a table of its own, inet/datadog.")]
    [TestCase("--default-deny --table inet/filter", "Add --mode table and leave out --table to use a table of its own, inet/datadog.")]
    [TestCase("--default-deny --name-prefix office", "to use a table of its own, inet/office.")]
    [TestCase("--default-deny --name-prefix filter", "to use a table of its own, inet/datadog.")]
    [TestCase("--shared-table", "--shared-table applies to --format nftables and nftables-json with --mode table")]
    [TestCase("--shared-table --mode include --table inet/filter", "--shared-table applies to")]
    public void Is_refused_with_the_table_to_use(string options, string message)
    {
        foreach (var format in new[] { "nftables", "nftables-json" })
        {
            var run = CliRun.Of($"generate logs --format {format} {options}");

            Assert.That(run.ExitCode, Is.EqualTo(2), run.Output);
            Assert.That(run.Error, Does.Contain(message));
        }
    }

    [Test]
    public void Shared_tables_and_removal_are_possible()
    {
        var options = new NftablesOptions { Mode = NftablesMode.Table, Table = NftablesTable.InetFilter };
        var logs = RuleSet.For(Section.Logs);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                CliRun.Of("generate logs --format nftables --mode table --table inet/filter --shared-table").Output,
                Is.EqualTo(logs.ToNftables(options with { AllowSharedTable = true })));
            Assert.That(
                CliRun.Of("generate logs --format nftables --mode table --table inet/filter --remove").Output,
                Is.EqualTo(logs.ToNftables(options with { Remove = true })));
            Assert.That(
                CliRun.Of("generate logs --format nftables --mode table --default-deny --remove").Output,
                Does.Contain("delete table inet datadog"));
        }
    }

    [Test]
    public void Does_not_apply_to_other_formats()
        => Assert.That(CliRun.Of("generate logs --format iptables --shared-table").ExitCode, Is.EqualTo(2));
}
