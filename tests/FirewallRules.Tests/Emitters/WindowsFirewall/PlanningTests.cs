using System.Text.Json.Nodes;
using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters.WindowsFirewall;

/// <summary>How a script changes existing rules: its three name comparisons, repeated here with the names in its data.</summary>
public sealed class PlanningTests
{
    // On separate ports, so that each is a separate rule.
    private static readonly SectionSelection[] Asked = [Section.Logs.OnPort(10516), Section.Agents, Section.Webhooks, Section.Apm.OnPort(8126)];

    private static readonly RuleSet V59 = From(_ => { });

    private static readonly RuleSet V60 = From(document =>
    {
        document["version"] = 60;
        document["logs"]!["prefixes_ipv4"]!.AsArray().Add("192.0.2.0/24");
        document["webhooks"]!["prefixes_ipv4"]!.AsArray().RemoveAt(0);
    });

    [Test]
    public void Everything_is_created_in_an_empty_store()
    {
        var (created, kept, removed) = Run(V59, []);

        Assert.That((created.Count, kept, removed.Count), Is.EqualTo((Names(V59).Length, 0, 0)));
    }

    [Test]
    public void The_second_run_changes_nothing()
    {
        var (created, kept, removed) = Run(V59, Names(V59));

        Assert.That((created.Count, kept, removed.Count), Is.EqualTo((0, Names(V59).Length, 0)));
    }

    [Test]
    public void A_newer_document_changes_only_what_differs()
    {
        var (created, kept, removed) = Run(V60, Names(V59));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(created, Has.Count.EqualTo(2), "logs and webhooks");
            Assert.That(created, Has.One.StartsWith("datadog-logs-").And.One.StartsWith("datadog-webhooks-"));
            Assert.That(removed, Has.Count.EqualTo(2).And.One.StartsWith("datadog-logs-").And.One.StartsWith("datadog-webhooks-"));
            Assert.That(kept, Is.EqualTo(Names(V60).Length - 2).And.GreaterThan(0));
            Assert.That(Run(V60, Names(V60)) is { Created.Count: 0, Removed.Count: 0 }, "nothing is left to do");
        }
    }

    [Test]
    public void An_interrupted_run_is_completed()
    {
        string[] half = [.. Names(V59), Names(V60).Except(Names(V59), StringComparer.Ordinal).First()];
        var (created, _, removed) = Run(V60, half);

        Assert.That((created.Count, removed.Count), Is.EqualTo((1, 2)));
    }

    [Test]
    public void What_is_no_longer_requested_is_removed()
    {
        var (created, kept, removed) = Run(From(_ => { }, Section.Agents), Names(V59));

        Assert.That((created.Count, kept, removed.Count), Is.EqualTo((0, 1, Names(V59).Length - 1)));
    }

    [Test]
    public void Remove_removes_all_and_is_idempotent()
    {
        var script = V59.ToWindowsFirewall(new() { Remove = true });

        Assert.That(PowerShellReader.Plan(script, out _, out _), Is.Empty);
        Assert.That(Run([], Names(V59)).Removed, Has.Count.EqualTo(Names(V59).Length));
    }

    [Test]
    public void The_script_makes_these_comparisons_in_this_order()
    {
        PowerShellReader.Plan(V59.ToWindowsFirewall(), out _, out var code);
        string[] steps =
        [
            "if ($Remove) { $plan = @() }",
            "Get-NetFirewallRule -Group $group @common",
            "$wanted = @($plan | ForEach-Object { $_.Name })",
            "$missing = @($plan | Where-Object { $present -notcontains $_.Name })",
            "foreach ($name in @($present | Where-Object { $wanted -notcontains $_ })) {",
            "foreach ($rule in $missing) {",
            "if ($PSCmdlet.ShouldProcess($rule.Name, ",
            "New-NetFirewallRule @rule @common -Group $group -Action 'Allow'",
            "Set-NetFirewallRule @complete @common",
            "foreach ($name in $superseded) {",
            "if ($PSCmdlet.ShouldProcess($name, ",
            "Remove-NetFirewallRule -Name $name @common",
        ];

        var places = steps.Select(step => code.IndexOf(step, StringComparison.Ordinal));
        Assert.That(places, Is.Ordered.And.All.GreaterThan(0), code);
    }

    private static RuleSet From(Action<JsonNode> change) => From(change, Asked);

    private static RuleSet From(Action<JsonNode> change, params SectionSelection[] asked)
    {
        var json = JsonNode.Parse(File.ReadAllText(SourceRoot.Combine("src", "FirewallRules", "IpRanges", "Snapshots", "us1.json")))!;
        change(json);
        var document = IpRangesDocument.Parse(json.ToJsonString(), new IpRangesReadOptions { Site = Site.Us1, Origin = "test" });
        return RuleSet.For(document, asked);
    }

    private static string[] Names(RuleSet rules) => [.. PowerShellReader.Plan(rules.ToWindowsFirewall(), out _, out _).Select(rule => rule.Name)];

    private static (IReadOnlyList<string> Created, int Kept, IReadOnlyList<string> Removed) Run(RuleSet rules, string[] present) => Run(Names(rules), present);

    private static (IReadOnlyList<string> Created, int Kept, IReadOnlyList<string> Removed) Run(string[] wanted, string[] present)
    {
        var created = wanted.Except(present, StringComparer.OrdinalIgnoreCase).ToList();
        return (created, wanted.Length - created.Count, [.. present.Except(wanted, StringComparer.OrdinalIgnoreCase)]);
    }
}
