using System.Globalization;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace FirewallRules.Tests;

/// <summary>
/// Where random tests start: from a fixed seed, and in the full run from a fresh one as well. A test prints its seed, and the variable repeats it.
/// </summary>
internal static class Seed
{
    public const string Variable = "FIREWALLRULES_SEED";
    public const string Property = "Seed";

    // Fresh seeds stay far above the fixed ones.
    private const int Fixed = 1;
    private const int LowestFresh = 1_000_000;

    private static readonly int? s_given =
        int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var given) ? given : null;
    private static readonly int s_fresh = Random.Shared.Next(LowestFresh, int.MaxValue / 2);

    /// <summary>The seeds of this run: the given one, or the fixed one and in the full run a fresh one.</summary>
    public static IReadOnlyList<int> All { get; } = s_given is { } seed ? [seed] : FullRun.IsOn ? [Fixed, s_fresh] : [Fixed];

    /// <summary>Two fixed seeds, and in the full run a fresh one.</summary>
    public static IEnumerable<int> Two { get; } = [.. All.Append(Fixed + 1).Distinct()];

    public static Random NewRandom() => new(Announce());

    /// <summary>One start for each seed of the run.</summary>
    public static IEnumerable<Random> Randoms() => All.Select(seed => new Random(Print(seed)));

    /// <summary>Prints and returns the seed of the running test: that of its fixture where <see cref="RandomSeedsAttribute"/> gave it one.</summary>
    public static int Announce()
    {
        ITest? test = TestExecutionContext.CurrentContext.CurrentTest;
        while (test is not null && !test.Properties.ContainsKey(Property))
        {
            test = test.Parent;
        }

        return Print((int?)test?.Properties.Get(Property) ?? All[0]);
    }

    /// <summary>Many seeds, one a case: the same ones in every run, and as many fresh ones in the full run.</summary>
    public static IEnumerable<int> Range(int count)
        => All.SelectMany(seed => Enumerable.Range(seed == Fixed ? 0 : Print(seed), count));

    private static int Print(int seed)
    {
        TestContext.Out.WriteLine($"{Variable}={seed}");
        return seed;
    }
}
