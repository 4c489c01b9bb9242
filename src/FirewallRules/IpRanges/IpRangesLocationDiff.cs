namespace FirewallRules;

/// <summary>How one location of a section differs between two documents. Compared by reference.</summary>
public sealed class IpRangesLocationDiff
{
    internal IpRangesLocationDiff(string name, IpRangesChange change, AddressSet added, AddressSet removed)
        => (Name, Change, AddedAddresses, RemovedAddresses) = (name, change, added, removed);

    /// <summary>The location as published, such as <c>aws:eu-central-1</c>. Untrusted text.</summary>
    public string Name { get; }

    /// <summary>Whether it is new, removed, or has different addresses.</summary>
    public IpRangesChange Change { get; }

    /// <summary>The addresses that only the new document has at the location.</summary>
    public AddressSet AddedAddresses { get; }

    /// <summary>The addresses that only the old document has at the location.</summary>
    public AddressSet RemovedAddresses { get; }
}
