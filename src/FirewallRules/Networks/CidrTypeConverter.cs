using System.ComponentModel;
using System.Globalization;

namespace FirewallRules;

/// <summary>Converts a <see cref="Cidr"/> to and from text, for configuration binding and PowerShell.</summary>
public sealed class CidrTypeConverter : TypeConverter
{
    /// <inheritdoc />
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType)
        => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc />
    /// <exception cref="CidrFormatException">The text is not a prefix in the strict format.</exception>
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value)
        => value is string text ? Cidr.Parse(text) : base.ConvertFrom(context, culture, value);

    /// <inheritdoc />
    public override object? ConvertTo(ITypeDescriptorContext? context, CultureInfo? culture, object? value, Type destinationType)
        => value is Cidr prefix && destinationType == typeof(string) ? prefix.ToString() : base.ConvertTo(context, culture, value, destinationType);
}
