using System.Globalization;

namespace FirewallRules.Verification;

/// <summary>Reads the sets that <c>ipset save</c> prints.</summary>
internal sealed class IpsetListing
{
    private const string Source = "the output of 'ipset save'";

    private readonly Dictionary<string, IpsetState> _sets = new(StringComparer.Ordinal);

    /// <exception cref="LiveStateFormatException">The text is something else.</exception>
    public static IpsetListing Read(string text)
    {
        var listing = new IpsetListing();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            switch (IptablesTokens.Split(line))
            {
                case []:
                case [['#', ..], ..]:
                    break;
                case ["create", var name, var type, .. var options]:
                    listing._sets[name] = Create(type, options);
                    break;
                case ["add", var name, var element, .. var options]:
                    if (!listing._sets.TryGetValue(name, out var set))
                    {
                        throw new LiveStateFormatException(Source, $"set '{name}' is not created before it is filled", number);
                    }

                    listing.Add(set, element, options);
                    break;
                default:
                    throw new LiveStateFormatException(Source, "it is neither 'create' nor 'add'", number);
            }
        }

        return listing;
    }

    /// <summary>The sets that hold addresses only.</summary>
    public IEnumerable<KeyValuePair<string, AddressSet>> AddressSets
        => from set in _sets
           let addresses = set.Value.Addresses
           where addresses is not null
           select new KeyValuePair<string, AddressSet>(set.Key, addresses);

    /// <summary>The names of the sets that hold something else.</summary>
    public IEnumerable<string> OtherSets => _sets.Where(set => set.Value.Addresses is null).Select(set => set.Key);

    public void Add(string name, IpsetState set) => _sets[name] = set;

    /// <summary>The set of that name; <see langword="null"/> when there is none.</summary>
    public IpsetState? Find(string name) => _sets.GetValueOrDefault(name);

    // A mask of the addresses that is no prefix has no model.
    private static IpsetState Create(string type, IReadOnlyList<string> options)
    {
        var (family, netmask, isMasked) = (Option(options, "family"), Option(options, "netmask"), Option(options, "bitmask") is not null);
        var hasLength = int.TryParse(netmask, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length is >= 0 and <= 128;
        var set = new IpsetState(type, family == "inet6", hasLength ? length : null);
        if (isMasked || (netmask is not null && !hasLength))
        {
            set.SetUnknown();
        }

        return set;
    }

    private void Add(IpsetState set, string element, List<string> options)
    {
        if (set.IsList)
        {
            set.Add(Find(element));
            return;
        }

        // Behind the word 'comment' stands what others wrote.
        var comment = options.IndexOf("comment");
        set.Add(element, isExcluded: options.Where((_, i) => comment < 0 || i != comment + 1).Contains("nomatch", StringComparer.Ordinal));
    }

    private static string? Option(IReadOnlyList<string> options, string name)
        => options.SkipWhile(option => option != name).Skip(1).FirstOrDefault();
}
