using System.Globalization;

namespace FirewallRules.SystemTests;

/// <summary>What a tampering is known to do: findings of one kind, however they are cut.</summary>
internal sealed record Claim(
    LiveFindingKind Kind, Direction Direction, Protocol Protocol, IReadOnlyList<PortRange> Ports, AddressSet Addresses, bool IsDeny = false)
{
    /// <summary>Claims in a form that does not depend on how they are cut: one line for ports with the same addresses.</summary>
    public static string Text(IEnumerable<Claim> claims)
        => string.Join('\n', claims
            .GroupBy(claim => (claim.Kind, claim.IsDeny, claim.Direction, claim.Protocol))
            .SelectMany(group => Cells([.. group]).Select(cell => string.Create(
                CultureInfo.InvariantCulture,
                $"{group.Key.Kind}{(group.Key.IsDeny ? " deny" : "")} {group.Key.Direction} {group.Key.Protocol} "
                    + $"{cell.Ports}: {string.Join(' ', cell.Addresses)}")))
            .Order(StringComparer.Ordinal));

    public static IEnumerable<Claim> Of(IEnumerable<LiveFinding> findings)
        => findings.Where(finding => finding.Direction is not null).Select(finding => new Claim(
            finding.Kind, finding.Direction!.Value, finding.Protocol, finding.Ports, finding.Addresses, finding.IsDeny));

    private static IEnumerable<(PortRange Ports, AddressSet Addresses)> Cells(IReadOnlyList<Claim> claims)
    {
        var starts = new SortedSet<int>(claims.SelectMany(claim => claim.Ports).SelectMany(range => new[] { range.First, range.Last + 1 }));
        (PortRange Ports, AddressSet Addresses)? last = null;
        foreach (var (first, end) in starts.Zip(starts.Skip(1)))
        {
            var addresses = claims.Where(claim => claim.Ports.Any(range => range.First <= first && first <= range.Last))
                .Aggregate(AddressSet.Empty, (all, claim) => all.Union(claim.Addresses));
            if (last is { } before && before.Addresses == addresses && before.Ports.Last == first - 1)
            {
                last = (new PortRange(before.Ports.First, end - 1), addresses);
                continue;
            }

            if (last is { Addresses.IsEmpty: false } done)
            {
                yield return done;
            }

            last = (new PortRange(first, end - 1), addresses);
        }

        if (last is { Addresses.IsEmpty: false } rest)
        {
            yield return rest;
        }
    }
}
