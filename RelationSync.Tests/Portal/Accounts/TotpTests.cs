using System.Text;
using RelationSync.Portal.Accounts;

namespace RelationSync.Tests.Portal.Accounts;

public sealed class TotpTests
{
    // RFC 6238, appendix B: the key of its vectors for SHA-1.
    private static readonly byte[] Key = "12345678901234567890"u8.ToArray();

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1111111109);

    // There the codes have eight digits; six are their last ones.
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void CodeAt_VectorsOfTheRfc_AreTheirs(long seconds, string code) =>
        Assert.Equal(code[2..], Totp.CodeAt(Key, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void StepOf_ClockOff_OneStepEitherWayIsAccepted(int steps, bool isAccepted)
    {
        var step = Totp.StepAt(Now) + steps;

        Assert.Equal(isAccepted ? step : null, Totp.StepOf(Key, Totp.CodeAt(Key, step), Now, lastUsed: 0));
    }

    [Fact]
    public void StepOf_UsedOrBeforeOneThatWasUsed_IsRefused()
    {
        var step = Totp.StepAt(Now);

        Assert.Null(Totp.StepOf(Key, Totp.CodeAt(Key, step), Now, lastUsed: step));
        Assert.Null(Totp.StepOf(Key, Totp.CodeAt(Key, step - 1), Now, lastUsed: step));
        Assert.Equal(step + 1, Totp.StepOf(Key, Totp.CodeAt(Key, step + 1), Now, lastUsed: step));
    }

    [Theory]
    [InlineData("")]
    [InlineData("08180")]
    [InlineData("0818040")]
    [InlineData("081805")]
    public void StepOf_AnotherText_IsRefused(string code) => Assert.Null(Totp.StepOf(Key, code, Now, lastUsed: 0));

    // RFC 4648 §10, without the padding.
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    [InlineData("12345678901234567890", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    public void Text_VectorsOfTheRfc_AreTheirs(string key, string text) => Assert.Equal(text, Totp.Text(Encoding.ASCII.GetBytes(key)));

    [Fact]
    public void NewKey_HasTheBitsOfTheHash_AndIsAnotherEachTime()
    {
        Assert.Equal(20, Totp.NewKey().Length);
        Assert.NotEqual(Totp.NewKey(), Totp.NewKey());
    }

    [Fact]
    public void Address_SaysWhatAppsAskFor() => Assert.Equal(
        "otpauth://totp/RelationSync:a%2Bb%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=RelationSync&algorithm=SHA1&digits=6&period=30",
        Totp.Address(Key, "a+b@example.com"));

    [Theory]
    [InlineData("081 804", "081804")]
    [InlineData("０８１８０４", "081804")]
    [InlineData(" abcd-efgh ", "ABCDEFGH")]
    [InlineData("08\ud8001804\ufffe", "081804")]
    [InlineData(null, "")]
    public void Plain_TypedAnyWay_IsTheSame(string? typed, string plain) => Assert.Equal(plain, SecondFactor.Plain(typed));
}
