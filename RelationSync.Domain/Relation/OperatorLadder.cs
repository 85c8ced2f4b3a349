using RelationSync.Domain.Operations;
using RelationSync.Domain.Targets;

namespace RelationSync.Domain.Relation;

/// <summary>
/// Finds the operator of what the API shows, which tells only of chats who pressed send (R-P4): the first step that leads to
/// a user of the tenant counts.
/// </summary>
/// <param name="DefaultOperator">Login e-mail; counts also where no user has it.</param>
/// <param name="SendingAddresses">Addresses that one person sends from, in lower case, with that person's login e-mail.</param>
public sealed record OperatorLadder(
    UserDirectory Users, SignatureRule? Signature, IReadOnlyDictionary<string, string> SendingAddresses, string DefaultOperator)
{
    /// <summary>The operator of a message, memo or call.</summary>
    /// <param name="at">When it was done.</param>
    public OperatorFinding OfMessage(ApiMessage message, DateTimeOffset at, string? assignee) =>
        Declared(message) ?? Requested(message, at) ?? Fallback(assignee);

    /// <summary>The operator of an utterance.</summary>
    public OperatorFinding OfUtterance(ApiUtterance utterance, string? assignee) =>
        Found(Users.ByMention(utterance.SentBy), OperatorStep.SentBy, Evidence.Proven)
        ?? Found(Users.ByName(utterance.SentBy), OperatorStep.SentBy, Evidence.Inferred)
        ?? Fallback(assignee);

    /// <summary>True if any step before the assignee finds somebody: a person wrote it.</summary>
    public bool ShowsAPerson(ApiMessage message, DateTimeOffset at) => (Declared(message) ?? Requested(message, at)) is not null;

    private OperatorFinding? Declared(ApiMessage message) =>
        Found(Signature?.Find(message.Body, message.IsHtml, Users), OperatorStep.Signature, Evidence.Declared)
        ?? Found(BySendingAddress(message), OperatorStep.SendingAddress, Evidence.Declared);

    private ApiUser? BySendingAddress(ApiMessage message) =>
        SendingAddresses.Count > 0 && EmailAddress.TryParse(message.From) is { } from ? Users.ByEmail(SendingAddresses.GetValueOrDefault(from)) : null;

    private OperatorFinding? Requested(ApiMessage message, DateTimeOffset at)
    {
        var request = message.Comments
            .Where(c => c.Type == ApiCodes.RequestComment && c.At >= message.CreatedAt && c.At <= at)
            .MaxBy(c => c.At);
        return Found(Users.ByMention(request?.Commenter), OperatorStep.ApprovalRequest, Evidence.Inferred);
    }

    private OperatorFinding Fallback(string? assignee) =>
        Found(Users.ByMention(assignee), OperatorStep.Assignee, Evidence.Inferred)
        ?? new OperatorFinding(DefaultOperator, Users.ByEmail(DefaultOperator)?.Name, OperatorStep.Default, Evidence.Default);

    private static OperatorFinding? Found(ApiUser? user, OperatorStep step, Evidence evidence) =>
        user is null ? null : new OperatorFinding(user.Email!, user.Name.Length == 0 ? null : user.Name, step, evidence);
}
