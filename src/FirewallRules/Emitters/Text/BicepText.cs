using System.Text;

namespace FirewallRules.Emitters;

/// <summary>Literals of Bicep.</summary>
internal static class BicepText
{
    /// <summary>A string with its quotes; nothing in it is interpolated.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("'", text.Length + 2);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\'' or '\\' || (text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{'))
            {
                quoted.Append('\\');
            }

            quoted.Append(text[i]);
        }

        return quoted.Append('\'').ToString();
    }
}
