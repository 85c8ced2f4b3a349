using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using RelationSync.Portal.Accounts;

namespace RelationSync.Tests.Portal.Accounts;

public sealed class PasswordTests
{
    [Theory]
    [InlineData("elevenchars", AccountFault.PasswordTooShort)]
    [InlineData("twelve chars", null)]
    [InlineData("passwordpassword", AccountFault.PasswordTooCommon)]
    [InlineData("PasswordPassword", AccountFault.PasswordTooCommon)]
    [InlineData("aaaaaaaaaaaab", AccountFault.PasswordTooCommon)]
    [InlineData("someone@example.com", AccountFault.PasswordTooCommon)]
    public void Check_Chosen_LengthAndCommonness(string password, AccountFault? fault) =>
        Assert.Equal(fault, PasswordRules.Check(password, "someone@example.com"));

    [Fact]
    public void Check_TooLong_IsRefused() =>
        Assert.Equal(AccountFault.PasswordTooLong, PasswordRules.Check(string.Concat(Enumerable.Repeat("abcdefgh", 33)), "a@b"));

    [Fact]
    public async Task Verify_NobodysHash_FailsAfterTheSameWork()
    {
        using var hashing = new PasswordHashing();
        var hash = await hashing.HashAsync("correct horse battery", default);
        await hashing.VerifyAsync(hash, "warm up", default);

        var wrong = await TimeAsync(() => hashing.VerifyAsync(hash, "wrong", default));
        var nobody = await TimeAsync(() => hashing.VerifyAsync(null, "wrong", default));

        Assert.Equal((PasswordVerificationResult.Failed, PasswordVerificationResult.Failed), (wrong.Result, nobody.Result));
        // A hash that can't be read would fail thousands of times faster.
        Assert.InRange(nobody.Elapsed / wrong.Elapsed, 0.1, 10);
    }

    [Fact]
    public async Task Hash_Rounds_AreOwasps()
    {
        using var hashing = new PasswordHashing();

        var hash = Convert.FromBase64String(await hashing.HashAsync("x", default));

        // Marker 1 (version 3), HMAC-SHA512 (2), rounds.
        Assert.Equal([1, 0, 0, 0, 2, 0, 3, 52, 80], hash.Take(9));
    }

    private static async Task<(PasswordVerificationResult Result, TimeSpan Elapsed)> TimeAsync(Func<Task<PasswordVerificationResult>> work)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await work();
        return (result, Stopwatch.GetElapsedTime(started));
    }
}
