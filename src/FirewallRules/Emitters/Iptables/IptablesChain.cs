namespace FirewallRules.Emitters;

/// <summary>The chains of this library in the table filter.</summary>
internal enum IptablesChain
{
    /// <summary>What the host sends; OUTPUT jumps to it.</summary>
    Egress = 0,

    /// <summary>What the host receives; INPUT jumps to it.</summary>
    Ingress = 1,

    /// <summary>What the host forwards, in both directions; FORWARD jumps to it, or Docker's chain for the user's rules.</summary>
    Forward = 2,
}
