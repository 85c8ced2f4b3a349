using System.Reflection;
using RelationSync.Benchmarks.Documents;

namespace RelationSync.Tests.Conventions;

/// <summary>Every rule of <c>docs/rules.md</c> has tests that name it, no test names another, and the document is true.</summary>
public sealed class RuleTests
{
    [Fact]
    public void Rules_AllHaveTestsThatNameThem()
    {
        var rules = RuleDocument.Rules(SourceTree.Root).ToHashSet();
        var named = Named().ToHashSet();

        Assert.Empty(rules.Except(named));
        Assert.Empty(named.Except(rules));
    }

    [Fact]
    public void Document_SaysWhereEachRuleLives()
    {
        // Made by: dotnet run --project RelationSync.Benchmarks -- rules
        Assert.Equal(RuleDocument.Renew(SourceTree.Root), File.ReadAllText(Path.Combine(SourceTree.Root, RuleDocument.Path)));
    }

    [Fact]
    public void Rules_AllHaveCodeThatNamesThem() =>
        Assert.DoesNotContain("- Code: \n", RuleDocument.Renew(SourceTree.Root), StringComparison.Ordinal);

    private static IEnumerable<string> Named() =>
        from type in typeof(RuleTests).Assembly.GetTypes()
        from member in type.GetMethods().Cast<MemberInfo>().Prepend(type)
        from trait in member.GetCustomAttributesData()
        where trait.AttributeType == typeof(TraitAttribute) && trait.ConstructorArguments[0].Value is "Rule"
        select (string)trait.ConstructorArguments[1].Value!;
}
