namespace FirewallRules.SystemTests;

/// <summary>One command of a tampering.</summary>
/// <param name="Kind">What runs it.</param>
/// <param name="Text">A command line, or the input of the program.</param>
internal sealed record TamperingCommand(string Kind, string Text)
{
    /// <summary>A text for nft.</summary>
    public static TamperingCommand Nft(string text) => new("nft", text);

    /// <summary>A command line of one of the plain names of iptables, of ipset, or of a variant of iptables.</summary>
    public static TamperingCommand Run(string line) => new("run", line);

    /// <summary>A text for the shell.</summary>
    public static TamperingCommand Shell(string text) => new("sh", text);

    public void Apply(NetworkNamespace network, string variant)
    {
        var words = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var result = Kind switch
        {
            "nft" => network.Run("nft", ["-f", "-"], Text + "\n"),
            "sh" => network.Run("env", [Xtables.SearchPath(variant), "sh", "-ec", Text]),
            _ when words[0] is "iptables" or "ip6tables" => Xtables.Run(network, variant, words[0], ["-w", "5", .. words[1..]]),
            _ => network.Run(words[0], words[1..]),
        };
        Assert.That(result.ExitCode, Is.Zero, $"{Text}\n{result.Error}");
    }

    public override string ToString() => Text;
}
