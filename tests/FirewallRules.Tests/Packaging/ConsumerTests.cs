using System.Runtime.InteropServices;
using System.Security;
using FirewallRules.Tests.Cli;

namespace FirewallRules.Tests.Packaging;

/// <summary>Programs that use the packages: with other versions around them, without the client, trimmed and native.</summary>
[Long]
public sealed class ConsumerTests
{
    private const string Program =
        """
        using FirewallRules;
        using Microsoft.Extensions.DependencyInjection;

        var services = new ServiceCollection();
        services.AddDatadogIpRanges(options => options.Site = Site.Us1);
        services.AddDatadogIpRangesWatcher((_, update, _) => Task.FromResult(update.New));
        using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IpRangesClient>();
        var rules = RuleSet.For(client.Site == Site.Us1 ? IpRangesSnapshot.Us1 : throw new InvalidOperationException(), Section.Logs);
        Console.Write(rules.ToNftables());
        """;

    [Test]
    public void A_program_for_NET_8_with_the_extensions_of_NET_8_restores_and_builds()
    {
        var folder = Write(
            "net8",
            "net8.0",
            """<PackageReference Include="FirewallRules.Client" Version="*" /><PackageReference Include="Microsoft.Extensions.Http" Version="8.0.1" />""",
            Program);

        var output = DotNet.MustRun(folder, "dotnet", "build", "--nologo");

        Assert.That(output, Does.Not.Contain("NU1605"));
        Assert.That(
            File.ReadAllText(Path.Combine(folder, "obj", "project.assets.json")),
            Does.Contain("Microsoft.Extensions.Http/8.0.1").And.Not.Contain("Microsoft.Extensions.Http/10."));
    }

    [Test]
    public void A_program_without_the_client_has_no_extensions_beside_it()
    {
        var folder = Write(
            "core",
            "net10.0",
            """<PackageReference Include="FirewallRules" Version="*" />""",
            "using FirewallRules;\nConsole.Write(RuleSet.For(Section.Logs).ToIptables());");

        DotNet.MustRun(folder, "dotnet", "build", "--nologo", "-o", Path.Combine(folder, "out"));

        Assert.That(
            Directory.GetFiles(Path.Combine(folder, "out"), "*.dll").Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "core.dll", "FirewallRules.dll", "System.Net.IPNetwork.dll" }));
        Assert.That(DotNet.MustRun(folder, "dotnet", Path.Combine(folder, "out", "core.dll")), Is.EqualTo(RuleSet.For(Section.Logs).ToIptables()));
    }

    [Test]
    [Platform("Linux")]
    public void A_trimmed_program_has_no_warning_and_writes_the_same() => PublishAndRun("trimmed", "-p:PublishTrimmed=true", "--self-contained");

    [Test]
    [Platform("Linux")]
    public void A_native_program_has_no_warning_and_writes_the_same() => PublishAndRun("native", "-p:PublishAot=true");

    // Publishing for a platform takes packages that a build does not: they come from the sources of this machine.
    private static void PublishAndRun(string name, params string[] options)
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "NuGet.config",
            $"""<configuration><packageSources><add key="packed" value="{SecurityElement.Escape(PackedFeed.Feed)}" /></packageSources></configuration>""");
        folder.Write($"{name}.csproj", Project("net10.0", """<PackageReference Include="FirewallRules.Client" Version="*" />"""));
        folder.Write("Program.cs", Program);
        var packages = folder["packages"];

        string[] arguments =
        [
            "publish", "--nologo", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder["out"],
            "-p:TrimmerSingleWarn=false", $"-p:RestorePackagesPath={packages}",
        ];
        DotNet.MustRun(folder.Root, "dotnet", [.. arguments, .. options]);

        Assert.That(DotNet.MustRun(folder.Root, folder[$"out/{name}"]), Is.EqualTo(RuleSet.For(Section.Logs).ToNftables()));
    }

    private static string Write(string name, string framework, string references, string program)
    {
        Directory.CreateDirectory(PackedFeed.Folder[name]);
        PackedFeed.Folder.Write($"{name}/{name}.csproj", Project(framework, references));
        PackedFeed.Folder.Write($"{name}/Program.cs", program);
        return PackedFeed.Folder[name];
    }

    private static string Project(string framework, string references) =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>{framework}</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <UseAppHost Condition="'$(RuntimeIdentifier)' == ''">false</UseAppHost>
            <InvariantGlobalization>true</InvariantGlobalization>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>{references}</ItemGroup>
        </Project>
        """;
}
