using System.IO.Compression;
using System.Security;
using System.Xml.Linq;
using FirewallRules.Tests.Cli;

namespace FirewallRules.Tests.Packaging;

/// <summary>A folder with the packages as they would be published, and a configuration of NuGet that finds nothing else online.</summary>
[SetUpFixture]
public sealed class PackedFeed : IDisposable
{
    private static readonly string RestoredPackages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private readonly TemporaryFolder _folder = new();

    internal static TemporaryFolder Folder { get; private set; } = null!;

    public static string Feed => Folder["feed"];

    [OneTimeSetUp]
    public void Pack()
    {
        Folder = _folder;

        // The restore of this build has already fetched the dependencies.
        _folder.Write(
            "NuGet.config",
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="here" value="feed" /></packageSources>
              <fallbackPackageFolders><add key="restored" value="{SecurityElement.Escape(RestoredPackages)}" /></fallbackPackageFolders>
            </configuration>
            """);
        foreach (var project in new[] { "FirewallRules", "FirewallRules.Client", "FirewallRules.Cli" })
        {
            DotNet.MustRun(SourceRoot.Path, "dotnet", "pack", $"src/{project}", "--nologo", "-c", "Release", "-o", Feed, "--artifacts-path", _folder["artifacts"]);
        }
    }

    public static ZipArchive Open(string id)
        => ZipFile.OpenRead(Directory.GetFiles(Feed, $"{id}.*.nupkg").Single(file => char.IsAsciiDigit(Path.GetFileName(file)[id.Length + 1])));

    public static XElement Nuspec(string id)
    {
        using var package = Open(id);
        using var stream = package.GetEntry($"{id}.nuspec")!.Open();
        return XDocument.Load(stream).Root!;
    }

    [OneTimeTearDown]
    public void Dispose() => _folder.Dispose();
}
