using RelationSync.Domain.Operations;
using RelationSync.Domain.Targets;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Targets;

public sealed class CustomerKeysTests
{
    [Fact]
    [Trait("Rule", "R-W3")]
    [Trait("Rule", "R-W5")]
    public void Keys_OfContacts_AreEachOnesEmailThenPhone() => Assert.Equal(
        [Email("a@x"), Phone("+81312345678"), Phone("+819012345678"), Email("b@x")],
        Of(new("A@x", "03-1234-5678"), new(null, "09012345678"), new("b@x", null)));

    [Fact]
    [Trait("Rule", "R-W7")]
    public void Keys_TheSameWrittenOtherwise_AreOne() => Assert.Equal(
        [Email("a@x"), Phone("+81312345678")],
        Of(new("A@X", "０３ー１２３４ー５６７８"), new("名前 <a@x>", "+81(0)3-1234-5678")));

    [Fact]
    [Trait("Rule", "R-W11")]
    public void Keys_Unreadable_AreNone() => Assert.Empty(Of(new("not an address", "非通知"), new("", ""), new(null, null)));

    [Fact]
    public void FirstOf_Customers_IsTheFirstThatCanBeRead()
    {
        Assert.Equal(Phone("+81312345678"), CustomerKeys.FirstOf(ContentBuilder.Mail() with { Customers = [new("none", "03-1234-5678"), new("b@x", null)] }));
        Assert.Null(CustomerKeys.FirstOf(ContentBuilder.Mail() with { Customers = [new("none", null)] }));
    }

    private static IReadOnlyList<CustomerKey> Of(params IReadOnlyList<CustomerReference> customers) =>
        CustomerKeys.Of(ContentBuilder.Mail() with { Customers = customers });

    private static CustomerKey Email(string value) => new(CustomerKeyKind.Email, value);

    private static CustomerKey Phone(string value) => new(CustomerKeyKind.Phone, value);
}
