namespace FirewallRules;

/// <summary>Why an emitter cannot write rules.</summary>
public enum RuleNotSupportedReason
{
    /// <summary>nftables: the table is for the other address family.</summary>
    FamilyNotInTable = 0,

    /// <summary>iptables: the output is for a family that <see cref="RuleSet.Families"/> does not contain.</summary>
    FamilyExcluded = 1,

    /// <summary>Windows: a rule cannot contain the unspecified, the loopback or a multicast address of IPv6.</summary>
    AddressNotAllowed = 2,

    /// <summary>Windows: a rule can allow any IPv6 address only together with any IPv4 address.</summary>
    AnyIPv6WithoutAnyIPv4 = 3,

    /// <summary>The rules allow no address, so a default deny would block all traffic of a direction.</summary>
    NothingAllowed = 4,

    /// <summary>The output requires at least one rule.</summary>
    NoRules = 5,

    /// <summary>The output of an update cannot delete a rule, so that a rule that is no longer wanted would remain.</summary>
    RuleWouldRemain = 6,

    /// <summary>AWS: there is no update for rules that are split over several security groups.</summary>
    SplitUpdateNotSupported = 7,

    /// <summary>AWS: an update would change the entries of a prefix list and the ports it is used for at the same time.</summary>
    ListChangesWithPorts = 8,

    /// <summary>Azure: <see cref="AzureNsgOptions.LocalAddresses"/> has no address of a family for which there are rules.</summary>
    LocalAddressesMissing = 9,

    /// <summary>The output cannot express any address.</summary>
    AnyNotSupported = 10,

    /// <summary>The platform has no rules for outgoing traffic.</summary>
    EgressNotSupported = 11,

    /// <summary>The output is for rules of one direction.</summary>
    BothDirectionsNotSupported = 12,

    /// <summary>The output has no update.</summary>
    UpdateNotSupported = 13,

    /// <summary>CloudFormation: an update would change the entries of a prefix list and its size at the same time.</summary>
    ListSizeChanges = 14,
}
