using System.Text;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>Takes the entries of a list: into a set, or to someone who wants each.</summary>
/// <param name="set">The set that is collected; null where each entry is wanted.</param>
/// <param name="each">Gets each entry and its text; null where a set is collected.</param>
/// <param name="onInvalid">Is told of each bad entry, which is then skipped; null refuses the list at the first one.</param>
internal sealed class EntrySink(AddressSetBuilder? set, Action<AddressRange, string>? each, Action<ListFault>? onInvalid)
{
    /// <summary>The set that is collected, for a reader that adds to it itself.</summary>
    public AddressSetBuilder? Set => set;

    public long EntryCount { get; set; }

    /// <summary>Takes a prefix, an address, a range, or an address with a netmask.</summary>
    /// <param name="text">The entry without blanks around it.</param>
    /// <param name="reader">Says where it stands, when that is to be told.</param>
    /// <param name="netmasks">Whether an address with a netmask is an entry.</param>
    public void Take(ReadOnlySpan<byte> text, IListReader reader, bool netmasks = true)
    {
        if (!AddressRange.TryParse(text, CidrStyles.BareAddress | (netmasks ? CidrStyles.Netmask : CidrStyles.Strict), out var range, out var error))
        {
            Refuse($"{reader.Place}: {new CidrFormatException(Encoding.UTF8.GetString(text), error).Message}");
            return;
        }

        EntryCount++;
        set?.Add(range);
        each?.Invoke(range, each is null ? "" : Encoding.ASCII.GetString(text));
    }

    /// <exception cref="ListFormatException">Bad entries are not skipped.</exception>
    public void Refuse(ListFault fault) => (onInvalid ?? throw new ListFormatException(fault))(fault);

    /// <inheritdoc cref="Refuse(ListFault)"/>
    public void Refuse(string message) => Refuse(new ListFault(message));
}
