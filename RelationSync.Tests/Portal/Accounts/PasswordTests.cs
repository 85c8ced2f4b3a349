using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;

namespace RelationSync.Tests.Portal.Accounts;

public sealed class PasswordTests
{
    [Theory]
    [InlineData("elevenchars", CommandFault.PasswordTooShort)]
    [InlineData("no\uFFFEcharacter", null)]
    [InlineData("twelve chars", null)]
    [InlineData("passwordpassword", CommandFault.PasswordTooCommon)]
    [InlineData("PasswordPassword", CommandFault.PasswordTooCommon)]
    [InlineData("aaaaaaaaaaaab", CommandFault.PasswordTooCommon)]
    [InlineData("someone@example.com", CommandFault.PasswordTooCommon)]
    [InlineData("Someone-2026!!!!", CommandFault.PasswordTooCommon)]
    [InlineData("RelationSync2026", CommandFault.PasswordTooCommon)]
    [InlineData("P@ssw0rd123456", CommandFault.PasswordTooCommon)]
    [InlineData("qwertyuiop12345", CommandFault.PasswordTooCommon)]
    [InlineData("1qaz2wsx3edc4rfv", CommandFault.PasswordTooCommon)]
    [InlineData("Sakura20260401!", CommandFault.PasswordTooCommon)]
    [InlineData("987654321098765", CommandFault.PasswordTooCommon)]
    [InlineData("welcome welcome welcome", CommandFault.PasswordTooCommon)]
    [InlineData("kurome7!kurome7!", CommandFault.PasswordTooCommon)]
    [InlineData("Xk7!xK7!xk7!Xk7!", CommandFault.PasswordTooCommon)]
    [InlineData("abcabcabcabc", CommandFault.PasswordTooCommon)]
    [InlineData("drowssap654321", CommandFault.PasswordTooCommon)]
    [InlineData("cnySnoitaleR-6202", CommandFault.PasswordTooCommon)]
    [InlineData("example.com-someone", CommandFault.PasswordTooCommon)]
    [InlineData("kurome7!kurome7!x9", null)]
    [InlineData("vK9#tq2LmX0wvK9#tq2LmX0w", null)]
    [InlineData("correct horse battery", null)]
    [InlineData("839201745583", null)]
    [InlineData("vK9#tq2LmX0w", null)]
    [InlineData("今日は海まで歩いて行きました", null)]
    public void Check_Chosen_LengthAndCommonness(string password, CommandFault? fault) =>
        Assert.Equal(fault, PasswordRules.Check(password, "someone@example.com"));

    [Fact]
    public void Check_TooLong_IsRefused() =>
        Assert.Equal(CommandFault.PasswordTooLong, PasswordRules.Check(string.Concat(Enumerable.Repeat("abcdefgh", 33)), "a@b"));

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

    [Fact]
    public async Task Verify_HashOfFewerRounds_IsMadeAnewAtSignIn()
    {
        using var portal = new PortalFactory { HashesInFull = true };
        var accounts = portal.Services.GetRequiredService<AccountService>();
        await accounts.CreateAsync("a@example.com", "correct horse battery", AccountRole.Support, default);
        var old = new PasswordHasher<Account>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 1000 })).HashPassword(null!, "correct horse battery");
        await portal.Store.WriteAsync((db, token) => db.Accounts.ExecuteUpdateAsync(s => s.SetProperty(a => a.PasswordHash, old), token), default);

        Assert.NotNull(await accounts.VerifyAsync("a@example.com", "correct horse battery", default));

        var hash = (await accounts.FindAsync("a@example.com", default))!.PasswordHash;
        Assert.Equal([1, 0, 0, 0, 2, 0, 3, 52, 80], Convert.FromBase64String(hash).Take(9));
        Assert.NotNull(await accounts.VerifyAsync("a@example.com", "correct horse battery", default));
    }

    private static async Task<(PasswordVerificationResult Result, TimeSpan Elapsed)> TimeAsync(Func<Task<PasswordVerificationResult>> work)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await work();
        return (result, Stopwatch.GetElapsedTime(started));
    }
}
