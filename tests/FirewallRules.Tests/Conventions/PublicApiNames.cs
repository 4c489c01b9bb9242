using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace FirewallRules.Tests.Conventions;

/// <summary>The words of <see cref="PublicApi"/>: types, parameters and members as C# writes them.</summary>
internal static class PublicApiNames
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(double)] = "double",
    };

    public static string Of(Type type) => Of(type, known: null);

    public static string Return(MethodInfo method) => Of(method.ReturnType, Nullability.Create(method.ReturnParameter));

    public static string Method(MethodInfo method)
        => method.IsGenericMethod ? $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(Of))}>" : method.Name;

    public static string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute));
        return string.Join(", ", method.GetParameters().Select((parameter, i) => (isExtension && i == 0 ? "this " : "") + Parameter(parameter)));
    }

    public static string Field(FieldInfo field)
    {
        var kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? " = " + Literal(field.GetRawConstantValue()) : "";
        return $"{kind}{Of(field.FieldType, Nullability.Create(field))} {field.Name}{value}";
    }

    public static string Property(PropertyInfo property, Func<MethodBase, bool> isOffered)
    {
        var getter = property.GetMethod is { } get && isOffered(get) ? "get; " : "";
        var setter = property.SetMethod is { } set && isOffered(set) ? IsInit(set) ? "init; " : "set; " : "";
        var accessor = property.GetAccessors(nonPublic: true).First(isOffered);
        var modifiers = (accessor.IsStatic ? "static " : "") + (property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "");
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Parameter))}]" : "";
        return $"{modifiers}{Of(property.PropertyType, Nullability.Create(property))} {property.Name}{index} {{ {getter}{setter}}}";
    }

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Parameter(ParameterInfo parameter)
    {
        var passing = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref " : "";
        var isParams = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));
        var value = parameter.HasDefaultValue ? " = " + Default(parameter) : "";
        return $"{(isParams ? "params " : "")}{passing}{Of(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static string Default(ParameterInfo parameter)
    {
        var value = parameter.RawDefaultValue;
        return parameter.ParameterType.IsEnum && value is not null
            ? $"{parameter.ParameterType.Name}.{Enum.ToObject(parameter.ParameterType, value)}"
            : value is null && parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : Literal(value);
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Of(Type type, NullabilityInfo? known)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, known?.ElementType ?? known);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        return Named(type, known) + (known is { ReadState: NullabilityState.Nullable } && !type.IsValueType ? "?" : "");
    }

    private static string Named(Type type, NullabilityInfo? known)
    {
        if (type.IsArray)
        {
            return Of(type.GetElementType()!, known?.ElementType) + "[]";
        }

        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        var outer = type is { IsNested: true, IsGenericParameter: false } ? Of(type.DeclaringType!) + "." : "";
        var name = type.Name.Split('`')[0];
        if (!type.IsGenericType)
        {
            return outer + name;
        }

        var arguments = type.GetGenericArguments().Select((argument, i) => Of(argument, known?.GenericTypeArguments.ElementAtOrDefault(i)));
        return $"{outer}{name}<{string.Join(", ", arguments)}>";
    }
}
