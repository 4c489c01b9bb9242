namespace FirewallRules.SystemTests;

/// <summary>The seeds of tamperings: in a full run the same ones, with every kind at least once; of a seed that is given, many others.</summary>
internal static class TamperingSeeds
{
    private const int EveryKind = 75;
    private const int Many = 300;

    public static IEnumerable<int> All
        => Environment.GetEnvironmentVariable(Seed.Variable) is null ? Enumerable.Range(0, EveryKind) : Seed.Range(Many);
}
