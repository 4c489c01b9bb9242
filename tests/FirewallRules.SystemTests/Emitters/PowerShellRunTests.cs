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

        Assert.That(store.Run(s_old).Single(), Does.Match("^[1-9][0-9]* created, 0 repaired, 0 kept, 0 removed$"));
        var once = store.Rules;
        Assert.That(once, Has.Count.EqualTo(store.Journal.Count).And.All.Contains("Action=Allow Enabled=True").And.All.Contains("Group=FirewallRules Datadog"));

        Assert.That(store.Run(s_old).Single(), Does.Match("^0 created, 0 repaired, [1-9][0-9]* kept, 0 removed$"));
        Assert.That(store.Rules, Is.EqualTo(once));
        Assert.That(store.Journal, Is.Empty);
        Assert.That(store.Warnings, Is.Empty);
    }

    private static IEnumerable<TestCaseData> Edits()
    {
        yield return new TestCaseData("Enabled", "False");
        yield return new TestCaseData("Action", "Block");
        yield return new TestCaseData("Profile", "Domain");
        yield return new TestCaseData("Protocol", "ICMPv4");
        yield return new TestCaseData("RemoteAddress", new[] { "192.0.2.1" });
        yield return new TestCaseData("RemoteAddress", new[] { "Any" });
        yield return new TestCaseData("LocalAddress", new[] { "10.0.0.0/8" });
        yield return new TestCaseData("RemotePort", new[] { "7" });
        yield return new TestCaseData("LocalPort", new[] { "7" });
    }

    [TestCaseSource(nameof(Edits))]
    public void A_rule_that_was_edited_by_hand_is_reported_and_kept_and_repaired_on_request(string property, object value)
    {
        var store = new RuleStore();
        store.AddForeign("theirs", "Their group");
        store.Run(s_old);
        var written = store.Rules;
        var name = store.Journal[0][2..];
        store.Edit(name, property, value);
        var edited = store.Rules;
        Assert.That(edited, Is.Not.EqualTo(written));

        store.Run(s_old);
        Assert.That(store.Rules, Is.EqualTo(edited));
        Assert.That(
            store.Warnings.Single(), Is.EqualTo($"The rule '{name}' was changed since it was created ({property}), and is kept. -Repair restores it."));

        Assert.That(store.Run(s_old, ("Repair", true), ("WhatIf", true)), Is.Empty);
        Assert.That(store.Rules, Is.EqualTo(edited));

        Assert.That(store.Run(s_old, ("Repair", true)).Single(), Does.StartWith("0 created, 1 repaired, "));
        Assert.That(store.Rules, Is.EqualTo(written));
        Assert.That(store.Journal, Is.EqualTo(new[] { "* " + name }));

        store.Run(s_old, ("Repair", true));
        Assert.That(store.Journal, Is.Empty);
    }

    [Test]
    public void The_same_addresses_in_the_notations_of_Windows_are_no_edit()
    {
        var rules = RuleSet.Of(Rule.Egress(
            AddressSet.Parse("10.0.0.0/7\n12.0.0.1/32\n192.0.2.128/25\n128.0.0.0/1\n2001:db8::/32\n2001:db9::1/128\n2001:dba:8000::/33"),
            Protocol.Tcp,
            [80, 443]));
        var store = new RuleStore();
        store.Run(rules.ToWindowsFirewall());
        store.Edit("", "RemotePort", new[] { "443", "80" });
        store.Run(rules.ToWindowsFirewall());

        Assert.That(store.Warnings, Is.Empty);
    }

    [Test]
    public void A_failure_during_a_repair_leaves_the_older_rules_and_running_it_again_completes_it()
    {
        var (store, expected) = (new RuleStore(), new RuleStore());
        expected.Run(s_new);
        store.Run(s_old);
        store.Run(s_new);
        store.Edit("", "Enabled", "False");
        var rules = store.Rules;

        store.FailAfter = 1;
        Assert.That(() => store.Run(s_new, ("Repair", true)), Throws.InstanceOf<RuntimeException>().With.Message.EqualTo("The firewall service stopped."));
        Assert.That(store.Rules.Except(rules, StringComparer.Ordinal).Count(), Is.EqualTo(1));

        store.FailAfter = -1;
        store.Run(s_new, ("Repair", true));
        Assert.That(store.Rules, Is.EqualTo(expected.Rules));
    }

    [Test]
    public void A_rule_that_somebody_put_into_the_group_is_kept_and_reported()
    {
        var store = new RuleStore();
        store.AddForeign("datadog-mine", "FirewallRules Datadog");
        store.Run(s_old);
        Assert.That(store.Warnings.Single(), Is.EqualTo("The rule 'datadog-mine' of the group is not one of this script, and is kept."));

        store.Run(s_old, ("Remove", true));
        Assert.That(store.Rules, Has.Count.EqualTo(1).And.All.Contains("datadog-mine"));
    }

    [Test]
    public void In_a_GPO_nothing_of_the_local_store_is_touched([Values] bool repair)
    {
        const string Gpo = "contoso.com\\servers";
        var (store, expected) = (new RuleStore(), new RuleStore());
        expected.Run(s_new);
        store.Run(s_old);
        var local = store.RulesOf("");
        store.Run(s_old, ("PolicyStore", Gpo));
        store.Run(s_new, ("PolicyStore", Gpo), ("Repair", repair));

        Assert.That(store.RulesOf(""), Is.EqualTo(local));
        Assert.That(store.RulesOf(Gpo), Is.EqualTo(expected.RulesOf("")));
    }

    [Test]
    public void In_a_GPO_session_all_changes_take_effect_when_it_is_saved()
    {
        const string Gpo = "contoso.com\\servers";
        var (store, expected) = (new RuleStore(), new RuleStore());
        expected.Run(s_new);
        store.Run(s_old, ("PolicyStore", Gpo));
        store.Edit("datadog", "Enabled", "False");
        var before = store.RulesOf(Gpo);

        var failing = store.OpenGpo(Gpo);
        store.FailAfter = 1;
        Assert.That(() => store.Run(s_new, ("GpoSession", failing), ("Repair", true)), Throws.InstanceOf<RuntimeException>());
        store.FailAfter = -1;
        Assert.That(store.RulesOf(Gpo), Is.EqualTo(before), "not saved");

        var session = store.OpenGpo(Gpo);
        store.Run(s_new, ("GpoSession", session), ("Repair", true));
        Assert.That(store.RulesOf(Gpo), Is.EqualTo(before), "not saved yet");
        store.SaveGpo(session, Gpo);
        Assert.That(store.RulesOf(Gpo), Is.EqualTo(expected.RulesOf("")));
        Assert.That(store.RulesOf(""), Is.Empty);
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
