// Replaces the embedded US1 document: dotnet run maintenance/renew-snapshot.cs -- FILE [--accept]
//
// FILE is an ip-ranges document as published, such as 'fwrules fetch --output FILE' writes it. It must be newer than the embedded one. --accept
// takes a document in which a section shrinks or grows sharply. The document is also stored for the tests, the changelog gets a line, and the
// README and the API file are updated by the tests that verify them. --root FOLDER names another checkout; it is not built and tested.
#:project ../src/FirewallRules/FirewallRules.csproj
#:property TargetFramework=net10.0
#:property TargetFrameworks=net10.0
#:property PublishAot=false

using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using FirewallRules;

var named = Array.IndexOf(args, "--root");
var root = named >= 0 && named + 1 < args.Length ? args[named + 1] : Path.GetFullPath(Path.Combine(ThisFolder(), ".."));
var files = args.Where((arg, i) => !arg.StartsWith("--", StringComparison.Ordinal) && (named < 0 || i != named + 1)).ToArray();
if (files is not [var file] || args.Any(arg => arg.StartsWith("--", StringComparison.Ordinal) && arg is not ("--root" or "--accept")))
{
    return Fail(2, "usage: dotnet run maintenance/renew-snapshot.cs -- FILE [--accept] [--root FOLDER]");
}

IpRangesDocument document;
try
{
    document = IpRangesDocument.Parse(File.ReadAllBytes(file), new IpRangesReadOptions { Site = Site.Us1, Origin = Path.GetFileName(file) });
}
catch (Exception e) when (e is IpRangesFormatException or IOException or UnauthorizedAccessException)
{
    return Fail(3, $"'{file}' cannot be used: {e.Message}");
}

var (old, renewed) = (IpRangesSnapshot.Us1, document.Provenance);
if (renewed.Modified is not { } day || !old.IsOlderThan(document))
{
    return Fail(1, $"{document} is not newer than {old}.");
}

var diff = IpRangesDiff.Between(old, document);
Console.WriteLine(diff);
if ((diff.HasShrunk || diff.HasGrown) && !args.Contains("--accept"))
{
    return Fail(1, "A section has shrunk or grown sharply. Review the difference, and accept it with --accept.");
}

var json = document.ToJson();
var snapshots = Path.Combine(root, "src", "FirewallRules", "IpRanges", "Snapshots");
var hasLocations = document.Sections.Any(section => section.Locations.Count > 0);
var name = renewed.Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"v{version}") : $"{day:yyyy-MM-dd}";
Write(Path.Combine(snapshots, "us1.json"), json);
Write(Path.Combine(root, "tests", "Data", "ip-ranges", $"us1-{name}.json"), json);
if (hasLocations)
{
    Write(Path.Combine(snapshots, "us1-locations.json"), json);
}

const string Heading = "## [Unreleased]\n\n### Changed\n\n";
var changelog = Path.Combine(root, "CHANGELOG.md");
var text = File.ReadAllText(changelog);
if (!text.Contains(Heading, StringComparison.Ordinal))
{
    text = text.Replace("## [Unreleased]\n\n", Heading + "\n", StringComparison.Ordinal);
}

var (added, removed) = (diff.Sections.Sum(section => section.AddedPrefixes.Count), diff.Sections.Sum(section => section.RemovedPrefixes.Count));
Write(changelog, text.Replace(Heading, $"{Heading}- The embedded US1 document is {renewed.ToShortString()}: {added} prefixes are added, {removed} removed.\n",
    StringComparison.Ordinal));

return named >= 0 ? 0
    : Test("FullyQualifiedName~Readme|FullyQualifiedName~PublicApi", approve: true) is not 0 and var failed ? failed
    : Test("", approve: false);

int Test(string filter, bool approve)
{
    string[] selection = filter.Length == 0 ? [] : ["--filter", filter];
    var start = new ProcessStartInfo("dotnet", ["test", Path.Combine(root, "tests", "FirewallRules.Tests"), .. selection]);
    start.Environment["FIREWALLRULES_APPROVE"] = approve ? "1" : "0";
    using var process = Process.Start(start)!;
    process.WaitForExit();
    return process.ExitCode;
}

static void Write(string path, string text)
{
    File.WriteAllText(path, text);
    Console.WriteLine($"wrote {path}");
}

static int Fail(int code, string message)
{
    Console.Error.WriteLine(message);
    return code;
}

static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
