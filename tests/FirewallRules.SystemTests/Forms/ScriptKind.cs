namespace FirewallRules.SystemTests;

/// <summary>What a shell script sets up.</summary>
internal enum ScriptKind
{
    /// <summary>Rules, one a prefix.</summary>
    Rules,

    /// <summary>Rules that refer to sets because there are many prefixes.</summary>
    RulesAboveThreshold,

    /// <summary>Sets and the rules that refer to them.</summary>
    SetsAndRules,

    /// <summary>Sets alone.</summary>
    SetsOnly,
}
