using System.Globalization;
using System.Text;
using System.Xml;

namespace FirewallRules.Emitters;

/// <summary>Writes XML documents. The framework's writer escapes all text and attributes.</summary>
internal static class XmlFile
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

    private static readonly XmlWriterSettings Settings = new()
    {
        ConformanceLevel = ConformanceLevel.Document,
        Indent = true,
        IndentChars = "  ",
        NewLineChars = "\n",
        OmitXmlDeclaration = true,
    };

    /// <summary>The document, without a line break at its end.</summary>
    public static string Of(Action<XmlWriter> write)
    {
        // The writer would declare the encoding of the string, which is UTF-16.
        var text = new StringBuilder(Declaration);
        using (var xml = XmlWriter.Create(text, Settings))
        {
            write(xml);
        }

        return text.ToString();
    }

    /// <summary>An element without content.</summary>
    public static void Empty(this XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.Start(name, attributes);
        xml.WriteEndElement();
    }

    public static void Start(this XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
        {
            xml.WriteAttributeString(attribute, value);
        }
    }

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
