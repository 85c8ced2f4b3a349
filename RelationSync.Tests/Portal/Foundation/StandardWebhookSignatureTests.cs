using System.Text;
using RelationSync.Portal.Foundation;

namespace RelationSync.Tests.Portal.Foundation;

public sealed class StandardWebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Timestamp = "1614265330";
    private const string Right = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"test\": 2432232314}");
    private static readonly byte[] Key = WebhookSecret.TryParse(Secret)!;

    [Fact]
    public void Sign_TestVector_IsThatOfTheContract() => Assert.Equal(Right, StandardWebhookSignature.Sign(Secret, Id, At, Body));

    [Theory]
    [InlineData(Right)]
    [InlineData("v1,AAAA " + Right)]
    [InlineData("v1a,whatever v2,xyz " + Right)]
    [InlineData(Right + " v1,")]
    public void Matches_AnyEntryRight_True(string signatures) => Assert.True(Matches(signatures));

    [Theory]
    [InlineData("")]
    [InlineData("v1,")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void Matches_NoEntryRight_False(string signatures) => Assert.False(Matches(signatures));

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void IsTimely_AtTheEdges_EndsIncluded(int seconds, bool timely) =>
        Assert.Equal(timely, StandardWebhookSignature.IsTimely(
            StandardWebhookSignature.SecondsAhead(Timestamp, At.AddSeconds(seconds).AddMilliseconds(999))!.Value));

    [Theory]
    [InlineData("")]
    [InlineData("-1614265330")]
    [InlineData(" 1614265330")]
    [InlineData("1614265330.0")]
    [InlineData("99999999999999999999")]
    public void SecondsAhead_NoUnixSeconds_Null(string timestamp) => Assert.Null(StandardWebhookSignature.SecondsAhead(timestamp, At));

    [Fact]
    public void SecondsAhead_TheFarthest_IsNotTimely() =>
        Assert.False(StandardWebhookSignature.IsTimely(StandardWebhookSignature.SecondsAhead("9223372036854775807", At)!.Value));

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Secret_Length_From24To64Bytes(int bytes, bool allowed) =>
        Assert.Equal(allowed, WebhookSecret.TryParse("whsec_" + Convert.ToBase64String(new byte[bytes])) is not null);

    [Fact]
    public void Secret_Created_Has32Bytes() => Assert.Equal(32, WebhookSecret.TryParse(WebhookSecret.Create())!.Length);

    /// <summary>Over a body that arrives in two parts.</summary>
    private static bool Matches(string signatures)
    {
        using var hash = StandardWebhookSignature.Begin(Key, Id, Timestamp);
        hash.AppendData(Body.AsSpan(0, 7));
        hash.AppendData(Body.AsSpan(7));
        return StandardWebhookSignature.Matches(hash.GetHashAndReset(), signatures);
    }
}
