using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;

namespace FirewallRules.Tests;

/// <summary>Runs a fixture of random tests once for each seed of the run.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RandomSeedsAttribute : NUnitAttribute, IFixtureBuilder
{
    private readonly NUnitTestFixtureBuilder _builder = new();

    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo)
    {
        foreach (var (seed, index) in Seed.All.Select((seed, index) => (seed, index)))
        {
            var parameters = new TestFixtureParameters();
            if (index > 0)
            {
                parameters.TestName = $"{typeInfo.Type.Name}(fresh seed)";
            }

            var suite = _builder.BuildFrom(typeInfo, EveryMethod.Instance, parameters);
            suite.Properties.Set(Seed.Property, seed);
            yield return suite;
        }
    }

    private sealed class EveryMethod : IPreFilter
    {
        public static EveryMethod Instance { get; } = new();

        public bool IsMatch(Type type) => true;

        public bool IsMatch(Type type, System.Reflection.MethodInfo method) => true;
    }
}
