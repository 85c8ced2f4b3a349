using System.Reflection;

namespace RelationSync.Tests.Conventions;

/// <summary>Every rule of the sync has tests that name it, and no test names a rule that there isn't.</summary>
public sealed class RuleTests
{
    private static readonly (string Part, int From, int To)[] Rules =
    [
        ("C", 1, 1), ("T", 1, 13), ("M", 1, 11), ("O", 1, 4), ("W", 1, 12), ("A", 1, 5), ("E", 1, 3), ("L", 1, 1), ("S", 1, 1), ("D", 1, 2),
    ];

    [Fact]
    public void Rules_AllHaveTestsThatNameThem()
    {
        var rules = Rules.SelectMany(r => Enumerable.Range(r.From, r.To - r.From + 1).Select(n => $"R-{r.Part}{n}")).ToHashSet();
        var named = Named().ToHashSet();

        Assert.Empty(rules.Except(named));
        Assert.Empty(named.Except(rules));
    }

    private static IEnumerable<string> Named() =>
        from type in typeof(RuleTests).Assembly.GetTypes()
        from member in type.GetMethods().Cast<MemberInfo>().Prepend(type)
        from trait in member.GetCustomAttributesData()
        where trait.AttributeType == typeof(TraitAttribute) && trait.ConstructorArguments[0].Value is "Rule"
        select (string)trait.ConstructorArguments[1].Value!;
}
