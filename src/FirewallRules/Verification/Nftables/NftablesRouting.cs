using System.Text.Json;

namespace FirewallRules.Verification;

/// <summary>Conditions on what the routing tables say about an address.</summary>
/// <remarks>
/// Routing is taken to be regular: packets arrive on the interface that leads back to where they come from, and on the one that has the address
/// that they are sent to.
/// </remarks>
internal static class NftablesRouting
{
    /// <inheritdoc cref="NftablesCondition.TryAdd" />
    public static bool TryAdd(LiveMatchBuilder match, JsonElement fib, NftablesOperand operand)
    {
        if (operand.Op is not ("==" or "!=") || !fib.TryGetProperty("flags", out var property)
            || NftablesValues.Names(property.ValueKind == JsonValueKind.Array ? [.. property.EnumerateArray()] : [property]) is not { } flags)
        {
            return false;
        }

        var isSource = flags.Contains("saddr", StringComparer.Ordinal);
        switch (NftablesValues.Text(fib, "result"))
        {
            case "type" when isSource != flags.Contains("daddr", StringComparer.Ordinal) && operand.Names() is { } types:
                match.Types(types, isSource, operand.IsNegated);
                return true;
            case "oif" or "oifname" or "check" when isSource && flags.Contains("iif", StringComparer.Ordinal)
                && operand.Values is [{ ValueKind: JsonValueKind.True or JsonValueKind.False } exists]:
                match.If((exists.ValueKind == JsonValueKind.True) != operand.IsNegated);
                return true;
            default:
                return false;
        }
    }
}
