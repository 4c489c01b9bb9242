namespace FirewallRules.Verification;

/// <summary>The addresses of a filter: those that it surely has, and keywords whose addresses are not known.</summary>
/// <param name="Sure">The addresses; <see langword="null"/> for any.</param>
/// <param name="Keywords">The keywords with the addresses that each can have.</param>
internal sealed record WindowsFirewallAddresses(AddressSet? Sure, IReadOnlyList<(string Text, AddressSet Addresses)> Keywords)
{
    private static readonly AddressSet Whole = AddressSet.AllIPv4.Union(AddressSet.AllIPv6);

    public static WindowsFirewallAddresses Read(IReadOnlyList<string> texts)
    {
        var (sure, keywords) = (new AddressSetBuilder(), new List<(string, AddressSet)>());
        foreach (var text in texts)
        {
            if (text is "*" || text.Equals("Any", StringComparison.OrdinalIgnoreCase))
            {
                return new WindowsFirewallAddresses(null, []);
            }

            if (Cidr.TryParse(text, CidrStyles.BareAddress | CidrStyles.MaskHostBits | CidrStyles.Netmask, out var prefix, out _))
            {
                sure.Add(prefix);
            }
            else if (AddressRange.TryParse(text, CidrStyles.Strict, out var range, out _))
            {
                sure.Add(range);
            }
            else
            {
                keywords.Add((text, text.ToUpperInvariant() switch
                {
                    "LOCALSUBNET4" => AddressSet.AllIPv4,
                    "LOCALSUBNET6" => AddressSet.AllIPv6,
                    _ => Whole,
                }));
            }
        }

        if (texts.Count == 0)
        {
            keywords.Add(("no address", Whole));
        }

        return new WindowsFirewallAddresses(sure.ToAddressSet(), keywords);
    }
}
