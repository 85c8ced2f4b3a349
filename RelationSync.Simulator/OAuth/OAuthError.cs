using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Text;

namespace RelationSync.Simulator.OAuth;

/// <summary>A refusal of the token endpoint: <c>{"error":"invalid_grant","error_description":"expired access/refresh token"}</c>.</summary>
internal sealed class OAuthError(string error, string description, int status = 400) : Exception(description)
{
    public HttpAnswer Answer() => Answer(status, error, Message);

    public static HttpAnswer Answer(int status, string error, string description) => new(status, HttpAnswer.Json, JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("error", error);
        json.WriteString("error_description", description);
        json.WriteEndObject();
    }));

    public static OAuthError ExpiredToken() => new("invalid_grant", "expired access/refresh token");
}
