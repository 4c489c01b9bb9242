using System.Diagnostics;

namespace FirewallRules.SystemTests;

/// <summary>Two loads at once, listings beside them, and loads that are killed end in one of the two states.</summary>
[TestFixture(NftablesOutput.Script)]
[TestFixture(NftablesOutput.Json)]
[Kernel]
public sealed class NftablesConcurrencyTests(NftablesOutput output)
{
    private const int Port = 443;
    private const int Loads = 20;
    private const int Kills = 25;

    private static readonly Target[] s_always =
    [
        .. from last in Enumerable.Range(0, 200)
           from first in new[] { "1.0.0.0", "2600::" }
           select new Target(Address.Offset(Address.Of(first), last), Port),
    ];

    private static readonly Target[] s_never = [new(Address.Of("5.6.7.8"), Port), new(Address.Of("2c00::1"), Port)];

    private readonly NftablesForm _form = new(NftablesMode.Table, output);

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require("nft");

    [Test]
    public void Loads_at_the_same_time_end_in_one_of_the_states()
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var listeners = Listeners.Open(wire.World, Port);
        string[] outputs = [_form.Write(Samples.Old, new DefaultDeny()), _form.Write(Samples.New, new DefaultDeny { Forward = true })];
        var states = States(outputs);
        _form.Load(wire.Host, outputs[0]).MustSucceed();
        using var loop = new ConnectLoop(wire.Host, s_always);
        var loading = outputs.Select(text => Task.Run(() => Enumerable.Range(0, Loads).Select(_ => _form.Load(wire.Host, text)).ToList())).ToArray();
        var (open, lists) = (new List<bool>(), new List<CommandResult>());
        do
        {
            lists.Add(wire.Host.Run("nft", ["list", "ruleset"]));
            open.AddRange(Probe.Connect(wire.Host, s_never, TimeSpan.FromMilliseconds(200)));
        }
        while (!Task.WhenAll(loading).IsCompleted);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(loading.SelectMany(task => task.Result).Concat(lists).Where(result => !result.Succeeded), Is.Empty);
            Assert.That(states, Does.Contain(UsedState.Of(wire.Host, outputs[0] + outputs[1])));
            Assert.That(open, Has.All.False);

            // On a busy machine World's own queue of connections overflows at times; the kernel counts that, and the firewall is not the cause.
            Assert.That(loop.Stop().Skip(wire.DroppedByListeners()), Is.Empty);
        }
    }

    [Test]
    public void A_load_that_is_killed_has_changed_all_or_nothing()
    {
        using var network = new NetworkNamespace();
        var many = AddressSet.Of([.. Samples.Scattered(4000, "44.0.0.0", 28, 5)]);
        string[] outputs =
        [
            .. new[] { Samples.Old, Samples.New }.Select(rules =>
                _form.Write(rules.Combine(RuleSet.Of(Rule.Egress(many, Protocol.Tcp, 8443, "many"))), new DefaultDeny())),
        ];
        var states = States(outputs);
        var files = Array.ConvertAll(outputs, Scratch.Write);
        var clock = Stopwatch.StartNew();
        _form.Load(network, outputs[0]).MustSucceed();
        var duration = clock.Elapsed;
        var (seen, killed) = (new HashSet<string>(StringComparer.Ordinal), 0);
        for (var time = 1; time <= Kills; time++)
        {
            string[] language = output == NftablesOutput.Json ? ["-j"] : [];
            string[] arguments = ["netns", "exec", network.Name, Tool.Find("nft")!, .. language, "-f", files[time % 2]];
            using var process = Process.Start(new ProcessStartInfo("ip", arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            Thread.Sleep(duration * time / Kills);
            process.Kill();
            process.WaitForExit();
            killed += process.ExitCode == 0 ? 0 : 1;
            var state = UsedState.Of(network, outputs[0] + outputs[1]);
            Assert.That(states, Does.Contain(state));
            seen.Add(state);
        }

        Assert.That(killed, Is.Positive);
        Assert.That(seen, Is.Not.Empty);
    }

    // Of each output alone, and with what the other one leaves behind: sets that no rule refers to.
    private List<string> States(string[] outputs)
    {
        using var network = new NetworkNamespace();
        return [.. outputs.Concat(outputs).Select(text =>
        {
            _form.Load(network, text).MustSucceed();
            return UsedState.Of(network, outputs[0] + outputs[1]);
        })];
    }
}
