namespace FirewallRules.Verification;

/// <summary>The packets of a connection that rules tell apart by its state or by flags. Each of them must pass for the connection to work.</summary>
[Flags]
internal enum LivePhases
{
    None = 0,

    /// <summary>The first packet: it opens the connection.</summary>
    First = 1,

    /// <summary>The first answer, which passes the other way.</summary>
    Reply = 2,

    /// <summary>What follows from the side that opened the connection.</summary>
    Later = 4,

    All = First | Reply | Later,
}
