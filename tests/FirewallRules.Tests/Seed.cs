using System.Globalization;

namespace FirewallRules.Tests;

/// <summary>Where random tests start. Every run tries something new; a failed one is repeated by setting the variable to the seed it printed.</summary>
internal static class Seed
{
    public const string Variable = "FIREWALLRULES_SEED";

    private static readonly int Value = int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var given)
        ? given
        : Random.Shared.Next();

    public static int Announce()
    {
        TestContext.Out.WriteLine($"{Variable}={Value}");
        return Value;
    }

    public static Random NewRandom() => new(Announce());
}
