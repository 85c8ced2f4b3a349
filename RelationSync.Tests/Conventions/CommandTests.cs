using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Components;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Conventions;

/// <summary>
/// Every command, known by its shape: it is built on <see cref="Commands{TCommand}"/>, takes the person who acts, and answers
/// an outcome or a fault. Hiding a button is no refusal: each refuses whoever may not, by what the store says now.
/// </summary>
[Trait("Rule", "R-S1")]
public sealed class CommandTests : IDisposable
{
    private static readonly string[] ForResponders = [nameof(RetryActions), nameof(SettleEntries), nameof(ReopenEntries), nameof(EditCause), nameof(AnswerOutcome)];

    /// <summary>What people do with their own account; exports, which are for everybody who reads or have a route of their own.</summary>
    private static readonly string[] ForEverybody = [nameof(OwnAccount), nameof(OwnSecondFactor), nameof(OwnPasskeys), nameof(FactorChanges), nameof(OwnSessions), "ExportLog", "ExportAudit", "NotedExport"];

    private readonly PortalFactory _portal = new();

    public static TheoryData<string> All => [.. Methods().Select(NameOf)];

    public void Dispose() => _portal.Dispose();

    [Theory]
    [MemberData(nameof(All))]
    public async Task Command_ByWhoeverMayNot_IsRefusedAndNothingChanges(string name)
    {
        var method = Methods().Single(m => NameOf(m) == name);
        var stranger = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Role, nameof(AccountRole.Administrator))], "test"));
        List<ClaimsPrincipal> users = [_portal.Store.SignIn(AccountRole.Support, _portal.Clock), stranger];
        if (!ForResponders.Contains(method.DeclaringType!.Name))
        {
            users.Add(_portal.Store.SignIn(AccountRole.Responder, _portal.Clock));
        }

        foreach (var user in users)
        {
            Assert.Equal(CommandFault.NotAllowed, await RunAsync(method, user));
        }

        Assert.False(await _portal.Store.ReadAsync((db, token) => db.AuditEntries.AnyAsync(token), CancellationToken.None));
    }

    /// <summary>Taken away by another node, so that nothing here has been told of it: what is remembered of the account is still good.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public async Task Command_WhoseRoleWasTakenAwayAfterThePageWasLoaded_IsRefused(string name)
    {
        var method = Methods().Single(m => NameOf(m) == name);
        var user = _portal.Store.SignIn(AccountRole.Administrator, _portal.Clock);
        Assert.Equal(AccountRole.Administrator, (await _portal.Services.GetRequiredService<AccountSessions>().FindAsync(user, CancellationToken.None))?.Role);
        await _portal.Store.WriteAsync(
            (db, token) => db.Accounts.ExecuteUpdateAsync(set => set.SetProperty(a => a.Role, AccountRole.Support), token), CancellationToken.None);

        Assert.Equal(CommandFault.NotAllowed, await RunAsync(method, user));

        Assert.False(await _portal.Store.ReadAsync((db, token) => db.AuditEntries.AnyAsync(token), CancellationToken.None));
    }

    /// <summary>So that no command can be written another way.</summary>
    [Fact]
    public void WhoeverTakesAPersonAndAnswersAFault_IsACommand()
    {
        var others = Takers().Where(m => Answers(m) && !IsCommand(m.DeclaringType!)).Select(m => m.DeclaringType!.Name).Distinct()
            .Except(ForEverybody).Except([typeof(Commands<>).Name, typeof(AccountCommands<>).Name]);

        Assert.NotEmpty(Methods());
        Assert.Empty(others);
    }

    [Theory]
    [InlineData("ja", "[ぁ-ん]")]
    [InlineData("en", "[a-z]")]
    public void Fault_OfEveryKind_HasATextInBothLanguages(string language, string script)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            Assert.All(Enum.GetValues<CommandFault>(), f => Assert.Matches(script, CommandFaultTexts.Of(f)));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private async Task<CommandFault?> RunAsync(MethodInfo method, ClaimsPrincipal user)
    {
        var command = _portal.Services.GetRequiredService(method.DeclaringType!);
        var arguments = method.GetParameters().Select(p => p.ParameterType == typeof(ClaimsPrincipal) ? user : Anything(p.ParameterType)).ToArray();
        var task = (Task)method.Invoke(command, arguments)!;
        await task.WaitAsync(TimeSpan.FromSeconds(30));
        var outcome = task.GetType().GetProperty("Result")!.GetValue(task);
        return outcome as CommandFault? ?? (CommandFault?)outcome?.GetType().GetProperty("Fault")?.GetValue(outcome);
    }

    private static IEnumerable<MethodInfo> Methods() => Takers().Where(m => Answers(m) && IsCommand(m.DeclaringType!));

    private static IEnumerable<MethodInfo> Takers() =>
        from type in typeof(App).Assembly.GetTypes()
        where !type.IsNested && type.Namespace?.Contains(".Components", StringComparison.Ordinal) == false
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where method.GetParameters().Any(p => p.ParameterType == typeof(ClaimsPrincipal))
        select method;

    private static bool IsCommand(Type type) => type.GetConstructors().Any(c => c.GetParameters().Any(p =>
        p.ParameterType == typeof(Commands<>).MakeGenericType(type) || p.ParameterType == typeof(AccountCommands<>).MakeGenericType(type)));

    private static bool Answers(MethodInfo method) => method.ReturnType is { IsGenericType: true } task && task.GetGenericArguments()[0] is { IsGenericType: true } answer
        && (answer == typeof(CommandFault?) || answer.GetGenericTypeDefinition() == typeof(Outcome<>));

    private static string NameOf(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name))})";

    private static object? Anything(Type type) =>
        type == typeof(string) ? "anything"
        : type == typeof(Guid) ? Guid.NewGuid()
        : type.IsValueType ? RuntimeHelpers.GetUninitializedObject(Nullable.GetUnderlyingType(type) ?? type)
        : type.IsInterface && type.IsGenericType ? Array.CreateInstance(type.GetGenericArguments()[0], 0)
        : type.IsArray ? Array.CreateInstance(type.GetElementType()!, 0)
        : typeof(Delegate).IsAssignableFrom(type) ? null
        : RuntimeHelpers.GetUninitializedObject(type);
}
