using System.Buffers;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>Text for AWS, and for the language of Terraform.</summary>
internal static class AwsText
{
    // EC2 API reference, IpRange.Description. None of it needs escaping in JSON, YAML double quotes or a quoted here-document.
    private static readonly SearchValues<char> DescriptionCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._-:/()#,@[]+=&;{}!$*");

    /// <summary>What the descriptions of our rules start with, followed by a blank or by nothing.</summary>
    public static string Marker(string namePrefix) => "fwrules:" + namePrefix;

    /// <summary>The description of a rule: the marker, and as much of the comment as there is room for.</summary>
    public static string Description(string marker, string comment)
    {
        // The service trims blanks at the end, and then would not find its own text again.
        var harmless = OutputText.Comment(comment, AwsLimits.DescriptionLength - marker.Length - 1).Replace('?', '_');
        return Checked($"{marker} {harmless}".TrimEnd());
    }

    /// <exception cref="InvalidOperationException">AWS would refuse the description, which is a fault of this library.</exception>
    public static string Checked(string description)
        => description.Length <= AwsLimits.DescriptionLength && !description.AsSpan().ContainsAnyExcept(DescriptionCharacters)
            ? description
            : throw new InvalidOperationException($"AWS takes no such description: '{description}'.");

    /// <summary>A string of the language of Terraform, with its quotes.</summary>
    public static string Hcl(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        for (var i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                '"' or '\\' => quoted.Append('\\').Append(text[i]),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '$' or '%' when i + 1 < text.Length && text[i + 1] == '{' => quoted.Append(text[i]).Append(text[i]),
                _ => quoted.Append(text[i]),
            };
        }

        return quoted.Append('"').ToString();
    }
}
