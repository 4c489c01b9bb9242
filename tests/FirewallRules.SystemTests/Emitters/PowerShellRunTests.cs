using System.Management.Automation;

namespace FirewallRules.SystemTests;

/// <summary>The scripts for the Windows Firewall, run by the engine of PowerShell on a store of rules.</summary>
[TestFixture]
public sealed class PowerShellRunTests
{
    private static readonly WindowsFirewallEmitter s_emitter = new();

    private static readonly string s_old = Samples.Old.ToWindowsFirewall();
    private static readonly string s_new = Samples.New.ToWindowsFirewall();

    [Test]
    public void Loading_twice_is_loading_once()
    {
        var store = new RuleStore();

        Assert.That(store.Run(s_old).Single(), Does.Match("^[1-9][0-9]* created, 0 kept, 0 removed$"));
        var once = store.Rules;
        Assert.That(once, Has.Count.EqualTo(store.Journal.Count).And.All.Contains("Action=Allow Enabled=True").And.All.Contains("Group=FirewallRules Datadog"));

        Assert.That(store.Run(s_old).Single(), Does.Match("^0 created, [1-9][0-9]* kept, 0 removed$"));
        Assert.That(store.Rules, Is.EqualTo(once));
        Assert.That(store.Journal, Is.Empty);
    }

    [Test]
    public void Newer_rules_are_added_before_the_older_ones_go_and_those_of_others_stay()
    {
        var (store, expected) = (new RuleStore(), new RuleStore());
        expected.AddForeign("theirs", "Their group");
        expected.Run(s_new);
        store.AddForeign("theirs", "Their group");
        store.Run(s_old);

        store.Run(s_new);

        Assert.That(store.Rules, Is.EqualTo(expected.Rules));
        var later = store.Journal.SkipWhile(change => change.StartsWith('+')).ToList();
        Assert.That(later, Is.Not.Empty);
        Assert.That(later, Is.All.StartsWith("- "));
    }

    [Test]
    public void An_update_leads_to_the_same_state_as_the_complete_script()
    {
        var (store, expected) = (new RuleStore(), new RuleStore());
        expected.Run(s_new);
        store.Run(s_old);

        store.Run(Samples.New.EmitUpdate(Samples.Old, s_emitter));

        Assert.That(store.Rules, Is.EqualTo(expected.Rules));
    }

    [Test]
    public void Removing_removes_only_our_rules()
    {
        var store = new RuleStore();
        store.AddForeign("theirs", "Their group");
        var before = store.Rules;
        store.Run(s_old);

        store.Run(Samples.Old.ToWindowsFirewall(new() { Remove = true }));
        Assert.That(store.Rules, Is.EqualTo(before));

        store.Run(s_old);
        store.Run(s_old, ("Remove", true));
        Assert.That(store.Rules, Is.EqualTo(before));
    }

    [Test]
    public void WhatIf_changes_nothing()
    {
        var store = new RuleStore();

        Assert.That(store.Run(s_old, ("WhatIf", true)), Is.Empty);
        Assert.That(store.Rules, Is.Empty);
    }

    [Test]
    public void A_failure_ends_the_script_before_anything_older_is_removed_and_running_it_again_completes_it()
    {
        var (store, expected) = (new RuleStore(), new RuleStore());
        expected.Run(s_new);
        store.Run(s_old);
        var old = store.Rules;

        store.FailAfter = 1;
        Assert.That(() => store.Run(s_new), Throws.InstanceOf<RuntimeException>().With.Message.EqualTo("The firewall service stopped."));
        Assert.That(store.Rules, Is.SupersetOf(old));

        store.FailAfter = -1;
        store.Run(s_new);
        Assert.That(store.Rules, Is.EqualTo(expected.Rules));
    }

    [Test]
    public void A_denied_query_is_not_treated_as_an_empty_group()
    {
        var store = new RuleStore { Denied = true };

        Assert.That(() => store.Run(s_old), Throws.InstanceOf<RuntimeException>().With.Message.Contains("Access is denied."));
        Assert.That(store.Rules, Is.Empty);
    }

    [Test]
    public void Hostile_text_is_a_description()
    {
        var store = new RuleStore();

        store.Run(RuleSet.Of(
            Rule.Egress(Samples.Set("192.0.2.0/24"), Protocol.Tcp, 443, "'; New-NetFirewallRule -Name x; '$(throw 1)\n@'\n#>"))
            .ToWindowsFirewall());

        Assert.That(store.Rules, Has.Count.EqualTo(1).And.All.Contains("RemoteAddress=192.0.2.0/24"));
    }
}
