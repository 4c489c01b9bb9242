namespace FirewallRules.Verification;

/// <summary>What a rule does with a packet that it matches.</summary>
internal enum LiveAction
{
    /// <summary>Nothing that decides: it counts, logs or marks.</summary>
    Continue,

    /// <summary>Ends the base chain; later base chains see the packet.</summary>
    Accept,

    /// <summary>Discards or rejects the packet.</summary>
    Drop,

    /// <summary>Sends the packet elsewhere: address translation, a proxy, another interface.</summary>
    Divert,

    /// <summary>Ends the base chain in a way that is not known, such as a queue to a program.</summary>
    Unknown,

    /// <summary>Continues behind the rule that jumped to this chain; in a base chain, with its policy.</summary>
    Return,

    /// <summary>Continues in another chain, and then behind this rule.</summary>
    Jump,

    /// <summary>Continues in another chain, and then behind the rule that jumped to this one.</summary>
    Goto,
}
