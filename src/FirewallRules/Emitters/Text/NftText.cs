namespace FirewallRules.Emitters;

/// <summary>Strings of the nft language, which has no escapes.</summary>
internal static class NftText
{
    /// <summary>A string in double quotes. One that is not in harmless ASCII is replaced where it is not; see <see cref="OutputText.Comment"/>.</summary>
    public static string Quoted(string text) => $"\"{OutputText.Ascii(text).Replace('"', '?')}\"";
}
