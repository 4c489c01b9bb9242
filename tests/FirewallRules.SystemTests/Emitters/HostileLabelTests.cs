namespace FirewallRules.SystemTests;

/// <summary>Labels and origins come from documents. None of them runs a command, ends a string or a here-document, or keeps an output from loading.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.All))]
[Kernel]
public sealed class HostileLabelTests(OutputForm form)
{
    private static readonly string s_trap = Scratch.NewPath();

    private static readonly string[] s_labels =
    [
        "\"; } accept; #",
        "'\"'\"'",
        $"$(touch {s_trap})",
        $"`touch {s_trap}`",
        $"\ntouch {s_trap}\n",
        $"\nFWRULES\ntouch {s_trap}\n",
        $"\r\nFWRULES\r\n}}\r\ntouch {s_trap}; exit\r\n",
        $"\u2018; touch {s_trap}; \u2019",
        $"\u0085touch {s_trap}\u2028touch {s_trap}",
        "-j ACCEPT\nCOMMIT\n*nat\n",
        "\", \"elem\": [] }}, {\"flush\": {\"ruleset\": null}},",
        "\\",
        "\0\u001b[2J",
        new('x', 300),
        new('\u20ac', 128),
    ];

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [Test]
    public void All_outputs_load_and_are_removed_together()
    {
        using var network = Prepared();
        var before = NetworkState.Of(network);
        var rules = s_labels.Select((label, index) => Rule.Egress(Samples.Set("1.0.0.0/24 2600::/32 3.0.0.0/8 4.0.0.0/8"), Protocol.Tcp, 1000 + index, label));

        var all = RuleSet.Of([.. rules, Rule.Ingress(Samples.Set("1.0.0.0/24 2600::/32"), Protocol.Tcp, 443, "in")]);
        form.Load(network, form.Write(all, form.FullestDeny)).MustSucceed();
        form.Load(network, form.Write(all, remove: true)).MustSucceed();

        Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(before.ToString()));
        Assert.That(File.Exists(s_trap), Is.False);
    }

    private NetworkNamespace Prepared()
    {
        var network = new NetworkNamespace();
        form.Prepare(network);
        return network;
    }
}
