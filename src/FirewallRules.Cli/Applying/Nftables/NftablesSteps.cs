using FirewallRules.Emitters;

namespace FirewallRules.Cli.Applying;

/// <summary>Writes the shell steps that load a former state of nftables, and compare what is there then with it.</summary>
internal static class NftablesSteps
{
    private const string Functions =
        """

        # Commands that delete the jumps that were inserted, which have a number since then.
        jumps() {
            for jump in $inserted; do
                nft -a list chain "$family" "$table" "${jump%:*}" 2>/dev/null |
                    sed -n "s|^[[:space:]]*jump ${jump#*:} # handle \([0-9]*\)\$|delete rule $family $table ${jump%:*} handle \1|p"
            done
        }

        load() { { jumps; cat "$1"; } | nft -f -; }

        # The transaction of another program may get in the way.
        if load exact.nft 2>/dev/null || { pause; load exact.nft 2>/dev/null; }; then
            :
        elif load emptied.nft 2>/dev/null; then
            echo "other rules refer to new chains or sets, which stay and are empty: $new"
            new=
        else
            load replaced.nft || exit 1
        fi

        list() { nft -s list "$1" "$family" "$table" "$2"; }

        # A table that was not there, and in which nobody else has put anything.
        if [ -n "$created" ] && [ "$(nft list table "$family" "$table" 2>/dev/null | grep -c '^[[:space:]]')" -eq 0 ]; then
            nft delete table "$family" "$table" 2>/dev/null
        fi
        for item in $new; do
            ! list "${item%:*}" "${item#*:}" >/dev/null 2>&1 || { echo "${item#*:} is still there"; exit 1; }
        done
        for item in $kept; do
            [ "$(list "${item%:*}" "${item#*:}")" = "$(cat "kept/${item#*:}")" ] || { echo "${item#*:} is not as it was"; exit 1; }
        done

        """;

    public static void Write(TextWriter writer, string folder, NftablesKept kept)
    {
        var shell = new ShellWriter(writer);
        ScriptStart.Write(shell, folder, "Loads the former chains and sets of nftables.");
        shell.Code(ScriptStart.Pause);
        shell.Assign("family", kept.Table.Family);
        shell.Assign("table", kept.Table.Name);
        shell.Assign("created", kept is { HasTable: false, IsOwnTable: false } ? "yes" : "");
        shell.Assign("inserted", string.Join(' ', kept.Jumps.Select(jump => $"{jump.From}:{jump.To}")));
        shell.Assign("new", string.Join(' ', kept.NewChains.Select(chain => "chain:" + chain).Concat(kept.NewSets.Select(set => "set:" + set))));
        shell.Assign("kept", string.Join(' ', Comparable(kept).Select(block => $"{block.Kind}:{block.Name}")));
        shell.Code(Functions);
    }

    /// <summary>What is compared: elements with a lifetime may have ended.</summary>
    public static IEnumerable<NftablesBlock> Comparable(NftablesKept kept)
        => kept.Stateless.Where(block => !block.Lines.Any(line => line.Contains(" timeout ", StringComparison.Ordinal)
            || line.Trim().StartsWith("flags", StringComparison.Ordinal) && line.Contains("timeout", StringComparison.Ordinal)));

    /// <summary>A chain or set alone, as <c>nft list</c> prints it.</summary>
    public static string Listing(NftablesTable table, NftablesBlock block) => $"table {table.Family} {table.Name} {{\n{block}}}\n";
}
