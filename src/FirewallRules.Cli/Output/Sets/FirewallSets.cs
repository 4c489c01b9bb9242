namespace FirewallRules.Cli.Output;

/// <summary>Writes a set as named sets of a firewall, one per family.</summary>
/// <param name="name">The start of the names.</param>
/// <param name="table">The table of nftables.</param>
/// <param name="families">The families that are written, even without addresses.</param>
internal sealed class FirewallSets(string name, NftablesTable table, IReadOnlyList<IpFamily> families)
{
    /// <exception cref="CliException">The name is not valid for a set, or the table does not accept sets of a family.</exception>
    public void Check(SetFormat format)
    {
        if (format == SetFormat.Nftables && families.Any(family => table.Family == (family == IpFamily.IPv4 ? "ip6" : "ip")))
        {
            throw CliException.Usage($"--table {table} is for one family only: add --{(table.Family == "ip" ? "ipv4" : "ipv6")}-only.");
        }

        // The suffix for the family takes the rest.
        var (max, others) = format == SetFormat.Nftables ? (59, "_") : (24, "_-");
        CliException.UsageIf(
            name.Length < 1 || name.Length > max || !char.IsAsciiLetter(name[0])
                || !name.All(c => char.IsAsciiLetterOrDigit(c) || others.Contains(c)),
            $"--set-name: '{name}' is not a set name: write 1 to {max} letters, digits{(format == SetFormat.Nftables ? "" : ", hyphens")} "
                + "and underscores, "
            + "a letter first.");
    }

    public void Write(Stream stream, AddressSet set, SetFormat format)
    {
        using var writer = SetText.NewWriter(stream);
        Write(writer, set, format);
    }

    private void Write(TextWriter writer, AddressSet set, SetFormat format)
    {
        if (format == SetFormat.Nftables)
        {
            writer.WriteLine("#!/usr/sbin/nft -f\n# Load: nft -f FILE, as often as you like; it is one transaction.");
            foreach (var family in families)
            {
                set.ToNftablesSet(writer, name + (family == IpFamily.IPv4 ? "_ipv4" : "_ipv6"), family, table);
            }

            return;
        }

        (string Name, IpFamily Family, AddressSet)[] sets =
            [.. families.Select(family => (name + (family == IpFamily.IPv4 ? "-v4" : "-v6"), family, set))];
        writer.WriteLine("# Load: ipset restore < FILE, as often as you like, one load at a time; each set is replaced in one step.");
        writer.WriteLine("# While another load is at work, ipset refuses this one: a set already exists. After a load that failed or was interrupted, run:");
        foreach (var (setName, _, _) in sets)
        {
            writer.WriteLine($"#   ipset destroy {setName}.new");
        }

        IpsetAddressSetExtensions.ToIpsetRestore(writer, sets);
    }
}
