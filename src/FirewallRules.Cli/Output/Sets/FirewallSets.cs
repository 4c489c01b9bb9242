namespace FirewallRules.Cli.Output;

/// <summary>Writes a set as named sets of a firewall, one for each family.</summary>
/// <param name="name">What the names start with.</param>
/// <param name="table">The table of nftables.</param>
/// <param name="families">The families that are written, whether there are addresses of them or not.</param>
internal sealed class FirewallSets(string name, NftablesTable table, IReadOnlyList<IpFamily> families)
{
    /// <exception cref="CliException">No set can have that name, or the table takes no set of a family.</exception>
    public void Check(SetFormat format)
    {
        if (format == SetFormat.Nft && families.Any(family => table.Family == (family == IpFamily.IPv4 ? "ip6" : "ip")))
        {
            throw CliException.Usage($"--table {table} is for one family: add --{(table.Family == "ip" ? "ipv4" : "ipv6")}-only.");
        }

        try
        {
            Write(TextWriter.Null, AddressSet.Empty, format);
        }
        catch (ArgumentException e)
        {
            throw CliException.Usage(e);
        }
    }

    public void Write(Stream stream, AddressSet set, SetFormat format)
    {
        using var writer = SetText.NewWriter(stream);
        Write(writer, set, format);
    }

    private void Write(TextWriter writer, AddressSet set, SetFormat format)
    {
        writer.WriteLine(format == SetFormat.Nft
            ? "#!/usr/sbin/nft -f\n# Load: nft -f FILE, as often as you like; it is one transaction."
            : "# Load: ipset restore < FILE, as often as you like; each set is replaced in one step.");
        foreach (var family in families)
        {
            if (format == SetFormat.Nft)
            {
                set.ToNftablesSet(writer, name + (family == IpFamily.IPv4 ? "_ipv4" : "_ipv6"), family, table);
            }
            else
            {
                set.ToIpsetRestore(writer, name + (family == IpFamily.IPv4 ? "-v4" : "-v6"), family);
            }
        }
    }
}
