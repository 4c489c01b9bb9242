using System.Buffers;

namespace FirewallRules.Verification;

/// <summary>Reads the output of <c>aws ec2 describe-security-groups</c>, which may have the entries of prefix lists beside it.</summary>
internal sealed class AwsGroupListing
{
    private const string Source = "the output of 'aws ec2 describe-security-groups'";

    private static readonly SearchValues<char> IdCharacters
        = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    private readonly List<string> _groups = [];
    private readonly List<AwsGroupRule> _rules = [];

    private AwsGroupListing()
    {
    }

    /// <summary>The ids of the groups.</summary>
    public IReadOnlyList<string> Groups => _groups;

    /// <summary>The rules of all groups.</summary>
    public IReadOnlyList<AwsGroupRule> Rules => _rules;

    /// <exception cref="LiveStateFormatException">The text is something else.</exception>
    public static AwsGroupListing Read(ReadOnlyMemory<byte> json)
    {
        var root = LiveJson.Parse(json, Source);
        var groups = root.IsArray ? root : root.Required("SecurityGroups");
        if (!groups.IsArray)
        {
            throw groups.Fail("is no array");
        }

        var listing = new AwsGroupListing();
        var reader = new AwsPermissionReader(ReadLists(root));
        foreach (var group in groups.Items)
        {
            listing.Add(group, reader);
        }

        return listing._groups.Count > 0 ? listing : throw groups.Fail("has no group");
    }

    private void Add(LiveJson group, AwsPermissionReader reader)
    {
        var id = group.Required("GroupId");
        if (id.Text is not { Length: > 0 } name || name.AsSpan().ContainsAnyExcept(IdCharacters))
        {
            throw id.Fail("is not the id of a group");
        }

        if (_groups.Contains(name, StringComparer.Ordinal))
        {
            throw id.Fail("is in the listing twice");
        }

        _groups.Add(name);
        foreach (var permission in group.Required("IpPermissions").Items)
        {
            _rules.AddRange(reader.Read(name, Direction.Ingress, permission));
        }

        foreach (var permission in group.Required("IpPermissionsEgress").Items)
        {
            _rules.AddRange(reader.Read(name, Direction.Egress, permission));
        }
    }

    // The answer about the entries of a list does not name the list: it is the value of a property that does.
    private static Dictionary<string, AddressSet> ReadLists(LiveJson root)
    {
        var lists = new Dictionary<string, AddressSet>(StringComparer.Ordinal);
        if (root.Find("PrefixLists") is not { } all)
        {
            return lists;
        }

        if (!all.IsObject)
        {
            throw all.Fail("is no object with the ids of prefix lists and their entries");
        }

        foreach (var (id, list) in all.Properties)
        {
            var entries = list.IsObject ? list.Required("Entries") : list;
            var addresses = new AddressSetBuilder();
            foreach (var entry in entries.Items)
            {
                addresses.Add(AwsPermissionReader.Prefix(entry.IsObject ? entry.Required("Cidr") : entry));
            }

            lists[id] = addresses.ToAddressSet();
        }

        return lists;
    }
}
