using System.IO.Compression;
using System.Security;
using FirewallRules.Tests.Cli;
using FirewallRules.Tests.Docs;

namespace FirewallRules.Tests.Packaging;

/// <summary>Packs the library and the tool, and uses both the way a stranger would.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly string RestoredPackages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private readonly TemporaryFolder _folder = new();

    [OneTimeSetUp]
    public void Pack()
    {
        // What the library depends on is where this build's own restore put it.
        _folder.Write(
            "NuGet.config",
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="here" value="feed" /></packageSources>
              <fallbackPackageFolders><add key="restored" value="{SecurityElement.Escape(RestoredPackages)}" /></fallbackPackageFolders>
            </configuration>
            """);
        foreach (var project in new[] { "FirewallRules", "FirewallRules.Cli" })
        {
            DotNet.MustRun(
                Readme.Root, "dotnet", "pack", $"src/{project}", "--nologo", "-c", "Release", "-o", _folder["feed"], "--artifacts-path", _folder["artifacts"]);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public void The_library_package_is_complete()
    {
        using var package = ZipFile.OpenRead(Directory.GetFiles(_folder["feed"], "FirewallRules.*.nupkg").Single());
        var names = package.Entries.Select(entry => entry.FullName).ToList();

        string[] expected = ["README.md", "LICENSE", "FirewallRules.nuspec"];
        string[] libraries = [.. from target in new[] { "net8.0", "net10.0" } from kind in new[] { "dll", "xml" } select $"lib/{target}/FirewallRules.{kind}"];
        Assert.That(names, Is.SupersetOf(expected.Concat(libraries)));
    }

    [Test]
    public void The_symbols_are_inside_the_assembly()
    {
        using var package = ZipFile.OpenRead(Directory.GetFiles(_folder["feed"], "FirewallRules.*.nupkg").Single());
        using var library = new MemoryStream();
        using (var entry = package.GetEntry("lib/net10.0/FirewallRules.dll")!.Open())
        {
            entry.CopyTo(library);
        }

        using var reader = new System.Reflection.PortableExecutable.PEReader(new MemoryStream(library.ToArray()));
        Assert.That(
            reader.ReadDebugDirectory().Select(entry => entry.Type),
            Does.Contain(System.Reflection.PortableExecutable.DebugDirectoryEntryType.EmbeddedPortablePdb));
    }

    [Test]
    public void The_library_for_NET_8_writes_the_same_bytes()
    {
        var path = _folder["FirewallRules.net8.dll"];
        using (var package = ZipFile.OpenRead(Directory.GetFiles(_folder["feed"], "FirewallRules.*.nupkg").Single()))
        {
            package.GetEntry("lib/net8.0/FirewallRules.dll")!.ExtractToFile(path);
        }

        // Reflection, because this library and the one under test hold the same names.
        var library = new System.Runtime.Loader.AssemblyLoadContext("net8").LoadFromAssemblyPath(path);
        var section = library.GetType(typeof(Section).FullName!)!.GetMethod(nameof(Section.Parse))!.Invoke(null, ["logs"])!;
        var selections = Array.CreateInstance(library.GetType(typeof(SectionSelection).FullName!)!, 1);
        selections.SetValue(section.GetType().GetMethod(nameof(Section.OnPort))!.Invoke(section, [Ports(library)]), 0);
        var rules = library.GetType(typeof(RuleSet).FullName!)!.GetMethod(nameof(RuleSet.For), [selections.GetType()])!.Invoke(null, [selections])!;
        var emit = library.GetType(typeof(NftablesRuleSetExtensions).FullName!)!.GetMethods().First(method => method.ReturnType == typeof(string));

        Assert.That(library.GetType(typeof(Section).FullName!), Is.Not.EqualTo(typeof(Section)));
        Assert.That(emit.Invoke(null, [rules, null]), Is.EqualTo(RuleSet.For(Section.Logs.OnPort(443, 10516)).ToNftables()));

        static Array Ports(System.Reflection.Assembly library)
        {
            var type = library.GetType(typeof(PortRange).FullName!)!;
            var ports = Array.CreateInstance(type, 2);
            ports.SetValue(Activator.CreateInstance(type, 443, 443), 0);
            ports.SetValue(Activator.CreateInstance(type, 10516, 10516), 1);
            return ports;
        }
    }

    [Test]
    public void A_three_line_app_prints_rules()
    {
        var app = Readme.Blocks.Single(block => block.Language == "csharp" && block.Text.StartsWith("#:package", StringComparison.Ordinal)).Text;
        Assert.That(app.TrimEnd().Split('\n'), Has.Length.EqualTo(3));
        _folder.Write("rules.cs", app);

        // A file-based app is set up for native publishing, for which restore would fetch a compiler that running does not need.
        var output = DotNet.MustRun(_folder.Root, "dotnet", "run", "-p:PublishAot=false", "rules.cs");

        Assert.That(output, Is.EqualTo(RuleSet.For(Section.Logs).ToIptables()));
    }

    [Test]
    public void The_tool_installs_and_runs()
    {
        DotNet.MustRun(_folder.Root, "dotnet", "tool", "install", "fwrules", "--tool-path", _folder["tools"]);

        Assert.That(DotNet.MustRun(_folder.Root, _folder["tools/fwrules"], "--version"), Does.Match(@"^\d+\.\d+\.\d+\n$"));
        Assert.That(
            DotNet.MustRun(_folder.Root, _folder["tools/fwrules"], "generate", "logs", "--format", "iptables"), Is.EqualTo(RuleSet.For(Section.Logs).ToIptables()));
    }
}
