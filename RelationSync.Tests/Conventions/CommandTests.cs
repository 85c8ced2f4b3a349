using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Components;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Conventions;

/// <summary>
/// Whatever takes the person who acts, found in the whole portal, refuses Support users and strangers: hiding a button
/// is no refusal. What those may do, or who asks on behalf of a command, stands on the list; so a new command can't be forgotten.
/// </summary>
public sealed class CommandTests : IDisposable
{
    /// <summary>Reading, exporting, one's own account; and what commands themselves are made of.</summary>
    private static readonly string[] NoCommands =
    [
        "AccountClaims", "AccountSessions", "Administrators", "AuditTrail", "CanManage", "AdminCommand", "AccountService", "OwnAccount", "OwnSecondFactor", "OwnSessions", "ExportLog", "NotedExport",
        "EndedSessions", "AccessDenied", "RefusedPages",
        // Called by the OAuth callback alone, which is for administrators (RouteAccessTests).
        "NewAuthorization",
        // Called by its route alone, which is for administrators (RouteAccessTests).
        "ExportAudit",
    ];

    private static readonly string[] Refusals = ["NotAllowed", "AdministratorsOnly"];

    private readonly PortalFactory _portal = new();

    public static TheoryData<string> Commands => [.. All().Select(NameOf)];

    public void Dispose() => _portal.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_BySupportOrAStranger_IsRefusedAndNothingChanges(string name)
    {
        var method = All().Single(m => NameOf(m) == name);
        var command = _portal.Services.GetRequiredService(method.DeclaringType!);
        var support = _portal.Store.SignIn(AccountRole.Support, _portal.Clock);
        var stranger = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Role, nameof(AccountRole.Administrator))], "test"));

        foreach (var user in new[] { support, stranger })
        {
            Assert.Contains(await RefusalAsync(method, command, user), Refusals);
        }

        Assert.False(await _portal.Store.ReadAsync((db, token) => db.AuditEntries.AnyAsync(token), CancellationToken.None));
    }

    private static async Task<string?> RefusalAsync(MethodInfo method, object command, ClaimsPrincipal user)
    {
        var arguments = method.GetParameters().Select(p => p.ParameterType == typeof(ClaimsPrincipal) ? user : Anything(p.ParameterType)).ToArray();
        var task = (Task)method.Invoke(command, arguments)!;
        await task.WaitAsync(TimeSpan.FromSeconds(30));
        var outcome = task.GetType().GetProperty("Result")!.GetValue(task);
        if (outcome is IEnumerable faults)
        {
            return faults.Cast<object>().FirstOrDefault()?.ToString();
        }

        return (outcome?.GetType().GetProperty("Fault") is { } fault ? fault.GetValue(outcome) : outcome)?.ToString();
    }

    private static IEnumerable<MethodInfo> All() =>
        from type in typeof(App).Assembly.GetTypes()
        where !NoCommands.Contains(type.Name) && !type.IsNested && type.Namespace?.Contains(".Components", StringComparison.Ordinal) == false
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where method.GetParameters().Any(p => p.ParameterType == typeof(ClaimsPrincipal))
        select method;

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
