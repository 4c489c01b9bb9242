using System.Text;

namespace FirewallRules.Verification;

/// <summary>Splits a line of <c>iptables-save</c> into words. Quotes and backslashes are as the program writes them.</summary>
internal static class IptablesTokens
{
    /// <returns>The words; <see langword="null"/> where a quote is not closed.</returns>
    public static List<string>? Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (isQuoted, isWord) = (false, false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (isQuoted && c == '\\' && i + 1 < line.Length)
            {
                word.Append(line[++i]);
            }
            else if (c == '"')
            {
                (isQuoted, isWord) = (!isQuoted, true);
            }
            else if (c is ' ' or '\t' or '\r' && !isQuoted)
            {
                if (isWord)
                {
                    words.Add(word.ToString());
                }

                word.Clear();
                isWord = false;
            }
            else
            {
                word.Append(c);
                isWord = true;
            }
        }

        if (isWord)
        {
            words.Add(word.ToString());
        }

        return isQuoted ? null : words;
    }
}
