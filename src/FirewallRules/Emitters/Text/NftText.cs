namespace FirewallRules.Emitters;

/// <summary>Strings of the nft language, which has no escapes.</summary>
internal static class NftText
{
    /// <summary>A string in double quotes. Double quotes in it, and everything but printable ASCII, are replaced.</summary>
    public static string Quoted(string text) => $"\"{OutputText.Ascii(text).Replace('"', '?')}\"";
}
