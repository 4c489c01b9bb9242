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
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Diagnostics.HealthChecks;

        var folder = Directory.CreateTempSubdirectory().FullName;
        var settings = new Dictionary<string, string?> { ["Site"] = "us1", ["StateFolder"] = folder };
        var services = new ServiceCollection();
        services.AddDatadogIpRanges(options => options.Site = Site.Eu1).ConfigurePrimaryHttpMessageHandler(() => new Canned());
        services.AddDatadogIpRangesWatcher<Handler>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddHealthChecks().AddDatadogIpRanges();
        await using var provider = services.BuildServiceProvider();
        Expect(provider.GetRequiredService<IIpRangesClient>().Site == Site.Eu1);
        Expect(await provider.CheckDatadogIpRangesAsync() == IpRangesWatchOutcome.Handled);
        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Expect(report.Status == HealthStatus.Healthy && report.Entries["datadog-ip-ranges"].Data["site"] is "us1");
        Directory.Delete(folder, recursive: true);

        static void Expect(bool condition) => _ = condition ? true : throw new InvalidOperationException();

        internal sealed class Handler(IIpRangesClient client) : IIpRangesUpdateHandler
        {
            public Task HandleAsync(IpRangesUpdate update, CancellationToken cancellationToken)
            {
                var document = client is IpRangesClient && update.Site == Site.Us1 ? IpRangesSnapshot.Us1 : throw new InvalidOperationException();
                Console.Write(RuleSet.For(document, Section.Logs).ToNftables());
                return Task.CompletedTask;
            }
        }

        internal sealed class Canned : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
                => Task.FromResult(new HttpResponseMessage { Content = new StringContent(IpRangesSnapshot.Us1.ToJson()) });
        }
        """;

    // What reads "Site" from configuration without our reader: the binder, and the source generator that takes its place.
    private const string Binding =
        """
        using FirewallRules;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Options;

        var settings = new Dictionary<string, string?> { ["Client:Site"] = "eu1", ["Client:MaxRedirects"] = "2", ["Watcher:Site"] = "ap1" };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddDatadogIpRangesWatcher((_, _, _) => Task.CompletedTask);
        services.Configure<IpRangesClientOptions>(configuration.GetSection("Client"));
        services.Configure<IpRangesWatcherOptions>(configuration.GetSection("Watcher"));
        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<IpRangesClientOptions>>().Value;
        Console.Write($"{options.Site} {options.MaxRedirects} {provider.GetRequiredService<IOptions<IpRangesWatcherOptions>>().Value.Site}");
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

        // A newer runtime runs it where .NET 8 is not installed.
        Assert.That(
            DotNet.MustRun(folder, "dotnet", "--roll-forward", "Major", Path.Combine(folder, "bin", "Debug", "net8.0", "net8.dll")),
            Is.EqualTo(RuleSet.For(Section.Logs).ToNftables()));
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

    [TestCase("false")]
    [TestCase("true")]
    public void The_binders_of_the_framework_read_the_site(string generator)
    {
        var folder = Write(
            $"binding-{generator}",
            "net10.0",
            """<PackageReference Include="FirewallRules.Client" Version="*" /><FrameworkReference Include="Microsoft.AspNetCore.App" />""",
            Binding);

        var output = DotNet.MustRun(
            folder, "dotnet", "build", "--nologo", "-o", Path.Combine(folder, "out"), $"-p:EnableConfigurationBindingGenerator={generator}",
            "-p:NoWarn=SYSLIB1100%3BSYSLIB1101", "-p:EmitCompilerGeneratedFiles=true", "-p:CompilerGeneratedFilesOutputPath=generated");

        Assert.That(output, Does.Not.Contain("warning"));
        Assert.That(
            Directory.EnumerateFiles(folder, "BindingExtensions.g.cs", SearchOption.AllDirectories).Count(),
            Is.EqualTo(string.Equals(generator, "true", StringComparison.Ordinal) ? 1 : 0));
        Assert.That(DotNet.MustRun(folder, "dotnet", Path.Combine(folder, "out", $"binding-{generator}.dll")), Is.EqualTo("eu1 2 ap1"));
    }

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
