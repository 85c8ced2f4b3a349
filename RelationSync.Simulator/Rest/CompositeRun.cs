using System.Text.Json;

namespace RelationSync.Simulator.Rest;

/// <summary>Runs subrequests one after the other, so that later ones can refer to the answers of earlier ones.</summary>
internal sealed class CompositeRun(ApiCall call)
{
    private readonly Dictionary<string, ApiResponse> _answers = new(StringComparer.Ordinal);

    public List<SubrequestResult> Run(IReadOnlyList<Subrequest> subrequests, bool stopAtFailure)
    {
        CheckReferences(subrequests);
        List<SubrequestResult> results = [];
        var halted = false;
        foreach (var subrequest in subrequests)
        {
            var response = halted
                ? ApiResponse.Error(400, "PROCESSING_HALTED", "The transaction was rolled back since another operation in the same transaction failed.")
                : RunOne(subrequest);
            halted |= stopAtFailure && (!response.Succeeded || response.AnyRecordFailed);
            _answers[subrequest.ReferenceId] = response;
            results.Add(new SubrequestResult(subrequest, response));
        }

        return results;
    }

    /// <summary>A reference to a subrequest that does not come before spoils the whole call.</summary>
    private static void CheckReferences(IReadOnlyList<Subrequest> subrequests)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (var subrequest in subrequests)
        {
            var named = References.NamesIn(subrequest.Url).Concat(subrequest.Body is { } body ? References.NamesIn(body) : []);
            if (named.FirstOrDefault(n => !known.Contains(n)) is { } missing)
            {
                throw new ApiException(400, "INVALID_INPUT", $"Invalid reference specified. No reference with the name {missing} comes before {subrequest.ReferenceId}");
            }

            known.Add(subrequest.ReferenceId);
        }
    }

    private ApiResponse RunOne(Subrequest subrequest)
    {
        try
        {
            var url = References.Resolve(subrequest.Url, _answers);
            JsonElement? body = subrequest.Body is { } given ? References.Resolve(given, _answers) : null;
            if (!subrequest.IsSupported || ApiRequest.Read(subrequest.Method, url, body) is not { } request)
            {
                return ApiResponse.Error(ApiException.NotFound());
            }

            var faults = call.Faults.Inside(subrequest.Method, url);
            return faults.HitSubrequest(body)
                ?? RestRouter.Run(call with { Faults = faults }, request with { Header = subrequest.Headers.GetValueOrDefault });
        }
        catch (ApiException error)
        {
            return ApiResponse.Error(error);
        }
    }
}
