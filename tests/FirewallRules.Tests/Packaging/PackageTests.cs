using System.IO.Compression;
using System.Xml.Linq;
using FirewallRules.Tests.Docs;

namespace FirewallRules.Tests.Packaging;

/// <summary>What is in the packages, and the first use of library and tool.</summary>
[Long]
public sealed class PackageTests
{
    private static readonly XName Dependency = XName.Get("dependency", "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd");

    [TestCase("FirewallRules", "lib/net8.0/FirewallRules", "lib/net10.0/FirewallRules")]
    [TestCase("FirewallRules.Client", "lib/net8.0/FirewallRules.Client", "lib/net10.0/FirewallRules.Client")]
    public void A_library_package_is_complete(string id, params string[] libraries)
    {
        using var package = PackedFeed.Open(id);
        string[] expected =
        [
            "README.md", "LICENSE", $"{id}.nuspec",
            .. libraries.Select(library => library + ".dll"),
            .. libraries.Select(library => library + ".xml"),
        ];

        Assert.That(package.Entries.Select(entry => entry.FullName), Is.SupersetOf(expected));
    }

    [TestCase("FirewallRules", "# FirewallRules\n", "IPNetwork2")]
    [TestCase("FirewallRules.Client", "# FirewallRules.Client\n", "IpRangesClient")]
    [TestCase("fwrules", "# fwrules\n", "dotnet tool install")]
    public void A_package_has_its_own_description_and_readme(string id, string title, string text)
    {
        using var package = PackedFeed.Open(id);
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open());
        var readme = reader.ReadToEnd();

        Assert.That(readme, Does.StartWith(title).And.Contain(text));
        Assert.That(PackedFeed.Nuspec(id).Descendants().Single(element => element.Name.LocalName == "description").Value, Has.Length.InRange(60, 300));
    }

    [Test]
    public void The_library_depends_on_IPNetwork2_only()
        => Assert.That(Dependencies("FirewallRules"), Is.EqualTo(new[] { "net10.0: IPNetwork2 5.0.1", "net8.0: IPNetwork2 5.0.1" }));

    [Test]
    public void The_client_depends_on_the_extensions_of_its_framework()
    {
        string[] names =
        [
            "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Http",
            "Microsoft.Extensions.Options",
        ];
        foreach (var (framework, version) in new[] { ("net8.0", "8.0."), ("net10.0", "10.0.") })
        {
            var dependencies = Dependencies("FirewallRules.Client").Where(line => line.StartsWith(framework + ": ", StringComparison.Ordinal))
                .Select(line => line[(framework.Length + 2)..].Split(' ')).ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);

            Assert.That(dependencies.Keys, Is.EquivalentTo((string[])[.. names, "FirewallRules", "Polly.Core"]), framework);
            Assert.That(names.Select(name => dependencies[name]), Is.All.StartWith(version), framework);
        }
    }

    [TestCase("FirewallRules", "lib/net8.0/FirewallRules.dll")]
    [TestCase("FirewallRules.Client", "lib/net8.0/FirewallRules.Client.dll")]
    [TestCase("FirewallRules.Client", "lib/net10.0/FirewallRules.Client.dll")]
    public void An_assembly_has_the_version_of_its_package(string id, string path)
    {
        using var package = PackedFeed.Open(id);
        var file = PackedFeed.Folder[Path.GetFileName(path)];
        package.GetEntry(path)!.ExtractToFile(file, overwrite: true);

        var version = PackedFeed.Nuspec(id).Descendants().Single(element => element.Name.LocalName == "version").Value;
        Assert.That(System.Reflection.AssemblyName.GetAssemblyName(file).Version!.ToString(3), Is.EqualTo(version));
    }

    [Test]
    public void The_symbols_are_inside_the_assembly()
    {
        using var package = PackedFeed.Open("FirewallRules");
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
        var path = PackedFeed.Folder["FirewallRules.net8.dll"];
        using (var package = PackedFeed.Open("FirewallRules"))
        {
            package.GetEntry("lib/net8.0/FirewallRules.dll")!.ExtractToFile(path);
        }

        // Reflection, because this library and the one under test hold the same names.
        var library = new System.Runtime.Loader.AssemblyLoadContext("net8").LoadFromAssemblyPath(path);
        var section = library.GetType(typeof(Section).FullName!)!.GetMethod(nameof(Section.Parse), [typeof(string)])!.Invoke(null, ["logs"])!;
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
        PackedFeed.Folder.Write("rules.cs", app);

        // A file-based app is set up for native publishing, for which restore would fetch a compiler that running does not need.
        var output = DotNet.MustRun(PackedFeed.Folder.Root, "dotnet", "run", "-p:PublishAot=false", "rules.cs");

        Assert.That(output, Is.EqualTo(RuleSet.For(Section.Logs).ToIptables()));
    }

    [Test]
    public void The_tool_installs_and_runs()
    {
        DotNet.MustRun(PackedFeed.Folder.Root, "dotnet", "tool", "install", "fwrules", "--tool-path", PackedFeed.Folder["tools"]);

        Assert.That(DotNet.MustRun(PackedFeed.Folder.Root, PackedFeed.Folder["tools/fwrules"], "--version"), Does.Match(@"^\d+\.\d+\.\d+\n$"));
        Assert.That(
            DotNet.MustRun(PackedFeed.Folder.Root, PackedFeed.Folder["tools/fwrules"], "generate", "logs", "--format", "iptables"),
            Is.EqualTo(RuleSet.For(Section.Logs).ToIptables()));
    }

    private static IReadOnlyList<string> Dependencies(string id)
        => [.. PackedFeed.Nuspec(id).Descendants(Dependency)
            .Select(element => $"{element.Parent!.Attribute("targetFramework")!.Value}: {element.Attribute("id")!.Value} {element.Attribute("version")!.Value}")
            .Order(StringComparer.Ordinal)];
}
