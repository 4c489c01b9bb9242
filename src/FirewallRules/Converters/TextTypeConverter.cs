using System.ComponentModel;
using System.Globalization;

namespace FirewallRules;

/// <summary>Converts a value from and to its text, for configuration binding and PowerShell.</summary>
/// <typeparam name="T">The type, which reads its own text.</typeparam>
public sealed class TextTypeConverter<T> : TypeConverter
    where T : IParsable<T>
{
    /// <inheritdoc />
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType)
        => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc />
    /// <exception cref="FormatException">The text does not name a value of the type.</exception>
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value)
        => value is string text ? T.Parse(text, CultureInfo.InvariantCulture) : base.ConvertFrom(context, culture, value);

    /// <inheritdoc />
    public override object? ConvertTo(ITypeDescriptorContext? context, CultureInfo? culture, object? value, Type destinationType)
        => value is T && destinationType == typeof(string) ? value.ToString() : base.ConvertTo(context, culture, value, destinationType);
}
