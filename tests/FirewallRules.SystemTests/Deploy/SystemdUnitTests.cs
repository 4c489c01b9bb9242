namespace FirewallRules.SystemTests;

/// <summary>Systemd understands the units of the repository, and considers the services well protected.</summary>
[TestFixture]
[Tools]
public sealed class SystemdUnitTests
{
    private string _folder = "";

    private static IEnumerable<string> Units
        => Directory.EnumerateFiles(SourceRoot.Combine("deploy", "systemd")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    [SetUp]
    public void CopyUnits()
    {
        Tool.RequireCommands("systemd-analyze");
        _folder = Directory.CreateTempSubdirectory("units-").FullName;
        foreach (var unit in Units)
        {
            // Whether the program exists is a part of the verification.
            var text = File.ReadAllText(SourceRoot.Combine("deploy", "systemd", unit));
            File.WriteAllText(At(unit), text.Replace("ExecStart=/usr/local/bin/fwrules ", "ExecStart=/bin/true ", StringComparison.Ordinal));
        }
    }

    [TearDown]
    public void RemoveFolder()
    {
        if (_folder.Length > 0)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [TestCaseSource(nameof(Units))]
    public void A_unit_is_valid(string unit) => Assert.That(Verify(unit), Is.EqualTo((0, "")));

    // The check itself.
    [TestCase("Restart=always", "Restart=sometimes")]
    [TestCase("KillMode=process", "KilMode=process")]
    [TestCase("ExecStart=/bin/true ", "ExecStart=/usr/local/bin/no-such-program ")]
    public void A_mistake_is_noticed(string text, string mistake)
    {
        const string unit = "fwrules-watch.service";
        File.WriteAllText(At(unit), File.ReadAllText(At(unit)).Replace(text, mistake, StringComparison.Ordinal));

        Assert.That(Verify(unit).Error, Does.Contain(unit));
    }

    [TestCase("fwrules-watch.service")]
    [TestCase("fwrules-check.service")]
    public void A_service_is_well_protected(string unit)
    {
        var result = Shell.Run("systemd-analyze", ["security", "--offline=yes", "--no-pager", "--threshold=30", At(unit)]);

        Assert.That(result.ExitCode, Is.Zero, result.Output);
    }

    private (int ExitCode, string Error) Verify(string unit)
    {
        var result = Shell.Run(
            "systemd-analyze",
            ["verify", At(unit)],
            environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["SYSTEMD_UNIT_PATH"] = _folder + ":" });
        return (result.ExitCode, result.Error);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
