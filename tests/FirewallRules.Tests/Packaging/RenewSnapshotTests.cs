using FirewallRules.Tests.Cli;
using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Packaging;

/// <summary>The program with which a maintainer replaces the embedded document, on a copy of the files that it writes.</summary>
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Long]
public sealed class RenewSnapshotTests : IDisposable
{
    private static readonly string[] Snapshots = ["src", "FirewallRules", "IpRanges", "Snapshots"];

    private readonly TemporaryFolder _folder = new();

    public RenewSnapshotTests()
    {
        Directory.CreateDirectory(Path.Combine([_folder.Root, .. Snapshots]));
        Directory.CreateDirectory(Path.Combine(_folder.Root, "tests", "Data", "ip-ranges"));
        File.WriteAllText(_folder["CHANGELOG.md"], "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- More.\n");
    }

    [Test]
    public void A_newer_document_replaces_the_snapshot_in_code_tests_and_changelog()
    {
        var json = IpRangesSnapshot.Us1WithLocations.ToJson()
            .Replace("\"version\": 59", "\"version\": 5900", StringComparison.Ordinal)
            .Replace("2024-10-17", "2099-01-02", StringComparison.Ordinal);
        var (exitCode, output, error) = Run(_folder.Write("new.json", json), "--accept");

        Assert.That(exitCode, Is.Zero, output + error);
        Assert.That(File.ReadAllText(Path.Combine([_folder.Root, .. Snapshots, "us1.json"])), Is.EqualTo(json));
        Assert.That(File.ReadAllText(Path.Combine([_folder.Root, .. Snapshots, "us1-locations.json"])), Is.EqualTo(json));
        Assert.That(File.ReadAllText(Path.Combine(_folder.Root, "tests", "Data", "ip-ranges", "us1-v5900.json")), Is.EqualTo(json));
        Assert.That(
            File.ReadAllText(_folder["CHANGELOG.md"]),
            Does.Match(@"## \[Unreleased\]\n\n### Changed\n\n- The embedded US1 document is us1 v5900 2099-01-02: 0 prefixes are added, [1-9][0-9]* removed\.")
                .And.Contain("removed.\n\n### Added\n"));
    }

    [Test]
    public void Anything_else_is_refused_and_changes_nothing()
    {
        var older = Run(_folder.Write("old.json", RealDocuments.Parse(59).ToJson()), "--accept");
        var garbage = Run(_folder.Write("garbage.json", "<html>"));
        var missing = Run(_folder["missing.json"]);
        var shrunk = Run(_folder.Write("shrunk.json", """{"modified":"2099-01-02-00-00-00","logs":{"prefixes_ipv4":["3.233.144.0/20"]}}"""));

        Assert.That((older.ExitCode, older.Error), Is.EqualTo((1, older.Error)), older.Error);
        Assert.That(older.Error, Does.Contain("is not newer than us1 as of 2026-06-18"));
        Assert.That((garbage.ExitCode, missing.ExitCode, shrunk.ExitCode), Is.EqualTo((3, 3, 1)), garbage.Error + missing.Error + shrunk.Error);
        Assert.That(shrunk.Error, Does.Contain("accept it with --accept"));
        Assert.That(Directory.EnumerateFiles(_folder["src"], "*", SearchOption.AllDirectories), Is.Empty);
    }

    public void Dispose() => _folder.Dispose();

    private (int ExitCode, string Output, string Error) Run(string file, params IEnumerable<string> options)
        => DotNet.Run(SourceRoot.Path, "dotnet", ["run", "maintenance/renew-snapshot.cs", "--", file, "--root", _folder.Root, .. options]);
}
