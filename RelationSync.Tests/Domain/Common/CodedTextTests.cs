using RelationSync.Domain.Common;
using RelationSync.Domain.ErrorLog;

namespace RelationSync.Tests.Domain.Common;

/// <summary>Our sentences, stored as code and arguments (R-E1).</summary>
[Trait("Rule", "R-E1")]
public sealed class CodedTextTests
{
    private static readonly CodedMessage<string, int> Named = new("CODE", "named", "{0} has {1} lines.", "who", "lines");
    private static readonly CodedMessage<int> Alone = new("CODE", "", "{0} lines.", "lines");

    [Fact]
    public void ToJson_HoldsTheNameAndEachArgument() =>
        Assert.Equal("""{"message":"named","who":"a\u0022b","lines":1234}""", Named.With("a\"b", 1234).ToJson());

    [Fact]
    public void ToJson_OfTheOnlySentenceOfACode_HoldsNoName() => Assert.Equal("""{"lines":50}""", Alone.With(50).ToJson());

    [Fact]
    public void English_HasNumbersWithoutSeparators() => Assert.Equal("a has 1234 lines.", Named.With("a", 1234).English);

    [Fact]
    public void Read_WhatWasStored_IsTheSame()
    {
        var read = CodedText.Read(name => name == "named" ? Named : null, Named.With("a", 7).ToJson());

        Assert.Same(Named, read?.Message);
        Assert.Equal<object>(["a", 7], read!.Arguments);
    }

    [Fact]
    public void Read_WithoutAName_AsksForTheEmptyOne() => Assert.Equal<object>([50], CodedText.Read(name => name.Length == 0 ? Alone : null, """{"lines":50}""")!.Arguments);

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"message":1,"who":"a","lines":7}""")]
    [InlineData("""{"message":"other","who":"a","lines":7}""")]
    [InlineData("""{"message":"named","who":"a"}""")]
    [InlineData("""{"message":"named","who":"a","lines":"7"}""")]
    [InlineData("""{"message":"named","who":"a","lines":7.5}""")]
    [InlineData("""{"message":"named","who":1,"lines":7}""")]
    public void Read_OfAnotherVersion_IsNothing(string stored) => Assert.Null(CodedText.Read(name => name == "named" ? Named : null, stored));

    [Theory]
    [InlineData(OwnCodes.DescriptionTruncated, """{"message":"last","lines":50,"characters":32000}""", "Only the last 50 lines and 32000 characters are kept.")]
    [InlineData(OwnCodes.SubjectTruncated, """{"characters":255}""", "The subject was cut at 255 characters.")]
    [InlineData(OwnCodes.DescriptionTruncated, """{"message":"middle","lines":50,"characters":32000}""", null)]
    [InlineData("NEVER_HEARD_OF", "{}", null)]
    public void Read_FromTheCatalogue_IsBySentenceOfTheCode(string code, string stored, string? english) => Assert.Equal(english, LogCatalogue.Read(code, stored)?.English);
}
