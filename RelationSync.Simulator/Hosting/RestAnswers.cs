using System.Globalization;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Rest;

namespace RelationSync.Simulator.Hosting;

/// <summary>REST answers with the header that tells how many calls are used up.</summary>
internal static class RestAnswers
{
    public static HttpAnswer Of(Org org, ApiResponse response)
    {
        var answer = Plain(response);
        var (used, most) = org.Calls.Usage(org.Settings.DailyLimit);
        answer.Headers["Sforce-Limit-Info"] = string.Create(CultureInfo.InvariantCulture, $"api-usage={used}/{most}");
        if (response.Location is not null)
        {
            answer.Headers["Location"] = response.Location;
        }

        if (response.LastModified is not null)
        {
            answer.Headers["Last-Modified"] = response.LastModified;
        }

        return answer;
    }

    public static HttpAnswer Plain(ApiResponse response) => new(response.Status, HttpAnswer.Json, response.Body);

    public static HttpAnswer BadEncoding() =>
        Plain(ApiResponse.Error(ApiException.BadJson("The HTTP entity body is not valid gzip")));
}
