using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace FirewallRules.Tests.Conventions;

/// <summary>Writes what an assembly offers to others as sorted C#-like lines: a type, and below it its members.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetTypes().Where(IsVisible).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type.Namespace).Append(": ").Append(Header(type)).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static bool IsVisible(Type type)
        => !type.Name.StartsWith('<') && (type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)));

    private static string Header(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"delegate {PublicApiNames.Return(invoke)} {PublicApiNames.Of(type)}({PublicApiNames.Parameters(invoke)})";
        }

        var bases = type.IsEnum
            ? [Enum.GetUnderlyingType(type)]
            : (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? [parent] : Type.EmptyTypes)
                .Concat(OwnInterfaces(type)).ToArray();
        var names = bases.Select(PublicApiNames.Of);
        return $"{Kind(type)} {PublicApiNames.Of(type)}{(bases.Length > 0 ? " : " + string.Join(", ", names) : "")}";
    }

    private static string Kind(Type type)
    {
        if (type.IsEnum)
        {
            return type.IsDefined(typeof(FlagsAttribute)) ? "flags enum" : "enum";
        }

        if (type.IsValueType)
        {
            var modifiers = (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "");
            return modifiers + "struct";
        }

        var reach = type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsSealed ? "sealed " : type is { IsAbstract: true, IsInterface: false } ? "abstract " : "";
        return reach + (type.IsInterface ? "interface" : type.GetMethod("<Clone>$") is not null ? "record" : "class");
    }

    private static IEnumerable<Type> OwnInterfaces(Type type)
    {
        var all = type.GetInterfaces().Where(IsVisible).ToArray();
        var implied = all.SelectMany(one => one.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []).ToHashSet();
        return all.Where(one => !implied.Contains(one)).OrderBy(PublicApiNames.Of, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [];
        }

        return type.IsEnum
            ? Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name))}")
            : type.GetMembers(Declared).Select(Describe).OfType<string>();
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        FieldInfo field when IsOffered(field.Attributes.HasFlag(FieldAttributes.Public), field.IsFamily || field.IsFamilyOrAssembly, field) => PublicApiNames.Field(field),
        ConstructorInfo constructor when IsOffered(constructor) => $"{Reach(constructor)}{PublicApiNames.Of(constructor.DeclaringType!)}({PublicApiNames.Parameters(constructor)})",
        PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsOffered) => PublicApiNames.Property(property, IsOffered),
        EventInfo raised when IsOffered(raised.AddMethod!) => $"event {PublicApiNames.Of(raised.EventHandlerType!)} {raised.Name}",
        MethodInfo method when IsOffered(method) && !IsAccessor(method) => $"{Reach(method)}{PublicApiNames.Return(method)} {PublicApiNames.Method(method)}({PublicApiNames.Parameters(method)})",
        _ => null,
    };

    private static bool IsOffered(MethodBase method) => IsOffered(method.IsPublic, method.IsFamily || method.IsFamilyOrAssembly, method);

    private static bool IsOffered(bool isPublic, bool isProtected, MemberInfo member)
        => !member.Name.Contains('<') && (isPublic || (isProtected && !member.DeclaringType!.IsSealed));

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Reach(MethodBase method)
    {
        var reach = method.IsPublic ? "" : "protected ";
        if (method.DeclaringType!.IsInterface)
        {
            return reach + (method.IsStatic ? "static " : "");
        }

        var isOverride = method is MethodInfo info && info.GetBaseDefinition() != info;
        var slot = method.IsAbstract ? "abstract " : isOverride ? "override " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";
        return reach + (method.IsStatic ? "static " : slot);
    }
}
