using System.Numerics;
using FirewallRules.Networks;

namespace FirewallRules.Emitters;

/// <summary>Checks rules against the limits of an NSG before anything is written.</summary>
internal sealed class AzureNsgLimits(AzureNsgOptions options)
{
    /// <summary>Rules of an NSG.</summary>
    public const int MaxRules = 1000;

    /// <summary>Source addresses and ranges of an NSG; the same number applies to destinations.</summary>
    public const int MaxAddresses = 4000;

    /// <summary>Characters of a description (learn.microsoft.com/rest/api/virtualnetwork/security-rules).</summary>
    public const int DescriptionLength = 140;

    /// <summary>Resources of a template (learn.microsoft.com/azure/azure-resource-manager/templates/best-practices).</summary>
    private const int TemplateResources = 800;

    private static readonly LimitRemedy FewerRules = new(LimitRemedyKind.FewerRules);

    private static readonly LimitRemedy IpGroups = new(LimitRemedyKind.IpGroups);

    private static readonly LimitRemedy MoreAddressesPerRule = new(LimitRemedyKind.MoreAddressesPerRule);

    /// <summary>The rules, widened if they exceed the limit and the options permit it.</summary>
    /// <exception cref="LimitExceededException">The rules exceed a limit.</exception>
    public RuleSetCover Fit(RuleSet rules)
    {
        var cover = new RuleSetCover(rules, []);
        foreach (var direction in new[] { Direction.Egress, Direction.Ingress })
        {
            var local = LocalAddressCount(rules, direction);
            var count = AddressCount(rules, direction) + local;
            if (count > options.MaxAddresses)
            {
                var fitting = AzureNsgCover.Find(rules, direction, (int)Math.Max(0, options.MaxAddresses - local));
                if (options.OnOverflow == OnOverflow.Fail || fitting is null)
                {
                    throw new LimitExceededException(Addresses(direction), options.MaxAddresses, count, Remedies(fitting, direction));
                }

                cover = new RuleSetCover(AzureNsgCover.Merge(cover.Rules, fitting.Rules, direction), [.. cover.Added, .. fitting.Added]);
            }
        }

        CheckRules(cover.Rules);
        return cover;
    }

    /// <summary>The rules before an update, as these options write them. They may exceed the address limit, which may have been higher.</summary>
    /// <exception cref="LimitExceededException">These options cannot have written the rules.</exception>
    public RuleSet BeforeUpdate(RuleSet rules)
    {
        var fitting = options.OnOverflow == OnOverflow.Summarize ? Fit(rules).Rules : rules;
        CheckRules(fitting);
        return fitting;
    }

    /// <summary>Checks the limits for the time of the update, while the NSG has old and new rules.</summary>
    /// <exception cref="LimitExceededException">A limit is exceeded.</exception>
    public void CheckUpdate(IReadOnlyList<AzureNsgRule> rules, AzureNsgDelta delta)
    {
        const string DuringUpdate = " during the update, old and new ones together";
        Check(
            "rules of an NSG" + DuringUpdate,
            options.MaxRules,
            rules.Count + delta.Removed.Count,
            options.AddressesPerRule < MaxAddresses ? [MoreAddressesPerRule, FewerRules] : [FewerRules]);
        foreach (var direction in new[] { Direction.Egress, Direction.Ingress })
        {
            Check(
                Addresses(direction) + DuringUpdate,
                options.MaxAddresses,
                delta.MostAddresses(direction),
                options.OnOverflow == OnOverflow.Summarize ? [FewerRules] : [new(LimitRemedyKind.Summarize), FewerRules]);
        }
    }

    /// <summary>The addresses that Azure counts for a direction. <c>*</c> counts 0; any of one family is written as two halves.</summary>
    public static long AddressCount(RuleSet rules, Direction direction)
        => rules.Rules.Where(rule => rule.Direction == direction).Sum(rule => IpFamilies.Both.Sum(family => (long)AddressCount(rule.Remote, family)));

