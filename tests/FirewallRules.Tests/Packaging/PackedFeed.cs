using System.IO.Compression;
using System.Security;
using System.Xml.Linq;
using FirewallRules.Tests.Cli;

namespace FirewallRules.Tests.Packaging;

/// <summary>A folder with the packages as published, and a NuGet configuration without other online sources.</summary>
[SetUpFixture]
public sealed class PackedFeed : IDisposable
{
    private static readonly string RestoredPackages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    // Packing takes half a minute, which a run without these tests does not spend.
    private static readonly Lazy<TemporaryFolder> Packed = new(Pack);

    internal static TemporaryFolder Folder => Packed.Value;

    public static string Feed => Folder["feed"];

    private static TemporaryFolder Pack()
    {
        var folder = new TemporaryFolder();

        // The restore of this build has already fetched the dependencies.
        folder.Write(
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
            DotNet.MustRun(
                SourceRoot.Path, "dotnet", "pack", $"src/{project}", "--nologo", "-c", "Release", "-o", folder["feed"],
                "--artifacts-path", folder["artifacts"]);
        }

        return folder;
    }

    public static ZipArchive Open(string id)
        => ZipFile.OpenRead(Directory.GetFiles(Feed, $"{id}.*.nupkg").Single(file => char.IsAsciiDigit(Path.GetFileName(file)[id.Length + 1])));

    public static XElement Nuspec(string id)
    {
        using var package = Open(id);
        using var stream = package.GetEntry($"{id}.nuspec")!.Open();
        return XDocument.Load(stream).Root!;
    }

    public void Dispose()
    {
        if (Packed.IsValueCreated)
        {
            Packed.Value.Dispose();
        }
    }
}
