namespace FirewallRules.Emitters;

/// <summary>Where the kernel runs a base chain.</summary>
internal enum NftablesHook
{
    /// <summary>Packets that the host sends.</summary>
    Output = 0,

    /// <summary>Packets to the host.</summary>
    Input = 1,

    /// <summary>Packets that the host forwards.</summary>
    Forward = 2,
}