    private static int AddressCount(Remote remote, IpFamily family)
        => !remote.IsAny(family) ? remote.In(family).CountPrefixes() : remote.IsAnyIPv4 && remote.IsAnyIPv6 ? 0 : 2;

    // The local side of one direction is counted with the remote side of the other.
    private long LocalAddressCount(RuleSet rules, Direction remoteIn)
        => rules.Rules.Where(rule => rule.Direction != remoteIn).Sum(rule => IpFamilies.Both.Sum(
            family => (long)Chunks(rule.Remote, family, options.AddressesPerRule) * Local(family).CountPrefixes()));

    private AddressSet Local(IpFamily family) => family == IpFamily.IPv4 ? options.LocalAddresses.IPv4 : options.LocalAddresses.IPv6;

    // Any of both families is '*', which needs a rule for each family only because of the local addresses.
    private static int Chunks(Remote remote, IpFamily family, int addressesPerRule)
        => remote.IsAnyIPv4 && remote.IsAnyIPv6 ? 1 : (AddressCount(remote, family) + addressesPerRule - 1) / addressesPerRule;

    private void CheckRules(RuleSet rules)
    {
        var (total, least) = (0, 0);
        foreach (var direction in OutputHeader.Directions(rules))
        {
            var (allowing, fewest) = (RuleCount(rules, direction, options.AddressesPerRule), RuleCount(rules, direction, MaxAddresses));
            var slots = AzureNsgPriorities.Last(options.FirstPriority) - options.FirstPriority + 1;
            var resource = $"priorities from {options.FirstPriority} for {(direction == Direction.Egress ? "outbound" : "inbound")} rules";
            LimitRemedy[] remedies = allowing <= MaxRules ? [new(LimitRemedyKind.LowerFirstPriority)] : [];
            Check(resource, slots, allowing, [.. remedies, .. Ways(fewest <= slots)]);
            total += allowing + (options.DenyOtherTraffic ? 1 : 0);
            least += fewest + (options.DenyOtherTraffic ? 1 : 0);
        }

        Check("rules of an NSG", options.MaxRules, total, Ways(least <= options.MaxRules));
        if (!options.FullNsg && options.Output is AzureNsgOutput.Arm or AzureNsgOutput.Bicep)
        {
            Check("resources of a template", TemplateResources, total, [new(LimitRemedyKind.FullNsg), .. Ways(least <= TemplateResources)]);
        }
    }

    // More addresses per rule are advised only where they suffice.
    private static LimitRemedy[] Ways(bool moreAddressesPerRule) => moreAddressesPerRule ? [MoreAddressesPerRule, FewerRules] : [FewerRules];

    private int RuleCount(RuleSet rules, Direction direction, int addressesPerRule)
        => rules.Rules.Where(rule => rule.Direction == direction).Sum(
            rule => rule.Remote.IsAnyIPv4 && rule.Remote.IsAnyIPv6 && options.LocalAddresses.IsEmpty
                ? 1
                : IpFamilies.Both.Sum(family => Chunks(rule.Remote, family, addressesPerRule)));

    private static string Addresses(Direction direction) => direction == Direction.Egress ? "destination addresses of an NSG" : "source addresses of an NSG";

    private static void Check(string resource, int limit, long needed, params LimitRemedy[] remedies)
    {
        if (needed > limit)
        {
            throw new LimitExceededException(resource, limit, needed, remedies);
        }
    }

    private static LimitRemedy[] Remedies(RuleSetCover? cover, Direction direction)
    {
        if (cover is null)
        {
            return [FewerRules, IpGroups];
        }

        var added = cover.Added.Aggregate(BigInteger.Zero, (sum, pair) => sum + pair.Added.CountAddresses());
        return [new(LimitRemedyKind.Summarize, AddressCount(cover.Rules, direction), added), FewerRules, IpGroups];
    }
}
