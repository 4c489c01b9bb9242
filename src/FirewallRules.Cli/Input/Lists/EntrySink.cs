using System.Text;

namespace FirewallRules.Cli.Input;

/// <summary>Receives the entries of a list, and adds them to a set or passes them on one by one.</summary>
/// <param name="set">Receives the entries; <see langword="null"/> to pass them on.</param>
/// <param name="each">Receives each entry and its text; <see langword="null"/> to collect a set.</param>
/// <param name="onInvalid">Receives each invalid entry, which is then skipped; <see langword="null"/> to refuse the list at the first one.</param>
internal sealed class EntrySink(AddressSetBuilder? set, Action<AddressRange, string>? each, Action<ListFault>? onInvalid)
{
    /// <summary>The set, for a reader that adds entries to it directly.</summary>
    public AddressSetBuilder? Set => set;

    public long EntryCount { get; set; }

    /// <summary>Adds a prefix, an address, a range, or an address with a netmask.</summary>
    /// <param name="text">The entry, without blanks around it.</param>
    /// <param name="reader">Has the position of the entry, for a message.</param>
    /// <param name="netmasks">Whether an address with a netmask is valid.</param>
    public void Take(ReadOnlySpan<byte> text, IListReader reader, bool netmasks = true)
    {
        var styles = CidrStyles.BareAddress | (netmasks ? CidrStyles.Netmask : CidrStyles.Strict);
        if (!AddressRange.TryParse(text, styles, out var range, out var error))
        {
            Refuse($"{reader.Place}: {CidrErrorText.Describe(Encoding.UTF8.GetString(text), error)}");
            return;
        }

        EntryCount++;
        set?.Add(range);
        each?.Invoke(range, each is null ? "" : Encoding.ASCII.GetString(text));
    }

    /// <exception cref="ListFormatException">Invalid entries are not skipped.</exception>
    public void Refuse(ListFault fault) => (onInvalid ?? throw new ListFormatException(fault))(fault);

    /// <inheritdoc cref="Refuse(ListFault)"/>
    public void Refuse(string message) => Refuse(new ListFault(message));
}
