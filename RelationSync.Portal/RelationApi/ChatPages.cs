using RelationSync.Domain.Relation;

namespace RelationSync.Portal.RelationApi;

/// <summary>Reads the conversation of a chat, whichever way its pages are ordered.</summary>
internal sealed class ChatPages(TenantCalls calls)
{
    private const int MostPages = 100;

    /// <summary>The conversation, or why there is none.</summary>
    /// <param name="state">What is remembered of it: pages that hold nothing new aren't read.</param>
    public async Task<(ApiChat Chat, int FirstPage, ApiAnswer? Fault)> ReadAsync(
        TenantSession session, long boxId, long ticketId, ApiMessage message, ChatState state, CancellationToken cancellationToken)
    {
        var (utterances, broken, email) = (new Dictionary<string, ApiUtterance>(StringComparer.Ordinal), 0, (string?)null);
        var firstNew = state.FirstPage;
        for (var page = state.FirstPage; page < state.FirstPage + MostPages; page++)
        {
            var answer = await calls.CallAsync(session, ReadingCall.Chat(boxId, ticketId, message.MessageId, message.Method, page), cancellationToken);
            if (!answer.IsGood || ApiReader.Chat(answer.Json, message.Method) is not { } read)
            {
                return (ApiChat.Empty, state.FirstPage, answer.IsGood ? answer with { Fault = ApiFault.Broken } : answer);
            }

            var isFull = read.Utterances.Count + read.Broken >= ReadingCall.UtterancesPerPage;
            var oldestFirst = utterances.Count > 0 && read.Utterances.Count > 0 && read.Utterances.Min(u => u.SentAt) >= utterances.Values.Max(u => u.SentAt);
            foreach (var utterance in read.Utterances)
            {
                utterances[utterance.Id] = utterance;
            }

            (broken, email) = (broken + read.Broken, email ?? read.VisitorEmail);
            if (oldestFirst && state.Frozen.Count > 0 && read.Utterances.Any(u => state.Frozen.Contains(u.Id)))
            {
                // What was sent up to here is taken over: the next read begins a page before the last of it.
                firstNew = page - 1;
            }

            if (!isFull)
            {
                break;
            }
        }

        return (new ApiChat(email, [.. utterances.Values], broken), firstNew, null);
    }
}
